update entry
set to_publication = $publication
where
    to_publication is null
    and (id, json) not in (select (id, json) from wanted)
