select
    seq,
    hash
from entry
order by seq desc
limit 1
