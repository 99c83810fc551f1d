delete from idempotency
where made_at <= :since
