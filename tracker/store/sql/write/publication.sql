insert into publication (number, made_at, made_by, kind, what, based_on, journal_hash)
values ($number, $made_at, $made_by, $kind, $what, $based_on, $journal_hash)
