delete from withdrawal
where upload_id in (select unnest($uploads::varchar[]))
