insert into idempotency (person, key, sha256, answer, made_at)
values (:person, :key, :sha256, :answer, :made_at)
