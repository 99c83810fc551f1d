-- As write/end_absent.
delete from wanted
using (
    select
        indicator_id,
        area_id,
        min(period_start) as first_day,
        max(period_end) as last_day
    from incoming
    group by
        indicator_id,
        area_id
) as covered
where
    not wanted.fictional
    and wanted.indicator_id = covered.indicator_id
    and wanted.area_id = covered.area_id
    and wanted.period_start >= covered.first_day
    and wanted.period_end <= covered.last_day
    and not exists (
        select 1
        from incoming
        where
            incoming.indicator_id = wanted.indicator_id
            and incoming.area_id = wanted.area_id
            and incoming.period_start = wanted.period_start
            and incoming.period_end = wanted.period_end
            and incoming.period_kind = wanted.period_kind
    )
