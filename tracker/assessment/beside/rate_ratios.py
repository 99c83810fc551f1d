"""Two rate ratios compared, as numbers only: an area's change against that of the rest.

The ratio of rate ratios with its large-sample interval on the log scale and, where a count is
small, the exact conditional test of the four counts (Fisher 1935) with a central p-value.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import scipy

from tracker.model.verdicts import Change

Z_95: Final = 1.959964
SMALL: Final = 5  # with any count below, the p-value is that of the exact test
_HALF: Final = 0.5
_NEGLIGIBLE: Final = 1e-18
_CLOSE: Final = 1e-12
_STEEPEST: Final = 50.0  # no ratio above e^50 is looked for
_BEYOND: Final = 700.0  # e^700 is next to the largest number


@dataclass(frozen=True)
class Cells:
    """Events before and after in an area and in the rest, with what they were exposed to.

    growth   how much more exposure the area got than the rest, as a ratio of ratios; 1 where the
             windows are the same for both
    """

    area_before: float
    area_after: float
    rest_before: float
    rest_after: float
    growth: float = 1.0

    def __post_init__(self) -> None:
        """Raise ValueError for counts or a growth that cannot be."""
        if not all(0 <= count < math.inf for count in self.counts):
            raise ValueError(f"counts {self.counts}")
        if not 0 < self.growth < math.inf:
            raise ValueError(f"growth {self.growth}")

    @property
    def counts(self) -> tuple[float, float, float, float]:
        """The four of them."""
        return self.area_before, self.area_after, self.rest_before, self.rest_after

    @property
    def has_zero(self) -> bool:
        """Whether 0.5 must be added to each."""
        return min(self.counts) == 0

    @property
    def is_whole(self) -> bool:
        """Whether all four are whole numbers."""
        return all(float(count).is_integer() for count in self.counts)

    @property
    def has_small(self) -> bool:
        """Whether the large-sample p-value does not hold."""
        return min(self.counts) < SMALL


def ratio_of_rate_ratios(
    cells: Cells, *, phi_area: float = 1.0, phi_rest: float = 1.0, z: float = Z_95
) -> Change:
    """(area after / area before) / (rest after / rest before), exposures taken out.

    phi_area, phi_rest   the overdispersion of either series

    log SE^2 = phi (1/after + 1/before), summed over the two. With a zero 0.5 is added to all
    four counts. With a count below 5 the p-value is the exact test's, which takes no
    overdispersion: read it together with the interval.
    """
    log_ratio, error = _on_log_scale(cells, phi_area, phi_rest)
    if cells.has_small:
        p = fisher_central(cells)
    else:
        p = 2 * float(scipy.special.ndtr(-abs(log_ratio) / error))
    return Change(
        estimate=_exp(log_ratio),
        low=_exp(log_ratio - z * error),
        high=_exp(log_ratio + z * error),
        p_value=p,
    )


def fisher_central(cells: Cells) -> float:
    """Twice the smaller tail of one count given the margins of all four, at most 1.

    Meant for tables with a small count. Raises ValueError for counts that are not whole.
    """
    if not cells.is_whole:
        raise ValueError(f"counts {cells.counts}")
    before, after, rest_before, rest_after = cells.counts
    # From its smallest count a table has few outcomes to add up on the lower side.
    smallest, beside, below, across, odds = min(
        (after, before, rest_after, rest_before, cells.growth),
        (before, after, rest_before, rest_after, 1 / cells.growth),
        (rest_after, rest_before, after, before, 1 / cells.growth),
        (rest_before, rest_after, before, after, cells.growth),
    )
    fewer = _weight_beyond(beside, below, smallest, across, odds)
    more = _weight_beyond(smallest, across, beside, below, 1 / odds)
    return min(1.0, 2 * (1 + min(fewer, more)) / (1 + fewer + more))


def least_ratios(
    cells: Cells, *, phi_area: float = 1.0, phi_rest: float = 1.0, z: float = Z_95
) -> tuple[float | None, float | None]:
    """The ratios nearest 1, below and above, whose interval would have left out 1.

    All counts but the area's newest stay as they are. None where there is no such ratio; a
    large-sample answer, hence no better than a hint where counts are small.
    """
    before, _, rest_before, rest_after = cells.counts
    if min(before, rest_before, rest_after) == 0:
        return None, None
    expected = before * cells.growth * rest_after / rest_before
    others = phi_area / before + phi_rest * (1 / rest_after + 1 / rest_before)

    def hides(log_ratio: float) -> bool:
        after = expected * math.exp(log_ratio)
        return abs(log_ratio) <= z * math.sqrt(phi_area / after + others)

    # Below so many events a still lower count widens the interval faster than it moves it.
    lowest = math.log(phi_area * z * z / 4 / expected)
    fall = _first_shown(hides, lowest) if lowest < 0 else None
    return fall, _first_shown(hides, _STEEPEST)


def _weight_beyond(
    takes: float, and_takes: float, gives: float, and_gives: float, odds: float
) -> float:
    """The weight of all tables on one side of the observed one, whose own weight is 1.

    A step moves one event from each count that gives to each that takes.
    """
    weight, total = 1.0, 0.0
    for step in range(int(min(gives, and_gives))):
        growing = (gives - step) * (and_gives - step)
        ratio = growing / ((takes + step + 1) * (and_takes + step + 1)) / odds
        weight *= ratio
        total += weight
        if total == math.inf or (ratio < 1 and weight < total * _NEGLIGIBLE):
            break
    return total


def _first_shown(hides: Callable[[float], bool], farthest: float) -> float | None:
    """The ratio nearest 1, on the side of `farthest` (a logarithm), that does not hide."""
    if hides(farthest):
        return None
    hidden, shown = 0.0, farthest
    while abs(shown - hidden) > _CLOSE:
        middle = (hidden + shown) / 2
        if hides(middle):
            hidden = middle
        else:
            shown = middle
    return math.exp(shown)


def _on_log_scale(cells: Cells, phi_area: float, phi_rest: float) -> tuple[float, float]:
    add = _HALF if cells.has_zero else 0.0
    before, after, rest_before, rest_after = (count + add for count in cells.counts)
    log_ratio = math.log(after / before) - math.log(rest_after / rest_before)
    error = math.sqrt(
        phi_area * (1 / after + 1 / before) + phi_rest * (1 / rest_after + 1 / rest_before)
    )
    return log_ratio - math.log(cells.growth), error


def _exp(logarithm: float) -> float:
    return math.exp(logarithm) if logarithm < _BEYOND else math.inf
