delete from entry
where id in (select unnest($entries::varchar[]))
