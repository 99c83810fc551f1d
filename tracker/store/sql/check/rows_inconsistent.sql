-- A touched series with a value in force that its status, bounds or period contradict.
select
    indicator_id,
    area_id
from summed
where not consistent
order by all
limit 1
