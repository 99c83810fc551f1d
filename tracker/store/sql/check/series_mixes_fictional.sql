-- A touched series with both invented and real values in force.
select
    indicator_id,
    area_id
from observation
where
    to_publication is null
    and (indicator_id, area_id) in (select (indicator_id, area_id) from touched)
group by
    indicator_id,
    area_id
having min(fictional) <> max(fictional)
order by all
limit 1
