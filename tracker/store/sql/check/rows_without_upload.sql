-- A touched series with a value in force whose upload is not, or that flags it otherwise.
select
    indicator_id,
    area_id
from observation
semi join touched using (indicator_id, area_id)
where
    to_publication is null
    and not exists (
        select 1
        from upload
        where
            upload.id = observation.upload_id
            and upload.fictional = observation.fictional
            and upload.to_publication is null
    )
order by all
limit 1
