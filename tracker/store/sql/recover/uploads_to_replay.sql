-- Uploads in force, in the order in which they were first accepted, and in which publication.
select
    upload.json,
    first_time.accepted
from upload
join (
    select
        id,
        min(from_publication) as accepted
    from upload
    group by id
) as first_time using (id)
where to_publication is null
order by
    first_time.accepted,
    upload.id
