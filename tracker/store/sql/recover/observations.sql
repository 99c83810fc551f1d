-- Every value in force, with every column: from an archive into the record, never to a reader.
select
    indicator_id,
    area_id,
    period_kind,
    period_start,
    period_end,
    value,
    denominator,
    responses,
    status,
    low,
    high,
    comment,
    source_row,
    upload_id,
    fictional
from observation
where to_publication is null
