-- Every upload of some bytes, whether it is in force, and from and until when it was.
select
    id,
    bool_or(to_publication is null) as in_force,
    min(from_publication) as first,
    max(to_publication) as last
from upload
where sha256 = $sha256
group by id
order by id
