-- Every definitions that were ever in force, and from which publication.
select
    from_publication,
    json
from definitions
order by from_publication
