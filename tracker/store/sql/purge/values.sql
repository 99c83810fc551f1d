-- How many values the record holds of some uploads, by series, and from and until when.
select
    indicator_id,
    area_id,
    count(*) as held,
    bool_or(to_publication is null) as in_force,
    min(from_publication) as first,
    max(to_publication) as last
from observation
where upload_id in (select unnest($uploads::varchar[]))
group by
    indicator_id,
    area_id
order by all
