select
    id,
    label,
    made_by,
    role,
    organisations,
    made_at,
    expires_on,
    revoked_at,
    last_used_on
from token
where sha256 = $sha256
