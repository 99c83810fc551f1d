"""Two counts compared, for many pairs at once: arrays of numbers, no series and no words.

The exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940; R's `poisson.test`)
with a central p-value, so that the p-value and the interval never disagree, and with the counts
divided by an overdispersion phi. The binomial tails are written as incomplete beta functions,
which hold for the non-integers that the division gives.

x0, x1   events in the baseline and in the window, at least 0
t0, t1   exposure, above 0: months, or population times months; any unit, the same in both
phi      overdispersion, at least 1
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from tracker.assessment.arrays.matrix import Array, Mask, divided

ALPHA: Final = 0.05
_LONGEST_WAIT: Final = 1e12  # quiet months beyond this are no wait at all
_MOST_EVENTS: Final = 1e18  # so many that none would show are none


def ratios(x0: Array, t0: Array, x1: Array, t1: Array) -> Array:
    """The rates x1/t1 against the rates x0/t0; infinite where x0 is 0, and x1 too."""
    return divided(x1 / t1, x0 / t0, otherwise=math.inf)


def intervals(
    x0: Array, t0: Array, x1: Array, t1: Array, phi: Array, *, alpha: float = ALPHA
) -> tuple[Array, Array]:
    """The ends of the ratios' 1 - alpha intervals: 0 where x1 is 0, infinity where x0 is."""
    before, after = x0 / phi, x1 / phi
    inverse = _lowest_ratio(before, t0, after, t1, alpha)
    high = divided(np.ones_like(inverse), inverse, otherwise=math.inf)
    return _lowest_ratio(after, t1, before, t0, alpha), high


def p_values(x0: Array, t0: Array, x1: Array, t1: Array, phi: Array) -> Array:
    """Central p-values: twice the smaller tail; 1 where both counts are 0."""
    before, after = x0 / phi, x1 / phi
    # At most x1 of them all in the window is at least x0 of them in the baseline.
    fewer = _at_least(before, t0, after, t1)
    more = _at_least(after, t1, before, t0)
    p: Array = np.minimum(1.0, 2 * np.minimum(fewer, more))
    return p


def shows_a_fall(
    x0: Array, t0: Array, x1: Array, t1: Array, phi: Array, *, alpha: float = ALPHA
) -> Mask:
    """Whether x1 events would be detectably few; with x1 = 0 the minimum-information rule."""
    return 2 * _at_least(x0 / phi, t0, x1 / phi, t1) < alpha


def fall_at(x0: Array, t0: Array, t1: Array, phi: Array, *, alpha: float = ALPHA) -> Array:
    """The most events in the window that would show as a fall; NaN where not even 0 would."""

    def hides(at: NDArray[np.intp], events: Array) -> Mask:
        return ~shows_a_fall(x0[at], t0[at], events, t1[at], phi[at], alpha=alpha)

    most = _first(hides, len(x0)) - 1
    return np.where(most < 0, np.nan, most)


def rise_at(x0: Array, t0: Array, t1: Array, phi: Array, *, alpha: float = ALPHA) -> Array:
    """The fewest events in the window that would show as a rise; NaN where no number would."""

    def shows(at: NDArray[np.intp], events: Array) -> Mask:
        return 2 * _at_least(events / phi[at], t1[at], x0[at] / phi[at], t0[at]) < alpha

    return _first(shows, len(x0))


def quiet_months(x0: Array, months: Array, phi: Array, *, alpha: float = ALPHA) -> Array:
    """Months without an event that would show as a fall from x0 events in `months`.

    NaN where no wait would be long enough: no event at baseline, or a number beyond reckoning.
    """
    needed = math.log(2 / alpha)
    finite = needed * phi < math.log(_LONGEST_WAIT) * x0
    growth = divided(needed * phi, np.where(finite, x0, 0.0), otherwise=0.0)
    return np.where(finite, months * scipy.special.expm1(growth), np.nan)


def _at_least(events: Array, exposure: Array, others: Array, others_exposure: Array) -> Array:
    """P(X >= events) given events + others in all, shared as the exposures would have it."""
    some = events > 0
    share = exposure / (exposure + others_exposure)
    tail = scipy.special.betainc(np.where(some, events, 1.0), others + 1, share)
    return np.where(some, tail, 1.0)


def _lowest_ratio(
    events: Array, exposure: Array, others: Array, others_exposure: Array, alpha: float
) -> Array:
    """The lower end of the interval of (events/exposure) / (others/others_exposure)."""
    some = events > 0
    safe = np.where(some, events, 1.0)
    # Both shares are taken direct, so that neither end cancels.
    share = scipy.special.betaincinv(safe, others + 1, alpha / 2)
    rest = scipy.special.betainccinv(others + 1, safe, alpha / 2)
    return np.where(some, share / rest * others_exposure / exposure, 0.0)


def _first(holds: Callable[[NDArray[np.intp], Array], Mask], rows: int) -> Array:
    """The least whole number from which on `holds`, row by row; NaN where no number is found.

    holds   answers for some of the rows (their places), one number each; once true of a row's
            number it is true of every greater one
    """
    below, above = np.full(rows, -1.0), np.ones(rows)
    at = np.arange(rows)
    while (at := at[~holds(at, above[at]) & (above[at] < _MOST_EVENTS)]).size:
        below[at] = above[at]
        above[at] *= 2
    at = np.arange(rows)
    while (at := at[_middle(below[at], above[at]) > below[at]]).size:
        middle = _middle(below[at], above[at])
        found = holds(at, middle)
        above[at[found]] = middle[found]
        below[at[~found]] = middle[~found]
    return np.where(above < _MOST_EVENTS, above, np.nan)


def _middle(below: Array, above: Array) -> Array:
    return np.floor((below + above) / 2)
