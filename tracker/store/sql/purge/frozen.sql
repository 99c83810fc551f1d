-- What was frozen for decisions, and the publication that was then seen.
select distinct
    json_extract_string(json, '$.frozen') as sha256,
    json_extract(json, '$.based_on')::integer as publication
from decision
where json_extract_string(json, '$.frozen') is not null
order by all
