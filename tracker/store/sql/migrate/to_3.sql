-- As in schema.sql.
create table withdrawal (
    publication  integer not null,
    upload_id    varchar not null,
    json         varchar not null
)
