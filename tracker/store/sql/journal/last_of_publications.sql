-- The last row about a publication on its way: announced, in force, or given up.
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
where kind in ('publishing', 'published', 'abandoned')
order by seq desc
limit 1
