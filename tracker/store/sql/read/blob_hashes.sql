-- Every original and every frozen slice of a report that any publication in the file names.
select sha256
from upload
union
select json_extract_string(json, '$.frozen') as sha256
from decision
where json_extract_string(json, '$.frozen') is not null
order by sha256
