-- One row per value in force, in OBSERVATIONS' columns and two more.
create or replace temporary table chosen as
select
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end,
    value,
    denominator,
    responses,
    status,
    low,
    high,
    comment,
    source_row,
    upload_id,
    fictional
from observation
where
    indicator_id in (select unnest($indicators::varchar[]))
    and area_id in (select unnest($areas::varchar[]))
    and from_publication <= $publication
    and (to_publication is null or to_publication > $publication)
order by
    indicator_id,
    area_id,
    period_start,
    period_end
