-- A touched series with two values in force for one period.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
where to_publication is null
group by
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end
having count(*) > 1
order by all
limit 1
