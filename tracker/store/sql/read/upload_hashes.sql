-- Every original that any publication in the file names.
select distinct sha256
from upload
order by sha256
