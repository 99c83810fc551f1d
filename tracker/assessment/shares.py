"""Shares of answers compared, as numbers only. Shares are 0-1 here and per cent at the edges.

Wilson's interval (Wilson 1927) and Newcombe's interval for a difference, his method 10
(Newcombe 1998, Statistics in Medicine 17:873-890). Answers may be effective, hence non-integer.
"""

import math
from collections.abc import Callable
from typing import Final

from tracker.model.verdicts import Change, Detectable

Z_95: Final = 1.959964
FEWEST_ANSWERS: Final = 30
FEWEST_IN_A_CELL: Final = 5


def wilson(share: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson's interval of a share of n answers, clipped to 0-1.

    Raises ValueError for a share outside 0-1 or n not above 0.
    """
    if not (0 <= share <= 1 and 0 < n < math.inf):
        raise ValueError(f"share {share} of {n} answers")
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(share0: float, n0: float, share1: float, n1: float, *, z: float = Z_95) -> Change:
    """The difference share1 - share0 in percentage points, with its interval (method 10).

    There is no p-value: a change shows when the interval leaves out 0.
    """
    low0, high0 = wilson(share0, n0, z=z)
    low1, high1 = wilson(share1, n1, z=z)
    difference = share1 - share0
    return Change(
        estimate=100 * difference,
        low=100 * (difference - math.hypot(share1 - low1, high0 - share0)),
        high=100 * (difference + math.hypot(high1 - share1, share0 - low0)),
        p_value=None,
    )


def effective_n(n: float, deff: float = 1.0, population: float | None = None) -> float:
    """Answers that a simple random sample would need to be as sure.

    deff         design effect: 1 for a simple sample, above for a weighted one
    population   persons asked about, only where the question is about these persons now;
                 for comparing years as a process leave it out. At n = population the whole
                 population has answered: infinite.
    """
    simple = n / deff
    if population is None:
        return simple
    return simple * (population - 1) / (population - n) if population > n else math.inf


def enough_answers(share: float, n: float, *, fewest: int = FEWEST_ANSWERS) -> bool:
    """Whether n answers, and those for and against among them, are enough to compare.

    The answers of a cell are rounded, since `share` is often a rounded per cent.
    """
    in_cells = (round(share * n), round((1 - share) * n))
    return n >= max(fewest, FEWEST_ANSWERS) and min(in_cells) >= FEWEST_IN_A_CELL


def smallest_detectable_share(
    share0: float, n0: float, n1: float, *, z: float = Z_95
) -> Detectable:
    """The smallest fall and rise, both as positive percentage points, that n1 answers would show.

    None where not even 0 or 100 per cent would differ detectably from `share0`.
    """
    fall = _least(share0, lambda size: newcombe(share0, n0, share0 - size, n1, z=z).high < 0)
    rise = _least(1 - share0, lambda size: newcombe(share0, n0, share0 + size, n1, z=z).low > 0)
    return Detectable(fall_at=fall, rise_at=rise)


def _least(room: float, shows: Callable[[float], bool]) -> float | None:
    """The least change within `room` that shows, in percentage points to a millionth; or None."""
    if room <= 0 or not shows(room):
        return None
    hidden, shown = 0.0, room
    while shown - hidden > 1e-8:
        middle = (hidden + shown) / 2
        if shows(middle):
            shown = middle
        else:
            hidden = middle
    return 100 * shown
