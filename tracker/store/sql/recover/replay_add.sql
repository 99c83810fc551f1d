-- As write/add_observations.
insert into wanted
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
    $fictional
from incoming
where not exists (
    select 1
    from wanted
    where
        wanted.indicator_id = incoming.indicator_id
        and wanted.area_id = incoming.area_id
        and wanted.period_start = incoming.period_start
        and wanted.period_end = incoming.period_end
        and wanted.period_kind = incoming.period_kind
)
