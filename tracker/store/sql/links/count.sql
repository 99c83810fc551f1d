select count(*)
from link
where :made_by is null or made_by = :made_by
