-- The names of those who have made links, by person id: they need not have written anything else.
create table if not exists link_maker (
    person  text primary key,
    name    text not null
)
