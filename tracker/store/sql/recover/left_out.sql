select distinct
    indicator_id,
    area_id
from left_out
order by all
