-- What should be in force, filled upload by upload.
create or replace temporary table wanted as
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
limit 0
