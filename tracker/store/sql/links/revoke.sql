update link
set revoked_at = :at, revoked_by = :person
where id = :id and revoked_at is null
