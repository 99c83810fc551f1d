-- Uploads that came into force or went out of it after $based_on.
select json
from upload
where from_publication > $based_on or to_publication > $based_on
order by
    from_publication,
    id
