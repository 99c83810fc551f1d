-- In the order in which they were chosen.
select *
from chosen
