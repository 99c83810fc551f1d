insert into link_maker (person, name)
values (:person, :name)
on conflict (person) do update set name = excluded.name
