"""Shares of answers compared, one pair at a time: `proportions` holds the formulas.

Shares are 0-1 here and per cent at the edges. Answers may be effective, hence non-integer.
"""

import math

import numpy as np

from tracker.assessment.arrays.matrix import Array
from tracker.assessment.shares.proportions import (
    FEWEST_ANSWERS,
    Z_95,
    are_enough,
    newcombe_ends,
    smallest_fall,
    smallest_rise,
    wilson_ends,
)
from tracker.model.verdicts import Change, Detectable

__all__ = [
    "FEWEST_ANSWERS",
    "effective_n",
    "enough_answers",
    "newcombe",
    "smallest_detectable_share",
    "wilson",
]


def wilson(share: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson's interval of a share of n answers, clipped to 0-1.

    Raises ValueError for a share outside 0-1 or n not above 0.
    """
    _check(share, n)
    low, high = wilson_ends(_one(share), _one(n), z=z)
    return low.item(), high.item()


def newcombe(share0: float, n0: float, share1: float, n1: float, *, z: float = Z_95) -> Change:
    """The difference share1 - share0 in percentage points, with its interval (method 10).

    There is no p-value: a change shows when the interval leaves out 0. Raises ValueError as
    `wilson` does.
    """
    _check(share0, n0)
    _check(share1, n1)
    low, high = newcombe_ends(_one(share0), _one(n0), _one(share1), _one(n1), z=z)
    return Change(100 * (share1 - share0), 100 * low.item(), 100 * high.item(), p_value=None)


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

    fewest   answers that the definition asks for; never fewer than FEWEST_ANSWERS
    """
    return bool(are_enough(_one(share), _one(n), fewest=_one(fewest))[0])


def smallest_detectable_share(
    share0: float, n0: float, n1: float, *, z: float = Z_95
) -> Detectable:
    """The smallest fall and rise, both as positive percentage points, that n1 answers would show.

    None where not even 0 or 100 per cent would differ detectably from `share0`.
    """
    given = _one(share0), _one(n0), _one(n1)
    fall, rise = smallest_fall(*given, z=z).item(), smallest_rise(*given, z=z).item()
    return Detectable(
        fall_at=None if math.isnan(fall) else 100 * fall,
        rise_at=None if math.isnan(rise) else 100 * rise,
    )


def _check(share: float, n: float) -> None:
    if not (0 <= share <= 1 and 0 < n < math.inf):
        raise ValueError(f"share {share} of {n} answers")


def _one(number: float) -> Array:
    return np.array([number], dtype=np.float64)
