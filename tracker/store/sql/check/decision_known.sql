select 1
from decision
where id = $id
limit 1
