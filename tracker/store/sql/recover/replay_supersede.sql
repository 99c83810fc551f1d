-- As write/supersede.
delete from wanted
using incoming
where
    wanted.indicator_id = incoming.indicator_id
    and wanted.area_id = incoming.area_id
    and wanted.period_start = incoming.period_start
    and wanted.period_end = incoming.period_end
    and wanted.period_kind = incoming.period_kind
    and (
        wanted.value is distinct from incoming.value
        or wanted.denominator is distinct from incoming.denominator
        or wanted.responses is distinct from incoming.responses
        or wanted.status is distinct from incoming.status
        or wanted.low is distinct from incoming.low
        or wanted.high is distinct from incoming.high
        or wanted.comment is distinct from incoming.comment
    )
