-- In the touched series: put in force each row of `wanted` that is not.
insert into observation
select
    *,
    $publication,
    null
from (
    select *
    from wanted
    except
    select * exclude (from_publication, to_publication)
    from observation
    semi join touched using (indicator_id, area_id)
    where to_publication is null
)
order by
    indicator_id,
    area_id,
    period_start,
    period_end
