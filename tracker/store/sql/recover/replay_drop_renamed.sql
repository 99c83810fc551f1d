-- As write/add_renamed: where the new id has a value of its own, that one stands.
delete from wanted
using wanted as own
where
    wanted.indicator_id = $old
    and own.indicator_id = $new
    and own.area_id = wanted.area_id
    and own.period_start = wanted.period_start
    and own.period_end = wanted.period_end
    and own.period_kind = wanted.period_kind
