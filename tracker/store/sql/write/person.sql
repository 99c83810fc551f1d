insert into person (id, name)
values ($id, $name)
on conflict (id) do update set name = excluded.name
