-- A touched series with a value in force whose upload is not, or that flags it otherwise.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
anti join (
    select
        id as upload_id,
        fictional
    from upload
    where to_publication is null
) as in_force using (upload_id, fictional)
where to_publication is null
order by all
limit 1
