-- The series that a write touches.
create or replace temporary table touched as
select distinct
    indicator_id,
    area_id
from incoming
