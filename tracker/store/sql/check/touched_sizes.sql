-- How many values in force each indicator has in the touched series.
select
    indicator_id,
    sum(many)::bigint as many
from summed
group by indicator_id
order by indicator_id
