update observation
set to_publication = $publication
where
    to_publication is null
    and fictional
    and (indicator_id, area_id) in (select (indicator_id, area_id) from touched)
