"""What is laid before those who decide a phase: what evidence comes to, and what has worsened."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review


class Support(StrEnum):
    """What the conditions of a phase come to. It is advice, and never a phase."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    NOT_ENOUGH = "not_enough"  # not enough to say


@dataclass(frozen=True)
class Advice:
    """What the evidence says of the phase that an area is in, and of the next one.

    present   None where nobody has decided a phase
    following None likewise, and in the last phase
    """

    present: Support | None
    following: Support | None


class BackslideLevel(StrEnum):
    """How sure it is that a series has worsened since its area's phase was decided."""

    NONE = "none"  # no worsening shows
    WATCH = "watch"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Backslide:
    """A series after a phase decision, against the window on which the decision was made.

    reason      why it cannot be told; with another level, HIDDEN_NUMBERS: it stands at both
                extremes of what suppressed values can be
    granted     the window that ended when the decision began to apply; it never moves
    latest      the newest window, as long, or the newest wave
    detectable  the smallest change that would have shown
    reviews     the looks at the sharper level that `confirmed` asks, oldest first
    """

    indicator_id: str
    area_id: str
    level: BackslideLevel
    reason: Reason | None = None
    granted: Compared | None = None
    latest: Compared | None = None
    change: Change | None = None
    detectable: Detectable | None = None
    reviews: tuple[Review, ...] = ()
