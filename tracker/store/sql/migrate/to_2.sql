-- As in schema.sql.
create table entry (
    id                varchar not null,
    kind              varchar not null,
    version           integer not null,
    fictional         boolean not null,
    json              varchar not null,
    from_publication  integer not null,
    to_publication    integer
)
