update observation
set to_publication = $publication
where
    indicator_id = $old
    and to_publication is null
