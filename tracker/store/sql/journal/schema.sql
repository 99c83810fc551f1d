-- The journal: what was done and by whom (an id, nothing more about a person), as a chain.
-- hash is the SHA-256 of the row's other columns, prev_hash included; no row is ever changed.
pragma journal_mode = wal;

create table if not exists entry (
    seq          integer primary key,
    at           text not null,
    kind         text not null,
    person       text not null,
    what         text not null,
    publication  integer,
    prev_hash    text not null,
    hash         text not null unique
);
