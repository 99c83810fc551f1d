-- Which series hold a value in force from which upload.
select distinct
    upload_id,
    indicator_id,
    area_id
from observation
where
    from_publication <= $publication
    and (to_publication is null or to_publication > $publication)
order by all
