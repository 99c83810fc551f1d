"""Where a series stands against its target: a number to reach by a date, or zero tolerance."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Discriminator, Tag

from tracker.model.periods import Period


class Standing(StrEnum):
    """The newest level against the target itself. `texts` words it."""

    ACHIEVED_CONFIRMED = "achieved_confirmed"  # the whole interval on the right side
    ACHIEVED_UNCERTAIN = "achieved_uncertain"  # the level is, the interval reaches past
    NOT_ACHIEVED = "not_achieved"
    MISSED_CONFIRMED = "missed_confirmed"  # the date has come and the whole interval is outside


class Pace(StrEnum):
    """The newest level against the path from the baseline to the target, before its date."""

    AHEAD_CONFIRMED = "ahead_confirmed"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    BEHIND_CONFIRMED = "behind_confirmed"


class TargetReason(StrEnum):
    """Why there is no standing."""

    NO_VALUES = "no_values"
    STALE = "stale"  # the newest value is too old to say how things are
    GAPS = "gaps"  # too little of the newest window is observed
    HIDDEN_NUMBERS = "hidden_numbers"  # suppressed values leave the answer open
    TOO_FEW_ANSWERS = "too_few_answers"
    BREAK = "break"  # a series break within the newest window


@dataclass(frozen=True)
class TargetPath:
    """The way from the baseline to the target, in shown units.

    start         the middle of the baseline window
    logarithmic   the same per cent a year, not the same amount
    """

    start: date
    first: float
    end: date
    last: float
    logarithmic: bool


@dataclass(frozen=True)
class Forecast:
    """How likely the target is to be met if the present rate simply continues.

    probability   0-1
    events        at most (lower is better) or at least (higher) so many more may come
    months        that remain of the window that ends at the target's date
    """

    probability: float
    events: int
    months: float


@dataclass(frozen=True)
class LevelStatus:
    """A number to reach by a date. Everything is in shown units.

    window       what `current` was measured over: the analysis window, a wave or one period
    current      the newest level; None where hidden values leave it open, or nothing is known
    interval     95 %, from the fewest to the most that hidden values can be; None: not known
    standing     None where `reason` says why
    expected     the path at the middle of `window`
    pace         None from the target's date on, and without a path
    held         whether each of the last `held_windows` windows, on end and not overlapping, is
                 achieved with certainty; None: cannot tell
    point_only   the uncertainty is not known: the level alone was compared
    """

    value: float
    by: date
    past: bool
    window: Period | None = None
    current: float | None = None
    interval: tuple[float, float] | None = None
    standing: Standing | None = None
    reason: TargetReason | None = None
    path: TargetPath | None = None
    expected: float | None = None
    pace: Pace | None = None
    held: bool | None = None
    held_windows: int = 1
    forecast: Forecast | None = None
    point_only: bool = False


@dataclass(frozen=True)
class ZeroStatus:
    """Zero tolerance: was the newest closed period without an event, and for how long?

    Zeros alone never show that a target is reached for good.

    newest          the newest closed period that has come, or should have
    is_zero         None where it is missing, or hidden and may be zero
    quiet_periods   observed periods on end without an event, up to the newest
    quiet_months    the same in months; None for points in time
    at_most         the 95 % upper bound of the rate a month that so many quiet months leave
                    possible; None without quiet months, and where the values are no events
    months_needed   quiet months that would show a fall from the baseline
    held            whether the last `held_periods` are all zero; None: cannot tell
    """

    newest: Period | None = None
    is_zero: bool | None = None
    reason: TargetReason | None = None
    quiet_periods: int = 0
    quiet_months: float | None = None
    at_most: float | None = None
    months_needed: float | None = None
    held: bool | None = None
    held_periods: int = 1

    @property
    def at_most_a_year(self) -> float | None:
        """The upper bound as events a year."""
        return None if self.at_most is None else 12 * self.at_most


def _which(status: object) -> str:
    """Which of the two it is, also as read from JSON: only a level has a value to reach."""
    is_level = isinstance(status, LevelStatus) or (isinstance(status, dict) and "value" in status)
    return "level" if is_level else "zero"


TargetStatus = Annotated[
    Annotated[LevelStatus, Tag("level")] | Annotated[ZeroStatus, Tag("zero")],
    Discriminator(_which),
]
