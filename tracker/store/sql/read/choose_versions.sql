-- Every version of every value of the indicators in $whole, and of those values of the indicators
-- in $revised that have ever been another; in OBSERVATIONS' columns and two more.
create or replace temporary table chosen as
with replaced as (
    select distinct
        indicator_id,
        area_id,
        period_kind,
        period_start,
        period_end
    from observation
    where
        to_publication is not null
        and indicator_id in (select unnest($revised::varchar[]))
)

select
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end,
    value,
    denominator,
    responses,
    status,
    low,
    high,
    comment,
    source_row,
    from_publication,
    to_publication
from observation
where
    indicator_id in (select unnest($whole::varchar[]))
union all
select
    observation.indicator_id,
    observation.area_id,
    observation.period_kind,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.denominator,
    observation.responses,
    observation.status,
    observation.low,
    observation.high,
    observation.comment,
    observation.source_row,
    observation.from_publication,
    observation.to_publication
from observation
semi join replaced using (indicator_id, area_id, period_kind, period_start, period_end)
where
    observation.indicator_id not in (select unnest($whole::varchar[]))
order by
    indicator_id,
    area_id,
    period_start,
    period_end,
    from_publication
