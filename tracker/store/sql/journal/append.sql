insert into entry (seq, at, kind, person, what, publication, prev_hash, hash)
values ($seq, $at, $kind, $person, $what, $publication, $prev_hash, $hash)
