-- A decision, and from and until when it was in force.
select
    json,
    from_publication,
    to_publication
from decision
where id = $id
order by from_publication
