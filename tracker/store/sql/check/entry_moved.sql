-- Whether a version of the entry came into force or went out of it after $based_on.
select 1
from entry
where
    id = $id
    and (from_publication > $based_on or to_publication > $based_on)
limit 1
