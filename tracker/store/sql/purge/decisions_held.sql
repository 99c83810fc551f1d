-- Whether anything is left of what was written in some decisions.
select exists (
    select 1
    from decision
    where
        id in (select unnest($decisions::varchar[]))
        and json_extract_string(json, '$.reasons') <> $removed
)
