-- Entries in force, in the order in which they were first recorded.
select entry.json
from entry
join (
    select
        id,
        min(from_publication) as recorded
    from entry
    group by id
) as first_time using (id)
where
    from_publication <= $publication
    and (to_publication is null or to_publication > $publication)
order by
    recorded,
    id
