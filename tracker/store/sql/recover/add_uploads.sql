insert into upload (id, sha256, fictional, json, from_publication)
select
    id,
    sha256,
    fictional,
    json,
    $publication
from wanted
where id not in (
    select id
    from upload
    where to_publication is null
)
