create or replace temporary table touched as
select distinct
    indicator_id,
    area_id
from left_out
