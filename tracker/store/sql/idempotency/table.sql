-- What was answered to a program that may ask again, by its token and its own key.
create table if not exists idempotency (
    person   text not null,
    key      text not null,
    sha256   text not null,
    answer   text not null,
    made_at  text not null,
    primary key (person, key)
)
