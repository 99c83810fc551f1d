"""Arithmetic over the periods of many series at once: a row a series, a column a period.

NaN stands where nothing was observed, and where a row's window is over. Sums run in the order of
the periods, so that a row's answer never depends on the rows beside it, to the last digit.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def observed_in(values: Array) -> NDArray[np.int64]:
    """How many of each row's periods are observed."""
    seen: NDArray[np.int64] = np.sum(~np.isnan(values), axis=1, dtype=np.int64)
    return seen


def total(values: Array) -> Array:
    """The sum of each row's observed periods."""
    if not values.shape[1]:
        return np.zeros(len(values))
    sums: Array = np.cumsum(np.where(np.isnan(values), 0.0, values), axis=1)[:, -1]
    return sums


def divided(
    above: Array | NDArray[np.int64],
    below: Array | NDArray[np.int64],
    *,
    otherwise: float,
) -> Array:
    """`above` / `below` where `below` is over 0, else `otherwise`."""
    shape = np.broadcast_shapes(np.shape(above), np.shape(below))
    quotient: Array = np.divide(above, below, out=np.full(shape, otherwise), where=below > 0)
    return quotient
