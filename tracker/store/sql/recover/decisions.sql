select
    id,
    area_id,
    fictional,
    json
from decision
where to_publication is null
