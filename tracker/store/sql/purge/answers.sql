select
    person,
    key,
    answer
from idempotency
