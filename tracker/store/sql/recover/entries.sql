select
    id,
    kind,
    version,
    fictional,
    json
from entry
where to_publication is null
