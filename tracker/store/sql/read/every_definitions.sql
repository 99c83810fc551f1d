-- Every version of the definitions, oldest first.
select
    from_publication,
    json
from definitions
order by from_publication
