select sha256, answer
from idempotency
where person = :person and key = :key and made_at > :since
