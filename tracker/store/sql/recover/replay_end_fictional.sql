delete from wanted
where
    fictional
    and (indicator_id, area_id) in (select (indicator_id, area_id) from incoming)
