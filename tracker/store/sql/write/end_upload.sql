update upload
set to_publication = $publication
where
    to_publication is null
    and id = $id
