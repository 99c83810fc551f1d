-- Frozen links. Of what opens one only the SHA-256 is kept.
create table if not exists link (
    id              text primary key,
    sha256          text not null unique,
    view            text not null,
    audience        text not null,
    organisations   text not null,
    publication     integer not null,
    reference_date  text not null,
    frozen          text not null,
    note            text,
    made_by         text not null,
    made_at         text not null,
    expires_on      text not null,
    revoked_at      text,
    revoked_by      text,
    opened          integer not null default 0,
    last_opened     text
)
