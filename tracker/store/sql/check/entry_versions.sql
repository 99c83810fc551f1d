-- Every version of one entry, oldest first: its number, its kind and, where in force, its JSON.
select
    version,
    kind,
    case when to_publication is null then json end as in_force
from entry
where id = $id
order by
    version,
    from_publication
