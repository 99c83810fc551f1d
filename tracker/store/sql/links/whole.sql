-- All that says what a link gives, and last whether it was ended.
select
    id, sha256, view, audience, organisations, publication, reference_date, frozen, note,
    made_by, made_at, expires_on, revoked_at
from link
where id = :id
