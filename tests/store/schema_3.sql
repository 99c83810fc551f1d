-- One publication file: the whole record as it stood, and all that it was before.
--
-- A row is in force in publication n when from_publication <= n and to_publication is null or
-- greater than n. Rows are never deleted; a write sets to_publication and adds new rows.

create table schema_version (version integer not null);
insert into schema_version values (3);

-- One row per publication, this one last. made_at is UTC.
-- journal_hash: the row of the journal that announced it.
create table publication (
    number        integer not null primary key,
    made_at       timestamp not null,
    made_by       varchar not null,
    kind          varchar not null,
    what          varchar not null,
    based_on      integer not null,
    journal_hash  varchar not null
);

-- Persons are ids everywhere else.
create table person (
    id    varchar not null primary key,
    name  varchar not null
);

-- goals.yaml and phases.yaml as one JSON object; one row in force.
create table definitions (
    fingerprint       varchar not null,
    json              varchar not null,
    from_publication  integer not null,
    to_publication    integer
);

-- json: the Upload as the model writes it.
create table upload (
    id                varchar not null,
    sha256            varchar not null,
    fictional         boolean not null,
    json              varchar not null,
    from_publication  integer not null,
    to_publication    integer
);

-- Which upload each withdrawal took out of force. It happened, so it never ends.
-- json: the Withdrawal as the model writes it.
create table withdrawal (
    publication  integer not null,
    upload_id    varchar not null,
    json         varchar not null
);

-- json: the PhaseDecision as the model writes it.
create table decision (
    id                varchar not null,
    area_id           varchar not null,
    fictional         boolean not null,
    json              varchar not null,
    from_publication  integer not null,
    to_publication    integer
);

-- One row per version of what people put on record; the newest in force has no to_publication.
-- json: the Recorded as the model writes it.
create table entry (
    id                varchar not null,
    kind              varchar not null,
    version           integer not null,
    fictional         boolean not null,
    json              varchar not null,
    from_publication  integer not null,
    to_publication    integer
);

-- One row per value that an upload gave for an indicator, area and period; units as in
-- tracker.model.observations. Loaded in the order (indicator, area, period), which is what makes
-- a series quick to read; later, small uploads are appended. No primary key: it makes a load five
-- times slower. check/ finds duplicates instead.
create table observation (
    indicator_id      varchar not null,
    area_id           varchar not null,
    period_kind       varchar not null,
    period_start      date not null,
    period_end        date not null,
    value             double,
    denominator       double,
    responses         double,
    status            varchar not null,
    low               double,
    high              double,
    comment           varchar,
    source_row        integer,
    upload_id         varchar not null,
    fictional         boolean not null,
    from_publication  integer not null,
    to_publication    integer
);
