select
    to_publication is null as in_force,
    json
from upload
where id = $id
order by in_force desc
limit 1
