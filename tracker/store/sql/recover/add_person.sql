-- A name that we have is newer than an archived one.
insert into person (id, name)
values ($id, $name)
on conflict (id) do nothing
