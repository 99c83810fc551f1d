insert into definitions (fingerprint, json, from_publication)
select
    fingerprint,
    json,
    $publication
from wanted
where fingerprint not in (
    select fingerprint
    from definitions
    where to_publication is null
)
