-- All that says what a key gives, and last whether it was ended.
select
    id, sha256, label, made_by, role, organisations, made_at, expires_on, revoked_at
from token
where id = $id
