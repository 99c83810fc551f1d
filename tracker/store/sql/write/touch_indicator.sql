insert into touched
select distinct
    indicator_id,
    area_id
from observation
where
    indicator_id = $id
    and to_publication is null
