select
    fingerprint,
    json
from definitions
where
    from_publication <= $publication
    and (to_publication is null or to_publication > $publication)
