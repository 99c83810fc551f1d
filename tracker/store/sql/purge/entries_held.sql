select exists (
    select 1
    from entry
    where id in (select unnest($entries::varchar[]))
)
