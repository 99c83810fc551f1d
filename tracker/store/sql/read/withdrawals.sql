-- Oldest first.
select json
from withdrawal
where publication <= $publication
order by publication
