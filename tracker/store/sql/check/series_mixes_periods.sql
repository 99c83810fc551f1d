-- A touched series with values of two kinds of period in force.
select
    indicator_id,
    area_id
from summed
group by
    indicator_id,
    area_id
having min(period_kind) <> max(period_kind)
order by all
limit 1
