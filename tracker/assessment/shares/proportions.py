"""Shares of answers compared, for many pairs at once: arrays of numbers, shares from 0 to 1.

Wilson's interval (Wilson 1927) and Newcombe's interval for a difference, his method 10
(Newcombe 1998, Statistics in Medicine 17:873-890). Answers n are above 0 and may be effective,
hence non-integer.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from tracker.assessment.arrays.matrix import Array, Mask

Z_95: Final = 1.959964
FEWEST_ANSWERS: Final = 30
FEWEST_IN_A_CELL: Final = 5
_HALVINGS: Final = 27  # to a millionth of a percentage point


def wilson_ends(share: Array, n: Array, *, z: float = Z_95) -> tuple[Array, Array]:
    """The ends of Wilson's interval, clipped to 0-1."""
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / scale
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def newcombe_ends(
    share0: Array, n0: Array, share1: Array, n1: Array, *, z: float = Z_95
) -> tuple[Array, Array]:
    """The ends of the interval of share1 - share0 (method 10), from -1 to 1."""
    low0, high0 = wilson_ends(share0, n0, z=z)
    low1, high1 = wilson_ends(share1, n1, z=z)
    difference = share1 - share0
    return (
        difference - np.hypot(share1 - low1, high0 - share0),
        difference + np.hypot(high1 - share1, share0 - low0),
    )


def are_enough(share: Array, n: Array, *, fewest: Array) -> Mask:
    """Whether n answers, and those for and against among them, are enough to compare.

    The answers of a cell are rounded, since a share is often a rounded per cent.

    fewest   answers that the definition asks for; never fewer than FEWEST_ANSWERS
    """
    in_smaller_cell = np.minimum(np.rint(share * n), np.rint((1 - share) * n))
    return (n >= np.maximum(fewest, FEWEST_ANSWERS)) & (in_smaller_cell >= FEWEST_IN_A_CELL)


def smallest_fall(share0: Array, n0: Array, n1: Array, *, z: float = Z_95) -> Array:
    """The smallest fall from `share0` that n1 answers would show; NaN where not even to 0 would."""

    def shows(size: Array) -> Mask:
        shown: Mask = newcombe_ends(share0, n0, share0 - size, n1, z=z)[1] < 0
        return shown

    return _least(share0, shows)


def smallest_rise(share0: Array, n0: Array, n1: Array, *, z: float = Z_95) -> Array:
    """The smallest rise likewise; NaN where not even to 1 would show."""

    def shows(size: Array) -> Mask:
        shown: Mask = newcombe_ends(share0, n0, share0 + size, n1, z=z)[0] > 0
        return shown

    return _least(1 - share0, shows)


def _least(room: Array, shows: Callable[[Array], Mask]) -> Array:
    """The least change within `room` that shows; NaN where none does.

    Every row takes as many halvings, so that its answer does not depend on the rows beside it.
    """
    possible = (room > 0) & shows(room)
    hidden, shown = np.zeros_like(room), room
    for _ in range(_HALVINGS):
        middle = (hidden + shown) / 2
        found = shows(middle)
        hidden, shown = np.where(found, hidden, middle), np.where(found, middle, shown)
    return np.where(possible, shown, np.nan)
