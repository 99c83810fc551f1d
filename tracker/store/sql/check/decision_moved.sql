-- Whether a decision of the area was recorded or ended after $based_on.
select 1
from decision
where
    area_id = $area_id
    and (from_publication > $based_on or to_publication > $based_on)
limit 1
