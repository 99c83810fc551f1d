update observation
set to_publication = $publication
from touched
where
    observation.to_publication is null
    and observation.fictional
    and observation.indicator_id = touched.indicator_id
    and observation.area_id = touched.area_id
