"""Omdöme: what a series says, with the numbers, the method and the reason it rests on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from tracker.model.definitions import Direction
from tracker.model.periods import Period


class Word(StrEnum):
    """The verdicts that a reader meets. `texts` words them."""

    CONFIRMED_PROGRESS = "confirmed_progress"
    PROGRESS = "progress"
    CONFIRMED_SETBACK = "confirmed_setback"
    SETBACK = "setback"
    NO_CHANGE = "no_change"
    TOO_FEW = "too_few"
    NO_DATA = "no_data"
    STALE = "stale"
    INCREASE = "increase"  # direction depends: read with its pair
    DECREASE = "decrease"
    OUTPUT = "output"  # done, beside what was planned
    BACKGROUND = "background"  # context, or assess: false
    DESCRIBED = "described"  # no method can judge it yet
    HIDDEN = "hidden"  # the reader may see the series' name only


class Reason(StrEnum):
    """Why a verdict is not a judgement of change, or is a weaker one."""

    NO_BASELINE = "no_baseline"  # the definitions name no baseline window
    BASELINE_EMPTY = "baseline_empty"
    BASELINE_SHORT = "baseline_short"  # fewer than 12 months, or too few observed
    WINDOW_EMPTY = "window_empty"
    WINDOW_GAPS = "window_gaps"  # under 80 % of the window is observed
    BOTH_ZERO = "both_zero"
    CANNOT_SHOW_FALL = "cannot_show_fall"  # even zero events would not be a detectable fall
    HIDDEN_NUMBERS = "hidden_numbers"  # suppressed values leave the answer open
    TOO_FEW_ANSWERS = "too_few_answers"
    NO_ANSWERS_KNOWN = "no_answers_known"  # a share without n
    SAME_PANEL = "same_panel"
    BREAK = "break"  # a series break between baseline and now
    METHOD_MISSING = "method_missing"  # no method for this measure in the tracker yet
    OVERLAP = "overlap"  # the latest window reaches into the baseline
    NO_SERIES = "no_series"  # no value has been delivered
    TOO_OLD = "too_old"
    NOT_ASSESSED = "not_assessed"  # assess: false
    CONTEXT = "context"
    OUTPUT = "output"
    NOT_FOR_READER = "not_for_reader"
    COARSE_PERIODS = "coarse_periods"  # fewer than six open periods
    TOO_FEW_POINTS = "too_few_points"  # fewer than six values: no trend can show
    CENSORED = "censored"  # too many suppressed values for a trend


@dataclass(frozen=True)
class Compared:
    """One side of a comparison: what was counted, over what.

    amount     events (counts, rates) or per cent (shares)
    base       months observed, exposure, or answers
    """

    window: Period
    amount: float
    base: float


@dataclass(frozen=True)
class Change:
    """Effect with a 95 % interval.

    counts and rates: rate ratio, 1 is no change (high may be infinite)
    shares: difference in percentage points, 0 is no change
    """

    estimate: float
    low: float
    high: float
    p_value: float | None  # None for shares, which are judged by the interval


@dataclass(frozen=True)
class Detectable:
    """The smallest change that the data could have shown, at the same level.

    fall_at, rise_at   counts: events in the window at or below / above which it would show;
                       shares: percentage points; None: no fall (or rise) could show
    quiet_months       counts: months without an event that would show a fall
    """

    fall_at: float | None
    rise_at: float | None
    quiet_months: float | None = None


@dataclass(frozen=True)
class Review:
    """What one look at the same data version says at the sharper level (p < 0.01, or 99 %).

    cut     the last day of a closed quarter, or of a survey's wave
    shows   which way the change goes where it is that sure; None where it is not
    """

    cut: date
    shows: Literal["fall", "rise"] | None
    change: Change | None = None


@dataclass(frozen=True)
class Trend:
    """A monotone drift of values without a known base (Mann-Kendall, Theil-Sen).

    slope, low, high   shown units a year, with a 95 % interval; None where it cannot be computed
    points             values that the test read
    """

    p_value: float
    slope: float | None
    low: float | None
    high: float | None
    points: int
    seasonal: bool = False


@dataclass(frozen=True)
class Verdict:
    """What one series says about change since its baseline, at a reference date."""

    word: Word
    direction: Direction
    reason: Reason | None = None
    baseline: Compared | None = None
    latest: Compared | None = None
    change: Change | None = None
    detectable: Detectable | None = None
    overdispersion: float | None = None  # phi, 1 when the counts vary as chance would have it
    method: str = ""  # "rate_ratio/2", "newcombe/2"; empty when nothing was computed
    assumed_n: bool = False
    reviews: tuple[Review, ...] = ()  # the two that `confirmed` asks, oldest first
    trend: Trend | None = None
