"""Which periods are compared: the baseline's, those looked at now, and those of the reviews.

All of it is fixed by the definitions and the reference date before anyone looks at the values,
but for one thing: rare events, as counted at baseline, are looked at over two years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import (
    Days,
    Numbers,
    days_of,
    ended_by,
    last_day,
    months_in,
    number_of,
    periods_in,
)
from tracker.assessment.arrays.matrix import Array, Mask
from tracker.model.definitions import Indicator
from tracker.model.periods import Period, PeriodKind, containing, sequence

RARE_A_YEAR: Final = 24  # fewer events a year at baseline: two years are compared
FEWEST_MONTHS: Final = 12
_WITHIN_A_QUARTER: Final = frozenset({PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER})


@dataclass(frozen=True)
class Plan:
    """What the definitions fix for each of many series of one period kind.

    first, periods   the whole periods inside the baseline window: where they begin, how many
    baseline_ends    the last day of the baseline window
    rare, usual      periods to look at where events are rare, and elsewhere
    lag              days from a period's end to when it is due
    seasonal         whether every quarter must be seen
    coarse           whether the reader sees longer periods than the source delivers
    """

    kind: PeriodKind
    first: Numbers
    periods: Numbers
    baseline_ends: Days
    rare: Numbers
    usual: Numbers
    lag: NDArray[np.int64]
    seasonal: Mask
    coarse: Mask

    def looked_at(self, events_a_year: Array) -> Numbers:
        """How many periods are compared with the baseline, given its events a year."""
        return np.where(events_a_year < RARE_A_YEAR, self.rare, self.usual)


def plan(indicators: Sequence[Indicator], kind: PeriodKind) -> Plan:
    """The plan for series of these indicators, each with a baseline."""
    made: dict[int, tuple[int, ...]] = {}
    for indicator in indicators:
        if id(indicator) not in made:
            made[id(indicator)] = _plan_of(indicator, kind)
    table = np.array([made[id(i)] for i in indicators], dtype=np.int64).reshape(-1, 7)
    starts, ends, rare, usual, lag, seasonal, coarse = table.T
    first = number_of(days_of(starts) - 1, kind) + 1
    return Plan(
        kind=kind,
        first=first,
        periods=np.maximum(ended_by(days_of(ends), kind) - first + 1, 0),
        baseline_ends=days_of(ends),
        rare=rare,
        usual=usual,
        lag=lag,
        seasonal=seasonal == 1,
        coarse=coarse == 1,
    )


def _plan_of(indicator: Indicator, kind: PeriodKind) -> tuple[int, ...]:
    assert indicator.baseline is not None
    window = indicator.baseline.window
    return (
        window.start.toordinal(),
        window.end.toordinal(),
        periods_in(window_months(indicator, 0), kind),
        periods_in(window_months(indicator, RARE_A_YEAR), kind),
        indicator.reporting_lag,
        indicator.season,
        kind is not indicator.frequency,
    )


def window_months(indicator: Indicator, events_a_year: float) -> int:
    """Length of the analysis window: as defined, else 24 months for rare events and 12 for others.

    events_a_year   at baseline
    """
    if indicator.window_months is not None:
        return indicator.window_months
    return 24 if events_a_year < RARE_A_YEAR else 12


def last_judged_numbers(
    newest: Numbers, kind: PeriodKind, *, lag: NDArray[np.int64], reference_date: date
) -> Numbers:
    """The period that each window ends with: the newest that was delivered, or that was due.

    newest   the newest closed period with a value

    A period is due when its reporting lag has passed at the reference date: from then on it
    counts as missing. Before that a window does not wait for it.
    """
    return np.maximum(newest, _due(kind, lag, reference_date))


def last_judged(newest: Period, indicator: Indicator, *, reference_date: date) -> Period:
    """The same of one series: the newest period that was delivered, or that was due."""
    numbers = number_of(days_of([newest.end.toordinal()]), newest.kind)
    lag = np.array([indicator.reporting_lag])
    judged = last_judged_numbers(numbers, newest.kind, lag=lag, reference_date=reference_date)
    return containing(last_day(judged, newest.kind)[0].item(), newest.kind)


def review_ends(
    newest: Numbers, kind: PeriodKind, *, lag: NDArray[np.int64], reference_date: date
) -> tuple[tuple[Numbers, Days], tuple[Numbers, Days]]:
    """The last period, and the last day, that each of the two reviews reads; the earlier first.

    A review stands at the end of a quarter that is over at the reference date and whose values
    were due, or have all come. Where periods are longer than a quarter the next quarter's end
    would often see the very same values: there a review stands at the end of a period, and the
    one before it a whole period earlier.
    """
    last = last_judged_numbers(newest, kind, lag=lag, reference_date=reference_date)
    if kind not in _WITHIN_A_QUARTER:
        return (last - 1, last_day(last - 1, kind)), (last, last_day(last, kind))
    quarter = PeriodKind.QUARTER
    # A quarter is whole when the period to come next would end after it.
    whole = number_of(last_day(last + 1, kind), quarter) - 1
    reviewed = np.minimum(whole, ended_by(days_of([reference_date.toordinal()]), quarter))
    cuts = last_day(reviewed - 1, quarter), last_day(reviewed, quarter)
    return (ended_by(cuts[0], kind), cuts[0]), (ended_by(cuts[1], kind), cuts[1])


def _due(kind: PeriodKind, lag: NDArray[np.int64], reference_date: date) -> Numbers:
    """The last period whose reporting lag has passed at the reference date."""
    return ended_by(days_of(reference_date.toordinal() - lag), kind)


def months_of(period: Period) -> float:
    """Months that a period counts for; 52 weeks make 12."""
    return months_in(period.kind) if period.kind is PeriodKind.WEEK else float(period.months)


@lru_cache(maxsize=4096)
def whole_periods(window: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """Every whole period of a calendar kind inside `window`."""
    return tuple(sequence(window, kind))
