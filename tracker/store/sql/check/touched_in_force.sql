-- Whether a touched series has a value in force.
select 1
from observation
semi join touched using (indicator_id, area_id)
where to_publication is null
limit 1
