insert into entry (id, kind, version, fictional, json, from_publication)
select
    id,
    kind,
    version,
    fictional,
    json,
    $publication
from wanted
where (id, json) not in (
    select (id, json)
    from entry
    where to_publication is null
)
