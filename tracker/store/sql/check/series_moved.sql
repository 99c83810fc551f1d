-- A touched series of which a value came into force or went out of it after $based_on.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
where from_publication > $based_on or to_publication > $based_on
order by all
limit 1
