"""Mann-Kendall's test and Theil and Sen's slope, as numbers only: no series, no periods, no words.

Mann 1945 and Kendall 1975 for the test, Hirsch, Slack and Smith 1982 for the seasonal one, Sen
1968 for the slope, Gilbert 1987 for the interval of the seasonal slope.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

_Z_95: Final = 1.959963984540054


class MannKendall(NamedTuple):
    """The test's parts: the score S, its variance, z with its continuity correction, and p."""

    s: int
    variance: float
    z: float
    p: float


class Slope(NamedTuple):
    """Value by unit of time, with the ends of its 95 % interval; None where not to be computed."""

    estimate: float | None
    low: float | None
    high: float | None


def mann_kendall(values: Sequence[float]) -> MannKendall:
    """Test values in order of time, two-sided, ties and continuity corrected.

    Raises ValueError for a value that is not finite.
    """
    return _tested(*_score(values))


def seasonal_mann_kendall(seasons: Sequence[Sequence[float]]) -> MannKendall:
    """Test each season's values against each other only (Hirsch).

    seasons   one sequence in order of time for each calendar month, quarter or the like; missing
              values left out

    Scores and variances are summed; the sum takes one continuity correction.
    """
    parts = [_score(values) for values in seasons]
    return _tested(sum(s for s, _ in parts), math.fsum(variance for _, variance in parts))


def theil_sen(times: Sequence[float], values: Sequence[float]) -> Slope:
    """The median slope between two values, with Sen's interval as scipy computes it.

    times   when each value was, increasing; in the unit that the slope is wanted by
    """
    if len(set(times)) < 2:
        return Slope(None, None, None)

    with np.errstate(all="ignore"):  # differences beyond reckoning become infinite, then None
        found = scipy.stats.theilslopes(values, times, alpha=0.95)
    return Slope(_finite(found.slope), _finite(found.low_slope), _finite(found.high_slope))


def seasonal_slope(
    seasons: Sequence[tuple[Sequence[float], Sequence[float]]], variance: float
) -> Slope:
    """The median of all slopes within seasons; its interval after Gilbert 1987, interpolated.

    seasons    times and values of each season
    variance   of the seasonal score

    The ends are None where there are too few slopes for the normal approximation.
    """
    with np.errstate(all="ignore"):  # differences beyond reckoning become infinite, then None
        slopes = np.sort(np.concatenate([_slopes(*season) for season in seasons] or [np.empty(0)]))
        if not slopes.size:
            return Slope(None, None, None)
        estimate = _finite(np.median(slopes))
        reach = _Z_95 * math.sqrt(variance)
        first, last = (slopes.size - reach) / 2, (slopes.size + reach) / 2 + 1
        if first < 1 or last > slopes.size:
            return Slope(estimate, None, None)
        low, high = np.interp([first, last], np.arange(1, slopes.size + 1), slopes)
    return Slope(estimate, _finite(low), _finite(high))


def _score(values: Sequence[float]) -> tuple[int, float]:
    """Kendall's S and its variance."""
    y = np.asarray(values, dtype=float)
    if not np.isfinite(y).all():
        raise ValueError("a value is not finite")
    n = y.size
    earlier, later = _pairs(n)
    # Compared, not subtracted: a difference may overflow.
    rises = np.count_nonzero(y[later] > y[earlier])
    falls = np.count_nonzero(y[later] < y[earlier])
    _, ties = np.unique(y, return_counts=True)
    tied = sum(_eighteenfold(int(t)) for t in ties)
    return int(rises) - int(falls), (_eighteenfold(n) - tied) / 18


def _eighteenfold(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _tested(s: int, variance: float) -> MannKendall:
    if s == 0 or variance == 0:
        return MannKendall(s, variance, 0.0, 1.0)
    z = (s - math.copysign(1, s)) / math.sqrt(variance)
    return MannKendall(s, variance, z, min(1.0, 2 * float(scipy.special.ndtr(-abs(z)))))


@lru_cache(maxsize=512)
def _pairs(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The positions of every earlier and later value, pair by pair."""
    earlier, later = np.triu_indices(n, 1)
    earlier.flags.writeable = later.flags.writeable = False
    return earlier, later


def _slopes(
    times: Sequence[float], values: Sequence[float]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    x, y = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    earlier, later = _pairs(x.size)
    slopes: np.ndarray[Any, np.dtype[np.float64]]
    slopes = (y[later] - y[earlier]) / (x[later] - x[earlier])
    return slopes


def _finite(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None
