select
    seq,
    at,
    kind,
    person,
    what,
    publication,
    prev_hash,
    hash
from entry
order by seq desc
limit 1
