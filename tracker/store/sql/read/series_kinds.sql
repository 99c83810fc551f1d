-- The series that the record has ever held, with each kind of period that they have had.
select distinct
    indicator_id,
    area_id,
    period_kind
from observation
order by all
