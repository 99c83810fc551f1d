-- An entry with two versions in force.
select id
from entry
where to_publication is null
group by id
having count(*) > 1
order by id
limit 1
