"""Looks at counts and rates of one period kind: the windows, what stands in the way, the tests.

Arrays hold a row a series.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import (
    Numbers,
    first_day,
    last_day,
    months_in,
    number_of,
    span,
)
from tracker.assessment.arrays.matrix import Mask, divided
from tracker.assessment.arrays.outcome import first_reasons
from tracker.assessment.counts.looks import Look, look
from tracker.assessment.counts.sides import Counts, Side, laid_out
from tracker.assessment.counts.windows import FEWEST_MONTHS, Plan, plan
from tracker.assessment.known import Known
from tracker.assessment.series import broken_between
from tracker.model.definitions import Indicator, Measure
from tracker.model.periods import Period, PeriodKind
from tracker.model.verdicts import Reason

_FEWEST_COARSE_PERIODS: Final = 6
BASELINE_FLAWS: Final = (Reason.BASELINE_EMPTY, Reason.BASELINE_SHORT)


@dataclass(frozen=True)
class LookedAt:
    """One look at every series.

    after      the window
    obstacles  why the window cannot be compared with the baseline; None where it can
    at         the rows that could be, and `tested` what came out of those
    """

    after: Side
    obstacles: Sequence[Reason | None]
    at: NDArray[np.intp]
    tested: Look


@dataclass(frozen=True)
class Rows:
    """Series of one period kind with a baseline: what was counted there, and how to look now.

    periods   how many periods are looked at
    """

    indicators: Sequence[Indicator]
    plan: Plan
    counts: Counts
    before: Side
    periods: Numbers

    def look(self, last: Numbers) -> LookedAt:
        """Compare the window that ends with each row's `last` period with the baseline."""
        # A window that has reached into the baseline need not reach further.
        periods = np.clip(self.periods, 1, np.maximum(last - self.before.first + 1, 1))
        after = laid_out(self.counts, last - periods + 1, periods)
        obstacles = self._obstacles(after)
        at = np.flatnonzero([reason is None for reason in obstacles])
        return LookedAt(after, obstacles, at, look(self.before.rows(at), after.rows(at)))

    def baseline_window(self, row: int) -> Period:
        """The baseline's days, as the definitions have them."""
        baseline = self.indicators[row].baseline
        assert baseline is not None
        return baseline.window

    def _obstacles(self, after: Side) -> list[Reason | None]:
        before, seasonal = self.before, self.plan.seasonal
        short = before.months < FEWEST_MONTHS
        few = before.observed + after.observed < _FEWEST_COARSE_PERIODS
        return first_reasons(
            [
                (Reason.BASELINE_EMPTY, before.observed == 0),
                (Reason.BASELINE_SHORT, short | ~before.is_observed_enough(seasonal)),
                (Reason.OVERLAP, after.begins <= self.plan.baseline_ends),
                (Reason.BREAK, self._is_broken(after)),
                (Reason.WINDOW_EMPTY, after.observed == 0),
                (Reason.WINDOW_GAPS, ~after.is_observed_enough(seasonal)),
                (Reason.COARSE_PERIODS, self.plan.coarse & few),
            ]
        )

    def _is_broken(self, after: Side) -> Mask:
        broken = np.zeros(len(self.indicators), dtype=np.bool_)
        for row, indicator in enumerate(self.indicators):
            if indicator.breaks:
                days = self.baseline_window(row), window(after, row)
                broken[row] = broken_between(indicator, *days)
        return broken


def window(side: Side, row: int) -> Period:
    """The window of one row, as a range of days."""
    return span(int(side.first[row]), int(side.last[row]), side.kind)


def rows(known: Known, kind: PeriodKind) -> Rows:
    """Make ready to look at series of counts or rates, all of this kind, each with a baseline."""
    planned = plan(known.indicators, kind)
    counts = _counts(known, kind)
    before = laid_out(counts, planned.first, planned.periods)
    # The fewest it can have been: a hidden count is treated as rare.
    events_a_year = divided(12 * before.fewest, before.months, otherwise=0.0)
    return Rows(known.indicators, planned, counts, before, planned.looked_at(events_a_year))


def newest(known: Known, kind: PeriodKind) -> Numbers:
    """The number of each series' newest period with a value."""
    return number_of(known.end[known.first[1:] - 1], kind)


def _counts(known: Known, kind: PeriodKind) -> Counts:
    """The entries that can be counted.

    A suppressed value of a rate without its denominator counts as not observed, and so does a
    period of another kind than the series'.
    """
    number = number_of(known.start, kind)
    fits = (first_day(number, kind) == known.start) & (last_day(number, kind) == known.end)
    is_rate = np.array([i.measure is Measure.RATE for i in known.indicators], dtype=np.bool_)
    exposure = np.where(is_rate[known.row], known.base, months_in(kind))
    low, high = known.low_and_high()
    at = np.flatnonzero(fits & ~np.isnan(exposure))
    return Counts(kind, known.row[at], number[at], low[at], high[at], exposure[at])
