insert into decision (id, area_id, fictional, json, from_publication)
select
    id,
    area_id,
    fictional,
    json,
    $publication
from wanted
where id not in (
    select id
    from decision
    where to_publication is null
)
