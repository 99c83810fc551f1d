"""What a comparison of numbers says, as numbers: for arrays, before anything is put in words."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.matrix import Mask
from tracker.assessment.finding import Level
from tracker.model.verdicts import Reason

Outcomes = NDArray[np.int8]


class Outcome(IntEnum):
    """Which way a series has gone, or why neither."""

    FALL = -1
    NO_CHANGE = 0
    RISE = 1
    CANNOT_SHOW_FALL = 2  # and no rise shows
    BOTH_ZERO = 3
    HIDDEN = 4  # one thing or another, as the hidden values may be


LEVELS: Final[Mapping[int, Level]] = {
    Outcome.FALL: Level.FALL,
    Outcome.NO_CHANGE: Level.NO_CHANGE,
    Outcome.RISE: Level.RISE,
}
CONFIRMED_LEVELS: Final[Mapping[int, Level]] = {
    Outcome.FALL: Level.CONFIRMED_FALL,
    Outcome.RISE: Level.CONFIRMED_RISE,
}
SHOWS: Final[Mapping[int, Literal["fall", "rise"]]] = {
    Outcome.FALL: "fall",
    Outcome.RISE: "rise",
}


def confirmed(now: Outcomes, reviews: Sequence[Outcomes]) -> Mask:
    """Whether a change now was sure at each of the reviews, and went the same way.

    now      outcomes at the usual level
    reviews  outcomes at the sharper level
    """
    changed: Mask = (now == Outcome.FALL) | (now == Outcome.RISE)
    for review in reviews:
        changed = changed & (now == review)
    return changed


def first_reasons(cases: Sequence[tuple[Reason, Mask]]) -> list[Reason | None]:
    """For each row the first of the reasons that holds for it; None where none does."""
    places = [np.full(holds.shape, place) for place, (_, holds) in enumerate(cases)]
    first = np.select([holds for _, holds in cases], places, default=len(cases))
    reasons = (*(reason for reason, _ in cases), None)
    return [reasons[place] for place in first.tolist()]
