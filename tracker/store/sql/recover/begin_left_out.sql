-- The series of the upload that a replay leaves out.
create or replace temporary table left_out (
    indicator_id  varchar,
    area_id       varchar
)
