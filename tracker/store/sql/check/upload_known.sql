select 1
from upload
where id = $id
limit 1
