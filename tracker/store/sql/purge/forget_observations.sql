delete from observation
where upload_id in (select unnest($uploads::varchar[]))
