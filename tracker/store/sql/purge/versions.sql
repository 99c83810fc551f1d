-- Every version of an entry.
select
    kind,
    json,
    from_publication,
    to_publication
from entry
where id = $id
order by from_publication
