-- The upload of an id, as it was first accepted.
select json
from upload
where id = $id
order by from_publication
limit 1
