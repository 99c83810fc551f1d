-- One that is known stays as it is: it may have been revoked, or turned, since the archive.
insert or ignore into link (
    id, sha256, view, audience, organisations, publication, reference_date, frozen, note,
    made_by, made_at, expires_on, revoked_at, revoked_by, opened, last_opened
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
