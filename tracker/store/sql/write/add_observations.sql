-- Add each row of `incoming` whose key has no value in force: new ones and those that supersede.
insert into observation
select
    incoming.indicator_id,
    incoming.area_id,
    incoming.period_kind,
    incoming.period_start,
    incoming.period_end,
    incoming.value,
    incoming.denominator,
    incoming.responses,
    incoming.status,
    incoming.low,
    incoming.high,
    incoming.comment,
    incoming.source_row,
    $upload_id,
    $fictional,
    $publication,
    null
from incoming
where not exists (
    select 1
    from observation
    where
        observation.to_publication is null
        and observation.indicator_id = incoming.indicator_id
        and observation.area_id = incoming.area_id
        and observation.period_start = incoming.period_start
        and observation.period_end = incoming.period_end
        and observation.period_kind = incoming.period_kind
)
order by
    incoming.indicator_id,
    incoming.area_id,
    incoming.period_start,
    incoming.period_end
