-- End each value in force whose key has another value in `incoming`.
update observation
set to_publication = $publication
from incoming
where
    observation.to_publication is null
    and observation.indicator_id = incoming.indicator_id
    and observation.area_id = incoming.area_id
    and observation.period_start = incoming.period_start
    and observation.period_end = incoming.period_end
    and observation.period_kind = incoming.period_kind
    and (
        observation.value is distinct from incoming.value
        or observation.denominator is distinct from incoming.denominator
        or observation.responses is distinct from incoming.responses
        or observation.status is distinct from incoming.status
        or observation.low is distinct from incoming.low
        or observation.high is distinct from incoming.high
        or observation.comment is distinct from incoming.comment
    )
