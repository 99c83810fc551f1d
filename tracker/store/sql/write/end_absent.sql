-- End each real value in force that a complete delivery covers and does not have.
update observation
set to_publication = $publication
from (
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
    observation.to_publication is null
    and not observation.fictional
    and observation.indicator_id = covered.indicator_id
    and observation.area_id = covered.area_id
    and observation.period_start >= covered.first_day
    and observation.period_end <= covered.last_day
    and not exists (
        select 1
        from incoming
        where
            incoming.indicator_id = observation.indicator_id
            and incoming.area_id = observation.area_id
            and incoming.period_start = observation.period_start
            and incoming.period_end = observation.period_end
            and incoming.period_kind = observation.period_kind
    )
