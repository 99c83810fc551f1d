-- Whether definitions came into force or went out of it after $based_on.
select 1
from definitions
where from_publication > $based_on
limit 1
