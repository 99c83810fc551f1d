-- How many values in force each indicator has in the touched series.
select
    indicator_id,
    count(*) as many
from observation
semi join touched using (indicator_id, area_id)
where to_publication is null
group by indicator_id
order by indicator_id
