select
    fingerprint,
    json
from definitions
where to_publication is null
