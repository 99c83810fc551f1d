"""What of a series counts at a reference date: which values are there, how old, how late."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from tracker.model.definitions import Freshness, Indicator, IndicatorKind, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind, containing
from tracker.model.verdicts import Reason

# Kinds without a calendar of their own: the next period cannot be named, only guessed at.
IRREGULAR: Final = frozenset({PeriodKind.RANGE, PeriodKind.POINT})
# Greater figures are slips of the hand, and beyond what the sums can carry.
LARGEST: Final = 1e12
SMALLEST_BASE: Final = 1e-6
# The least and the most that a value may be.
LIMITS: Final[Mapping[Measure, tuple[float, float]]] = {
    Measure.COUNT: (0.0, LARGEST),
    Measure.RATE: (0.0, LARGEST),
    Measure.SHARE: (0.0, 100.0),
    Measure.VALUE: (-1e100, 1e100),
}
_NOT_DELIVERED: Final = frozenset({Status.NOT_PUBLISHED, Status.PARTIAL})
_A_YEAR: Final = 365.25


def closed(observations: Sequence[Observation], reference_date: date) -> tuple[Observation, ...]:
    """The observations whose period ended on or before the reference date, oldest first.

    A partial period is left out. Those without a number stay: each says why there is none.
    """
    return tuple(
        sorted(
            (
                o
                for o in observations
                if o.period.end <= reference_date and o.status is not Status.PARTIAL
            ),
            key=lambda o: (o.period.end, o.period.start),
        )
    )


def has_amount(observation: Observation, measure: Measure) -> bool:
    """Whether the observation holds a number that its measure allows: not NaN, no share of 120."""
    value = observation.value
    if not observation.status.has_number or value is None:
        return False
    low, high = LIMITS[measure]
    return low <= value <= high and (measure is not Measure.RATE or has_base(observation))


def has_base(observation: Observation) -> bool:
    """Whether the denominator is one to divide by."""
    base = observation.denominator
    return base is not None and SMALLEST_BASE <= base <= LARGEST


def is_observed(observation: Observation, measure: Measure) -> bool:
    """Whether a value is known, if only within bounds. Missing is never observed, nor zero."""
    return observation.status is Status.SUPPRESSED or has_amount(observation, measure)


def bounds(observation: Observation, indicator: Indicator) -> tuple[float, float]:
    """The lowest and the highest that an observed count can be; equal unless it is suppressed.

    Without bounds of its own (or with such as no count can have) a suppressed value lies from 1
    (0 where the source also hides zeros) to one below the indicator's `min_n`.
    """
    if observation.status is not Status.SUPPRESSED:
        assert observation.value is not None
        return observation.value, observation.value
    low, high = _as_count(observation.low), _as_count(observation.high)
    if low is None:
        low = 0.0 if indicator.suppressed_zero else 1.0
    if high is None:
        high = float(indicator.min_n - 1)
    return low, max(low, high)


def _as_count(bound: float | None) -> float | None:
    return bound if bound is not None and 0 <= bound <= LARGEST else None


def latest(
    observations: Sequence[Observation], indicator: Indicator, reference_date: date
) -> Observation | None:
    """The newest value that counts at the reference date and holds a number."""
    numbered = [o for o in closed(observations, reference_date) if has_amount(o, indicator.measure)]
    return numbered[-1] if numbered else None


def is_stale(
    seen: Sequence[Observation],
    indicator: Indicator,
    *,
    reference_date: date,
    freshness: Freshness,
) -> bool:
    """Whether the newest of `seen` is too old at the reference date to say how things are.

    seen   closed observations with a value, oldest first, at least one

    The age runs from the period's last day. The limit is the indicator's `max_age`, else
    `freshness.periods` of its own periods and the reporting lag. For ranges and points, which
    may come every third year, a period is the usual time between two (a year where only one
    is known).
    """
    limit = indicator.max_age
    if limit is None:
        spacing = _spacing(seen) or _A_YEAR
        limit = math.ceil(freshness.periods * spacing + indicator.reporting_lag)
    return (reference_date - seen[-1].period.end).days > limit


def unjudged_because(
    seen: Sequence[Observation], indicator: Indicator, reference_date: date, freshness: Freshness
) -> Reason | None:
    """Why a series is not judged at all, whatever its values; None if it is.

    seen   closed observations with a value, oldest first
    """
    if not seen:
        return Reason.NO_SERIES
    if indicator.kind is IndicatorKind.CONTEXT:
        return Reason.CONTEXT
    if not indicator.assess:
        return Reason.NOT_ASSESSED
    if is_stale(seen, indicator, reference_date=reference_date, freshness=freshness):
        return Reason.TOO_OLD
    return Reason.OUTPUT if indicator.kind is IndicatorKind.OUTPUT else None


def next_due(series: Series, indicator: Indicator, reference_date: date) -> date | None:
    """When the next delivery is due, as seen at the reference date.

    It is due `reporting_lag` days after the end of the period that follows the newest delivered
    one. A value delivered as missing is a delivery; a partial or unpublished one is not. A
    series that never came, or one wave alone, promises nothing: None.
    """
    delivered = [
        o for o in closed(series.observations, reference_date) if o.status not in _NOT_DELIVERED
    ]
    next_end = _next_end(delivered)
    return None if next_end is None else next_end + timedelta(days=indicator.reporting_lag)


def late_by(series: Series, indicator: Indicator, reference_date: date) -> int:
    """Days that the next delivery is overdue at the reference date; 0 when it is not."""
    due = next_due(series, indicator, reference_date)
    return max(0, (reference_date - due).days) if due else 0


def broken_between(indicator: Indicator, before: Period, after: Period) -> bool:
    """Whether a series break stands anywhere between the start of one and the end of the other."""
    return any(before.start < known.at <= after.end for known in indicator.breaks)


def _next_end(delivered: Sequence[Observation]) -> date | None:
    if not delivered:
        return None
    newest = delivered[-1].period
    if newest.kind not in IRREGULAR:
        return containing(newest.end + timedelta(days=1), newest.kind).end
    spacing = _spacing(delivered)
    return None if spacing is None else newest.end + timedelta(days=math.ceil(spacing))


def _spacing(seen: Sequence[Observation]) -> float | None:
    """Days from one period's end to the next one's, as usual for the series; None: unknown."""
    newest = seen[-1].period
    if newest.kind not in IRREGULAR:
        return (newest.end - newest.start).days + 1
    ends = sorted({o.period.end for o in seen})
    gaps = [(late - early).days for early, late in pairwise(ends)]
    return median(gaps) if gaps else None
