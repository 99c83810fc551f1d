-- Whether anything of it is left.
select
    exists (
        select 1
        from upload
        where id in (select unnest($uploads::varchar[]))
    )
    or exists (
        select 1
        from observation
        where upload_id in (select unnest($uploads::varchar[]))
    )
