-- A touched series with a value in force that its status, bounds or period contradict.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
where
    to_publication is null
    and not (
        list_contains($kinds::varchar[], period_kind)
        and period_start <= period_end
        and case
            when list_contains($with_number::varchar[], status)
                then value is not null and isfinite(value) and low is null and high is null
            when status = 'suppressed'
                then value is null and coalesce(low <= high, true)
            else
                list_contains($without_number::varchar[], status)
                and value is null and low is null and high is null
        end
    )
order by all
limit 1
