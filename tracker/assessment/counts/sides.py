"""What was counted in one window of each of many series: one side of a comparison.

Windows are whole years counted back from the newest period that can be judged, fixed by the
definitions before anyone looks; they never reach into the baseline.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import Days, Numbers, first_day, last_day, months_in, number_of
from tracker.assessment.arrays.matrix import Array, Mask, observed_in, total
from tracker.model.periods import PeriodKind

LEAST_OBSERVED: Final = 0.8


@dataclass(frozen=True)
class Counts:
    """Observed counts of several series of one period kind, entry by entry.

    row         which series; the rows are numbered from 0
    number      which period, as `grid` numbers them
    low, high   events at the fewest and at the most; they differ where a value is suppressed
    exposure    months of the period, or the denominator of a rate
    """

    kind: PeriodKind
    row: NDArray[np.int64]
    number: Numbers
    low: Array
    high: Array
    exposure: Array


@dataclass(frozen=True)
class Side:
    """A window of each series: a row a series, a column a period from the window's first on.

    first, periods        where each window begins, and its length
    low, high, exposure   as in Counts; NaN where nothing was observed, or the window is over
    """

    kind: PeriodKind
    first: Numbers
    periods: Numbers
    low: Array
    high: Array
    exposure: Array

    @cached_property
    def observed(self) -> NDArray[np.int64]:
        """How many periods have a value."""
        return observed_in(self.low)

    @cached_property
    def months(self) -> Array:
        """Observed months."""
        return np.round(self.observed * months_in(self.kind), 9)

    @cached_property
    def exposed(self) -> Array:
        """Observed exposure."""
        return total(self.exposure)

    @cached_property
    def fewest(self) -> Array:
        """Events, hidden values at their lowest."""
        return total(self.low)

    @cached_property
    def has_hidden(self) -> Mask:
        """Whether a suppressed value leaves the count open."""
        hidden: Mask = np.any(self.low < self.high, axis=1)
        return hidden

    @property
    def begins(self) -> Days:
        """The first day of each window."""
        return first_day(self.first, self.kind)

    @property
    def last(self) -> Numbers:
        """The last period of each window."""
        return self.first + self.periods - 1

    def is_observed_enough(self, seasonal: Mask) -> Mask:
        """Whether four periods in five are known and, with a season, some of every quarter."""
        enough = self.observed >= LEAST_OBSERVED * self.periods
        if seasonal.any():
            enough &= ~seasonal | self._has_every_quarter()
        return enough

    def rows(self, at: NDArray[np.intp]) -> "Side":
        """Some of the rows, in the order given."""
        return Side(
            self.kind,
            self.first[at],
            self.periods[at],
            self.low[at],
            self.high[at],
            self.exposure[at],
        )

    def _has_every_quarter(self) -> Mask:
        """Each year's quarters apart: a summer seen once and a winter twice are not whole years."""
        column = np.arange(self.low.shape[1])
        numbers = self.first[:, np.newaxis] + column
        quarters = _quarter_of_middle(numbers, self.kind)
        place = quarters - quarters[:, :1]
        rows = np.broadcast_to(np.arange(len(place))[:, np.newaxis], place.shape)
        inside = column < self.periods[:, np.newaxis]
        seen = inside & ~np.isnan(self.low)
        wanted, found = (
            np.zeros((len(place), int(place.max(initial=0)) + 1), np.bool_) for _ in range(2)
        )
        wanted[rows[inside], place[inside]] = True
        found[rows[seen], place[seen]] = True
        every: Mask = np.all(wanted == found, axis=1)
        return every


def laid_out(counts: Counts, first: Numbers, periods: Numbers) -> Side:
    """The counts that lie in the window of their series."""
    place = counts.number - first[counts.row]
    inside = (place >= 0) & (place < periods[counts.row])
    at = counts.row[inside], place[inside]
    shape = len(first), int(periods.max(initial=0))

    def matrix(column: Array) -> Array:
        values = np.full(shape, np.nan)
        values[at] = column[inside]
        return values

    low, high, exposure = matrix(counts.low), matrix(counts.high), matrix(counts.exposure)
    return Side(counts.kind, first, periods, low, high, exposure)


def _quarter_of_middle(numbers: Numbers, kind: PeriodKind) -> Numbers:
    start = first_day(numbers, kind)
    return number_of(start + (last_day(numbers, kind) - start) // 2, PeriodKind.QUARTER)
