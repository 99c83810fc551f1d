-- A touched series, of the indicators from one to another, with two values in force for one period.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
where
    to_publication is null
    and indicator_id between $first and $last
group by
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end
having count(*) > 1
order by all
limit 1
