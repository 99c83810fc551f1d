"""What has happened to a series since a day, before it is said how sure that is."""

from dataclasses import dataclass
from typing import Literal

from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review

Way = Literal["fall", "rise"]


@dataclass(frozen=True)
class Since:
    """The newest window, or wave, against the one that ended on the day.

    worse    whether it shows as a worsening at the weaker level; None with a reason
    reason   why it cannot be told; where it can, HIDDEN_NUMBERS: it stands at both extremes
    reviews  the looks at the sharper level, oldest first; those that could not be made are left out
    """

    worse: bool | None = None
    reason: Reason | None = None
    granted: Compared | None = None
    latest: Compared | None = None
    change: Change | None = None
    detectable: Detectable | None = None
    reviews: tuple[Review, ...] = ()
