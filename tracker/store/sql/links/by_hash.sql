select
    id, view, audience, organisations, publication, reference_date, frozen, note, made_by, made_at,
    expires_on, revoked_at, revoked_by, opened, last_opened
from link
where sha256 = :sha256
