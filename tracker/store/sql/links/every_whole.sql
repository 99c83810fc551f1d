-- All that says what each link gives, and last whether it was ended.
select
    id, sha256, view, audience, organisations, publication, reference_date, frozen, note,
    made_by, made_at, expires_on, revoked_at
from link
order by made_at, id
