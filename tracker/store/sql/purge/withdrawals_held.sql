select exists (
    select 1
    from withdrawal
    where upload_id in (select unnest($uploads::varchar[]))
)
