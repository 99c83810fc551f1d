"""Has a series worsened since its area's phase was decided?

The newest window is compared with the one on which the decision was made, which is frozen then:
not with the best since, since picking extremes doubles the false alarms. Only a worsening counts.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.assessment.phases.since import Since, Way
from tracker.assessment.phases.since_counts import counts_since
from tracker.assessment.phases.since_shares import shares_since
from tracker.assessment.series import closed, is_observed, unjudged_because
from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.definitions import (
    Backsliding,
    Direction,
    Freshness,
    Indicator,
    Measure,
)
from tracker.model.observations import Observation, Series
from tracker.model.verdicts import Reason

_WORSE: Final[dict[Direction, Way]] = {Direction.LOWER: "rise", Direction.HIGHER: "fall"}


def backslide(
    series: Series,
    indicator: Indicator,
    *,
    granted_on: date,
    reference_date: date,
    direction: Direction,
    criteria: Backsliding,
    freshness: Freshness,
) -> Backslide:
    """How sure it is that the series has worsened since `granted_on`, when the phase began.

    series     as the reader may see it
    direction  in the phase that was decided; a series that depends never slides back

    `confirmed` when the worsening shows now at `criteria.watch_p_value` and at
    `criteria.p_value` at each of the last `criteria.reviews` cuts; `watch` when it only shows
    now. Periods that end after the reference date change nothing.
    """
    worse = _WORSE.get(direction)
    seen = closed(series.observations, reference_date)
    # A period that is given twice counts as it was given last.
    observed = {o.period: o for o in seen if is_observed(o, indicator.measure)}
    known = tuple(observed.values())
    if reason := unjudged_because(known, indicator, reference_date, freshness):
        since = Since(reason=reason)
    elif worse is None:
        since = Since(reason=Reason.NOT_ASSESSED)
    else:
        since = _since(
            known,
            indicator,
            granted_on=granted_on,
            reference_date=reference_date,
            worse=worse,
            criteria=criteria,
        )
    return Backslide(
        indicator_id=series.indicator_id,
        area_id=series.area_id,
        level=_level(since, worse, criteria),
        reason=since.reason,
        granted=since.granted,
        latest=since.latest,
        change=since.change,
        detectable=since.detectable,
        reviews=since.reviews,
    )


def _level(since: Since, worse: Way | None, criteria: Backsliding) -> BackslideLevel:
    if since.worse is None:
        return BackslideLevel.UNKNOWN
    if not since.worse:
        return BackslideLevel.NONE
    shown = [review.shows == worse for review in since.reviews]
    confirmed = len(shown) == criteria.reviews and all(shown)
    return BackslideLevel.CONFIRMED if confirmed else BackslideLevel.WATCH


def _since(
    known: Sequence[Observation],
    indicator: Indicator,
    *,
    granted_on: date,
    reference_date: date,
    worse: Way,
    criteria: Backsliding,
) -> Since:
    match indicator.measure:
        case Measure.COUNT | Measure.RATE:
            return counts_since(
                known,
                indicator,
                granted_on=granted_on,
                reference_date=reference_date,
                worse=worse,
                criteria=criteria,
            )
        case Measure.SHARE:
            return shares_since(
                known, indicator, granted_on=granted_on, worse=worse, criteria=criteria
            )
        case Measure.VALUE:
            return Since(reason=Reason.METHOD_MISSING)
