insert into signed_out (person, at)
values ($person, $at)
on conflict (person) do update set at = max(signed_out.at, excluded.at)
