-- Uploads in force, in the order in which they were first accepted.
select upload.json
from upload
join (
    select
        id,
        min(from_publication) as accepted
    from upload
    group by id
) as first_time using (id)
where
    from_publication <= $publication
    and (to_publication is null or to_publication > $publication)
order by
    accepted,
    id
