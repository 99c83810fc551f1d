-- The values in force of an indicator that was renamed, under its new id; where the new id has a
-- value of its own, that one stands.
insert into observation
select
    $new,
    old.area_id,
    old.period_kind,
    old.period_start,
    old.period_end,
    old.value,
    old.denominator,
    old.responses,
    old.status,
    old.low,
    old.high,
    old.comment,
    old.source_row,
    old.upload_id,
    old.fictional,
    $publication,
    null
from observation as old
where
    old.indicator_id = $old
    and old.to_publication is null
    and not exists (
        select 1
        from observation
        where
            observation.indicator_id = $new
            and observation.to_publication is null
            and observation.area_id = old.area_id
            and observation.period_start = old.period_start
            and observation.period_end = old.period_end
            and observation.period_kind = old.period_kind
    )
order by
    old.area_id,
    old.period_start,
    old.period_end
