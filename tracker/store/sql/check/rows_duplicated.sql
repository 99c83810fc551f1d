-- A touched series with two values in force for one period.
select
    indicator_id,
    area_id
from observation
where
    to_publication is null
    and (indicator_id, area_id) in (select (indicator_id, area_id) from touched)
group by
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end
having count(*) > 1
order by all
limit 1
