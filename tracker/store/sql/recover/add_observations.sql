-- Put in force each row of `wanted` that is not.
insert into observation
select
    *,
    $publication,
    null
from (
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
        upload_id,
        fictional
    from wanted
    except
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
        upload_id,
        fictional
    from observation
    where to_publication is null
)
order by
    indicator_id,
    area_id,
    period_start,
    period_end
