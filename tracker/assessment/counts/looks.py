"""Two sides of each of many series, tested against each other; what is hidden taken both ways.

Whatever is judged passes here, and so does whatever `simulation` invents.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import periods_a_quarter
from tracker.assessment.arrays.matrix import Array, Mask, total
from tracker.assessment.arrays.outcome import Outcome, Outcomes
from tracker.assessment.counts import rates
from tracker.assessment.counts.dispersion import at_equal_exposure, overdispersions
from tracker.assessment.counts.sides import Side

SURE: Final = 0.01  # the level of a review


@dataclass(frozen=True)
class Tested:
    """The counts and exposures of each row, and what the rate ratio says of them."""

    x0: Array
    t0: Array
    x1: Array
    t1: Array
    phi: Array

    @cached_property
    def estimate(self) -> Array:
        """The rate ratio."""
        return rates.ratios(self.x0, self.t0, self.x1, self.t1)

    @cached_property
    def interval(self) -> tuple[Array, Array]:
        """The ends of its 95 % interval."""
        return rates.intervals(self.x0, self.t0, self.x1, self.t1, self.phi)

    @cached_property
    def p(self) -> Array:
        """Its central p-value."""
        return rates.p_values(self.x0, self.t0, self.x1, self.t1, self.phi)

    def way(self, *, alpha: float) -> Outcomes:
        """FALL or RISE where the change is that sure, else NO_CHANGE."""
        way = np.where(self.estimate < 1, Outcome.FALL, Outcome.RISE)
        return np.where(self.p < alpha, way, Outcome.NO_CHANGE).astype(np.int8)

    @property
    def is_both_zero(self) -> Mask:
        """Whether nothing happened on either side: there is nothing to test."""
        nothing: Mask = (self.x0 == 0) & (self.x1 == 0)
        return nothing

    def outcome(self) -> Outcomes:
        """The way; and where there is none, whether a fall could have shown at all.

        A rise may show where a fall could not; nothing else may be said there.
        """
        way = self.way(alpha=rates.ALPHA)
        none = np.zeros_like(self.x1)
        blind = ~rates.shows_a_fall(self.x0, self.t0, none, self.t1, self.phi)
        found = np.where((way == Outcome.NO_CHANGE) & blind, Outcome.CANNOT_SHOW_FALL, way)
        return np.where(self.is_both_zero, Outcome.BOTH_ZERO, found).astype(np.int8)


@dataclass(frozen=True)
class Look:
    """Both extremes of each row; where nothing is hidden they are the same.

    up     hidden values as low as can be at baseline, as high as can be in the window
    down   the other way round
    """

    up: Tested
    down: Tested

    def outcome(self) -> Outcomes:
        """What both extremes say, if they say the same."""
        return _agreed(self.up.outcome(), self.down.outcome())

    def sure_way(self) -> Outcomes:
        """Which way both extremes go at the level of a review, if they go the same."""
        return _agreed(self.up.way(alpha=SURE), self.down.way(alpha=SURE))

    @cached_property
    def cautious(self) -> Tested:
        """The extreme that is the less sure."""
        if self.up is self.down:
            return self.up
        up_is = self.up.p >= self.down.p
        return Tested(
            np.where(up_is, self.up.x0, self.down.x0),
            np.where(up_is, self.up.t0, self.down.t0),
            np.where(up_is, self.up.x1, self.down.x1),
            np.where(up_is, self.up.t1, self.down.t1),
            np.where(up_is, self.up.phi, self.down.phi),
        )

    @property
    def is_testable(self) -> Mask:
        """Whether something happened on either side, whatever is hidden."""
        return ~(self.up.is_both_zero | self.down.is_both_zero)

    @property
    def interval(self) -> tuple[Array, Array]:
        """The ends of an interval that holds those of both extremes."""
        (low, high), (other_low, other_high) = self.up.interval, self.down.interval
        return np.minimum(low, other_low), np.maximum(high, other_high)


def look(before: Side, after: Side) -> Look:
    """Compare the sides row by row; both have values, and exposure, in every row."""
    up = _test(before, before.low, after, after.high)
    hidden = np.flatnonzero(before.has_hidden | after.has_hidden)
    if not hidden.size:
        return Look(up, up)
    first, second = before.rows(hidden), after.rows(hidden)
    return Look(up, _replaced(up, hidden, _test(first, first.high, second, second.low)))


def _agreed(up: Outcomes, down: Outcomes) -> Outcomes:
    return np.where(up == down, up, Outcome.HIDDEN).astype(np.int8)


def _test(before: Side, baseline: Array, after: Side, window: Array) -> Tested:
    """One extreme: its sums, and its overdispersion."""
    phi = overdispersions(
        (
            at_equal_exposure(baseline, before.exposure),
            at_equal_exposure(window, after.exposure),
        ),
        periods_a_quarter=periods_a_quarter(after.kind),
    )
    return Tested(total(baseline), before.exposed, total(window), after.exposed, phi)


def _replaced(tested: Tested, rows: NDArray[np.intp], others: Tested) -> Tested:
    """`tested`, with `others` in the place of some of its rows."""
    made = {}
    for name in ("x0", "t0", "x1", "t1", "phi"):
        made[name] = getattr(tested, name).copy()
        made[name][rows] = getattr(others, name)
    return Tested(**made)
