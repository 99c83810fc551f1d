-- Of one person, or of everybody where none is named; the newest first.
select
    id, view, audience, organisations, publication, reference_date, frozen, note, made_by, made_at,
    expires_on, revoked_at, revoked_by, opened, last_opened
from link
where :made_by is null or made_by = :made_by
order by made_at desc, rowid desc
limit :most offset :skipped
