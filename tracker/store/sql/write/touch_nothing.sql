create or replace temporary table touched (
    indicator_id  varchar,
    area_id       varchar
)
