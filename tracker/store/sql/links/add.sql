insert into link (
    id, sha256, view, audience, organisations, publication, reference_date, frozen, note,
    made_by, made_at, expires_on
)
values (
    :id, :sha256, :view, :audience, :organisations, :publication, :reference_date, :frozen, :note,
    :made_by, :made_at, :expires_on
)
