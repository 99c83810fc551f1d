"""How much more counts vary inside their windows than chance would have it, for many series.

A season makes them vary too, and the test over-cautious. What is left when each calendar month's
mean is taken away would not; but what error rates that gives is not known, so it is not done.
"""

from collections.abc import Sequence

import numpy as np

from tracker.assessment.arrays.matrix import Array, divided, observed_in, total


def overdispersions(windows: Sequence[Array], *, periods_a_quarter: int | None) -> Array:
    """Phi of each row over its windows: the baseline and the one compared with it.

    The largest of 1, Pearson's statistic per degree of freedom over the periods, and the same
    over sums of quarters.

    windows             counts at equal exposure, a row a series; NaN where not observed
    periods_a_quarter   3 for months, 13 for weeks; None where the periods are quarters or longer
    """
    phi = np.maximum(1.0, _pearson(windows))
    if periods_a_quarter is None:
        return phi
    return np.maximum(phi, _pearson([_quarters(w, periods_a_quarter) for w in windows]))


def at_equal_exposure(counts: Array, exposure: Array) -> Array:
    """Counts scaled to what the mean exposure of their window would have given."""
    mean = divided(total(exposure), observed_in(exposure), otherwise=1.0)
    return counts / exposure * mean[:, np.newaxis]


def _pearson(windows: Sequence[Array]) -> Array:
    """Sum of (y - mean)^2 / mean over windows, per degree of freedom; 0 where there is none.

    A window without an event adds neither.
    """
    statistic, freedom = np.zeros(len(windows[0])), np.zeros(len(windows[0]))
    for counts in windows:
        periods = observed_in(counts)
        mean = divided(total(counts), periods, otherwise=0.0)
        squares = total((counts - mean[:, np.newaxis]) ** 2)
        statistic += divided(squares, mean, otherwise=0.0)
        freedom += np.where(mean > 0, periods - 1, 0)
    return divided(statistic, freedom, otherwise=0.0)


def _quarters(counts: Array, periods: int) -> Array:
    """Sums of whole quarters counted from the window's start; NaN for one with a gap."""
    rows, columns = counts.shape
    whole = columns // periods
    sums: Array = np.cumsum(counts[:, : whole * periods].reshape(rows, whole, periods), axis=2)[
        :, :, -1
    ]
    return sums
