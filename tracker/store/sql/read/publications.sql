select
    number,
    made_at,
    made_by,
    kind,
    what,
    based_on,
    journal_hash
from publication
where number <= $publication
order by number
