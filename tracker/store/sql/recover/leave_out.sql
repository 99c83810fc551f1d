insert into left_out
select distinct
    indicator_id,
    area_id
from incoming
