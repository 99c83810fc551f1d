delete from idempotency
where person = :person and key = :key
