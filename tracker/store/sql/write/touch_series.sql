-- The series that a write touches.
create or replace temporary table touched as
select
    indicator_id,
    area_id
from series
