-- What was ever purged from the record, oldest first.
select json
from purge
order by
    publication,
    id
