-- Whether a value in force of a touched series does not come after the one before it, wherever that
-- stands: where each does, as they are loaded, no two have the same key.
select 1
from (
    select
        indicator_id,
        area_id,
        period_start,
        lag(indicator_id) over () as indicator_before,
        lag(area_id) over () as area_before,
        lag(period_start) over () as start_before
    from observation
    semi join touched using (indicator_id, area_id)
    where to_publication is null
) as in_sequence
where
    indicator_before > indicator_id
    or (
        indicator_before = indicator_id
        and (
            area_before > area_id
            or (area_before = area_id and start_before >= period_start)
        )
    )
limit 1
