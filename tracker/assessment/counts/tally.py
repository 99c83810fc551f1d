"""What was counted in one window of one series, period by period.

The plain counterpart of `sides`, for what is asked of one series at a time.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Final

from tracker.assessment.arrays.grid import periods_in
from tracker.assessment.counts.windows import months_of
from tracker.assessment.series import bounds, has_base
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation
from tracker.model.periods import Period, PeriodKind, containing

LEAST_OBSERVED: Final = 0.8
_NEXT_TO_NOTHING: Final = 1e-100  # less is none: the tails of so small a count cannot be computed


@dataclass(frozen=True)
class Tally:
    """What was counted in a window: one entry for each of its periods, in order.

    low, high   events at the fewest and at the most; they differ where a value is suppressed.
                None where nothing was observed
    exposure    months of the period, or the denominator of a rate; None likewise
    """

    periods: tuple[Period, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    exposure: tuple[float | None, ...]

    @property
    def window(self) -> Period:
        """From the first period's first day to the last one's last."""
        return Period(self.periods[0].start, self.periods[-1].end, PeriodKind.RANGE)

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
    def fewest(self) -> float:
        """Events, with every hidden value as low as it can be."""
        return math.fsum(value for value in self.low if value is not None)

    @property
    def most(self) -> float:
        """Events, with every hidden value as high as it can be."""
        return math.fsum(value for value in self.high if value is not None)

    @property
    def has_hidden(self) -> bool:
        """Whether a suppressed value leaves the count open."""
        return self.low != self.high

    def is_observed_enough(self, *, season: bool) -> bool:
        """Whether four periods in five are known and, with a season, some of every quarter."""
        if not self.observed or len(self.observed) < LEAST_OBSERVED * len(self.periods):
            return False
        return not season or _quarters_in(self.observed) == _quarters_in(self.periods)


def tally(
    periods: Sequence[Period], known: Mapping[Period, Observation], indicator: Indicator
) -> Tally:
    """Count what `known` (values, if only within bounds) says of `periods`.

    A suppressed value of a rate without its denominator counts as not observed.
    """
    is_rate = indicator.measure is Measure.RATE
    low: list[float | None] = []
    high: list[float | None] = []
    exposure: list[float | None] = []
    for period in periods:
        found = known.get(period)
        if found is None or (is_rate and not has_base(found)):
            entry: tuple[float | None, float | None] = (None, None)
            exposed = None
        else:
            fewest, most = bounds(found, indicator)
            entry = _or_zero(fewest), _or_zero(most)
            exposed = found.denominator if is_rate else months_of(period)
        low.append(entry[0])
        high.append(entry[1])
        exposure.append(exposed)
    return Tally(tuple(periods), tuple(low), tuple(high), tuple(exposure))


@lru_cache(maxsize=4096)
def window_back(last: Period, months: int) -> tuple[Period, ...]:
    """The periods of the `months` that end with `last`, oldest first; whole periods, rounded up."""
    return ending_with(last, periods_in(months, last.kind))


def ending_with(last: Period, count: int) -> tuple[Period, ...]:
    """`count` periods of a calendar kind on end, oldest first, the newest being `last`."""
    periods = [last]
    while len(periods) < count:
        periods.append(containing(periods[-1].start - timedelta(days=1), last.kind))
    return tuple(reversed(periods))


def _or_zero(events: float) -> float:
    return events if events > _NEXT_TO_NOTHING else 0.0


def _quarters_in(periods: Sequence[Period]) -> frozenset[tuple[int, int]]:
    """Each year's quarters apart: a summer seen once and a winter twice are not whole years."""
    return frozenset((p.middle.year, (p.middle.month + 2) // 3) for p in periods)
