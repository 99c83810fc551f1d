select
    id,
    sha256,
    fictional,
    json
from upload
where to_publication is null
