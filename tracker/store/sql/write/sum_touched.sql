-- What the values in force of the touched series have in common: one row for each series, kind of
-- period and upload that occurs. Every rule but that of the keys is told by it, in one look.
-- consistent: each value agrees with its status, bounds and period.
create or replace temporary table summed as
select
    indicator_id,
    area_id,
    period_kind,
    upload_id,
    fictional,
    count(*) as many,
    bool_and(
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
    ) as consistent
from observation
semi join touched using (indicator_id, area_id)
where to_publication is null
group by
    indicator_id,
    area_id,
    period_kind,
    upload_id,
    fictional
