"""What a comparison found, before it is put in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review, Trend

# Goes up when the same values would be judged otherwise; part of every verdict and cache key.
METHOD_VERSION: Final = "2"


class Level(StrEnum):
    """How sure a change is, and which way it goes."""

    NO_CHANGE = "no_change"
    FALL = "fall"
    RISE = "rise"
    CONFIRMED_FALL = "confirmed_fall"  # at two quarterly cuts, or two waves, on end
    CONFIRMED_RISE = "confirmed_rise"


@dataclass(frozen=True)
class Finding:
    """Either a level, or the reason why there is none; and the numbers it rests on.

    With a level, `reason` is None or HIDDEN_NUMBERS: the finding holds at either extreme of
    what the suppressed values can be, and its numbers are those of the more cautious extreme.
    `reviews` are the two looks that a confirmed level rests on, oldest first, also where they
    do not confirm; empty where they could not be made.
    """

    level: Level | None = None
    reason: Reason | None = None
    baseline: Compared | None = None
    latest: Compared | None = None
    change: Change | None = None
    detectable: Detectable | None = None
    overdispersion: float | None = None
    method: str = ""
    assumed_n: bool = False
    reviews: tuple[Review, ...] = ()
    trend: Trend | None = None
