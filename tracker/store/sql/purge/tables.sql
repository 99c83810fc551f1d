-- Every table but the one that says which schema this is.
select table_name
from duckdb_tables()
where
    not internal
    and not temporary
    and table_name <> 'schema_version'
order by table_name
