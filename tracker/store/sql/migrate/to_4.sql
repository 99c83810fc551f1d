-- As in schema.sql.
create table purge (
    publication  integer not null,
    id           varchar not null,
    json         varchar not null
)
