"""Which periods are compared, and what was counted in them.

Windows are whole years counted back from the newest period that can be judged, fixed by the
definitions before anyone looks; they never reach into the baseline.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from tracker.assessment.series import bounds
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation
from tracker.model.periods import Period, PeriodKind, containing, sequence

RARE_A_YEAR: Final = 24  # fewer events a year at baseline: two years are compared
FEWEST_MONTHS: Final = 12
LEAST_OBSERVED: Final = 0.8
_WEEKS_A_YEAR: Final = 52
_QUARTER: Final = {PeriodKind.MONTH: 3, PeriodKind.WEEK: 13}


@dataclass(frozen=True)
class Tally:
    """What was counted in a window: one entry for each of its periods, in order.

    low, high   events at the fewest and at the most; they differ where a value is suppressed.
                None where nothing was observed
    exposure    months of the period, or the denominator of a rate; None likewise
    """

    window: Period
    periods: tuple[Period, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    exposure: tuple[float | None, ...]

    @cached_property
    def observed(self) -> tuple[Period, ...]:
        """The periods with a value."""
        return tuple(p for p, y in zip(self.periods, self.low, strict=True) if y is not None)

    @cached_property
    def months(self) -> float:
        """Observed months."""
        return round(math.fsum(months_of(period) for period in self.observed), 9)

    @cached_property
    def exposed(self) -> float:
        """Observed exposure."""
        return math.fsum(e for e in self.exposure if e is not None)

    @property
    def has_hidden(self) -> bool:
        """Whether a suppressed value leaves the count open."""
        return self.low != self.high

    def is_observed_enough(self, *, season: bool) -> bool:
        """Whether four periods in five are known and, with a season, some of every quarter."""
        if len(self.observed) < LEAST_OBSERVED * len(self.periods):
            return False
        return not season or _quarters_in(self.observed) == _quarters_in(self.periods)


def tally(
    window: Period,
    periods: Sequence[Period],
    observed: Mapping[Period, Observation],
    indicator: Indicator,
) -> Tally:
    """Count what `observed` (values known, if within bounds) says of `periods`.

    A suppressed value of a rate without its denominator counts as not observed.
    """
    is_rate = indicator.measure is Measure.RATE
    low: list[float | None] = []
    high: list[float | None] = []
    exposure: list[float | None] = []
    for period in periods:
        found = observed.get(period)
        exposed = found and (found.denominator if is_rate else months_of(period))
        fewest, most = bounds(found, indicator) if found and exposed else (None, None)
        low.append(fewest)
        high.append(most)
        exposure.append(exposed or None)
    return Tally(window, tuple(periods), tuple(low), tuple(high), tuple(exposure))


def months_of(period: Period) -> float:
    """Months that a period counts for; 52 weeks make 12."""
    return 12 / _WEEKS_A_YEAR if period.kind is PeriodKind.WEEK else float(period.months)


def periods_a_quarter(kind: PeriodKind) -> int | None:
    """How many periods make a quarter, where they are shorter than one."""
    return _QUARTER.get(kind)


@lru_cache(maxsize=4096)
def whole_periods(window: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """Every whole period of a calendar kind inside `window`."""
    return tuple(sequence(window, kind))


def last_judged(newest: Period, indicator: Indicator, *, reference_date: date) -> Period:
    """The period that a window ends with: the newest that was delivered, or that was due.

    newest   the newest closed period with a value

    A period is due when its reporting lag has passed at the reference date: from then on it
    counts as missing. Before that a window does not wait for it.
    """
    still_open = reference_date - timedelta(days=indicator.reporting_lag) + timedelta(days=1)
    due_end = containing(still_open, newest.kind).start - timedelta(days=1)
    return containing(max(due_end, newest.end), newest.kind)


def window_months(indicator: Indicator, events_a_year: float) -> int:
    """Length of the analysis window: as defined, else 24 months for rare events and 12 for others.

    events_a_year   at baseline
    """
    if indicator.window_months is not None:
        return indicator.window_months
    return 24 if events_a_year < RARE_A_YEAR else 12


@lru_cache(maxsize=4096)
def window_back(last: Period, months: int) -> tuple[Period, ...]:
    """The periods of the `months` that end with `last`, oldest first; whole periods, rounded up."""
    if last.kind is PeriodKind.WEEK:
        count = math.ceil(months * _WEEKS_A_YEAR / 12)
    else:
        count = math.ceil(months / last.months)
    periods = [last]
    while len(periods) < count:
        periods.append(containing(periods[-1].start - timedelta(days=1), last.kind))
    return tuple(reversed(periods))


def _quarters_in(periods: Sequence[Period]) -> frozenset[tuple[int, int]]:
    """Each year's quarters apart: a summer seen once and a winter twice are not whole years."""
    return frozenset((p.middle.year, (p.middle.month + 2) // 3) for p in periods)
