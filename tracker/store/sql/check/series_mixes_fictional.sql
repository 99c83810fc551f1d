-- A touched series with both invented and real values in force.
select
    indicator_id,
    area_id
from summed
group by
    indicator_id,
    area_id
having min(fictional) <> max(fictional)
order by all
limit 1
