-- In the touched series: end each value in force that is not, exactly so, in `wanted`.
update observation
set to_publication = $publication
from (
    select * exclude (from_publication, to_publication)
    from observation
    semi join touched using (indicator_id, area_id)
    where to_publication is null
    except
    select *
    from wanted
) as unwanted
where
    observation.to_publication is null
    and observation.indicator_id = unwanted.indicator_id
    and observation.area_id = unwanted.area_id
    and observation.period_start = unwanted.period_start
    and observation.period_end = unwanted.period_end
    and observation.period_kind = unwanted.period_kind
