-- A touched series with a value in force whose upload is not, or that flags it otherwise.
select
    indicator_id,
    area_id
from summed
anti join (
    select
        id as upload_id,
        fictional
    from upload
    where to_publication is null
) as in_force using (upload_id, fictional)
order by all
limit 1
