update link
set sha256 = :sha256
where id = :id and revoked_at is null
