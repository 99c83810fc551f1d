insert into token (
    id, sha256, label, made_by, role, organisations, made_at, expires_on
)
values ($id, $sha256, $label, $made_by, $role, $organisations, $made_at, $expires_on)
