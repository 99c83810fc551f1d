-- As read/choose_observations, of what is in `wanted`.
create or replace temporary table chosen as
select *
from wanted
where
    indicator_id in (select unnest($indicators::varchar[]))
    and area_id in (select unnest($areas::varchar[]))
order by
    indicator_id,
    area_id,
    period_start,
    period_end
