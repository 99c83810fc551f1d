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

-- Beside the chain: what is looked up. Every change of it adds a row to the chain as well.

-- Keys for programs. Of the secret only its SHA-256 is kept.
create table if not exists token (
    id             text primary key,
    sha256         text not null unique,
    label          text not null,
    made_by        text not null,
    role           text not null,
    organisations  text not null,
    made_at        text not null,
    expires_on     text not null,
    revoked_at     text,
    last_used_on   text
);

-- When a person last signed out: what was signed in before that is over.
create table if not exists signed_out (
    person  text primary key,
    at      real not null
);
