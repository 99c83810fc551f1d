-- Every link: what it shows, of which publication.
select
    id,
    frozen,
    publication
from link
order by id
