-- Leave nothing in `wanted` but the series of the upload that was left out.
delete from wanted
where (indicator_id, area_id) not in (select (indicator_id, area_id) from left_out)
