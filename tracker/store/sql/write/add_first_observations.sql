-- Add every row of `incoming`, in its order, where the touched series have no value in force.
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
