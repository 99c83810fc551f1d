"""Styrdiagram: what a control chart, or the picture of a rare count, shows.

A signal asks people to look. It is never a verdict, and no verdict rests on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.periods import Period, PeriodKind


class Signal(StrEnum):
    """Which rule marks a point. Of several the first, in this order, is told."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    INCREASING = "increasing"  # seven points, each above the one before
    DECREASING = "decreasing"
    TWO_OF_THREE_ABOVE = "two_of_three_above"  # near the limit, all three on one side of the mean
    TWO_OF_THREE_BELOW = "two_of_three_below"
    SHIFT_ABOVE = "shift_above"  # seven points in a row above the mean
    SHIFT_BELOW = "shift_below"
    NONE = "none"


class PointType(StrEnum):
    """What a signal means, given which way is better."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"  # direction depends
    NEUTRAL_LOW = "neutral_low"
    COMMON_CAUSE = "common_cause"  # no signal


class Assurance(StrEnum):
    """Whether the process, if it goes on as now, meets its target."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    INCONSISTENT = "inconsistent"  # chance decides, period by period
    NONE = "none"  # no target, no direction, or no limits


class NoLimits(StrEnum):
    """Why a stretch has no limits."""

    TOO_FEW = "too_few"  # no two values in a row to take a range between
    NO_VARIATION = "no_variation"  # every range is 0
    RARE = "rare"  # the mean is too low
    MOSTLY_EQUAL = "mostly_equal"  # more than half of the ranges are 0


@dataclass(frozen=True)
class Limits:
    """Process limits, and the near limits two thirds of the way to them. Not clipped at 0."""

    lower: float
    near_lower: float
    near_upper: float
    upper: float


@dataclass(frozen=True)
class Stretch:
    """The points from one rebase to the next, with one mean and one set of limits.

    first       index of its first point
    points      values in it
    fixed_by    those of them that mean and limits rest on
    is_short    fewer than 13 values: the limits are provisional
    """

    first: int
    points: int
    fixed_by: int
    mean: float | None
    limits: Limits | None
    no_limits: NoLimits | None
    is_short: bool


@dataclass(frozen=True)
class ControlPoint:
    """One period of a chart; `value` is None where nothing was observed."""

    value: float | None
    mean: float | None
    limits: Limits | None
    signal: Signal
    type: PointType


@dataclass(frozen=True)
class Control:
    """The chart as numbers: every point in order, the stretches they lie in, the assurance."""

    points: tuple[ControlPoint, ...]
    stretches: tuple[Stretch, ...]
    assurance: Assurance

    @property
    def variation(self) -> PointType | None:
        """What the newest value shows; None without a value."""
        known = [point.type for point in self.points if point.value is not None]
        return known[-1] if known else None

    @property
    def is_short(self) -> bool:
        """Whether some stretch has so few values that its limits are provisional."""
        return any(stretch.is_short for stretch in self.stretches)


class ControlRefusal(StrEnum):
    """Why a series has no control chart."""

    NO_SERIES = "no_series"
    OUTPUT = "output"  # drawn beside its plan
    BACKGROUND = "background"  # context, or assess: false
    FREQUENCY = "frequency"  # not months, weeks or quarters
    ANSWERS_KNOWN = "answers_known"  # a share with n has its own interval
    SEASON = "season"
    CENSORED = "censored"  # over a tenth of the values are suppressed
    TOO_FEW_POINTS = "too_few_points"  # under twelve
    BASELINE_SHORT = "baseline_short"  # under twelve values to fix the limits
    BREAK = "break"
    REBASE = "rebase"  # a rebase inside the baseline, or not at the start of a shown period
    RARE = "rare"
    MOSTLY_EQUAL = "mostly_equal"


@dataclass(frozen=True)
class ControlChart:
    """The control chart of one series, or why it has none: one of the two is None.

    periods   one for each point of `control`; gaps included
    """

    refused: ControlRefusal | None = None
    periods: tuple[Period, ...] = ()
    control: Control | None = None

    @property
    def dated(self) -> Iterator[tuple[Period, ControlPoint]]:
        """Every point with its period, oldest first."""
        points = self.control.points if self.control else ()
        return zip(self.periods, points, strict=True)


@dataclass(frozen=True)
class PoissonBand:
    """What chance alone would give a drawn period.

    low, high             events: below `low` and above `high` is a signal
    mean_low, mean_high   the baseline's mean; they differ where it holds suppressed values
    """

    low: int
    high: int
    mean_low: float
    mean_high: float


class RareSignal(StrEnum):
    """Which side of the band a point lies on."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True)
class RarePoint:
    """One drawn period: events at the fewest and at the most; None where not observed."""

    period: Period
    low: float | None
    high: float | None
    signal: RareSignal | None


@dataclass(frozen=True)
class QuietRun:
    """How long it has been without an event.

    months     whole months of closed periods without an event, ending with `through`
    is_exact   False: at least so many, for what came before is missing or hidden
    through    the newest period with a value
    """

    months: int
    is_exact: bool
    through: Period


@dataclass(frozen=True)
class RareCount:
    """The picture of a rare count: its periods, or quarters of them, and the band of chance.

    drawn_as   the kind of the drawn periods
    """

    drawn_as: PeriodKind
    band: PoissonBand
    points: tuple[RarePoint, ...]
    since_last: QuietRun
