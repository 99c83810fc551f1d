delete from upload
where id in (select unnest($uploads::varchar[]))
