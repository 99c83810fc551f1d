"""The level of a series in the units that are shown: over its analysis window, or its newest value.

Counts and rates are read over whole windows, since one period says little; surveys and plain
values one at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.assessment.arrays.grid import months_in, periods_a_quarter
from tracker.assessment.counts import exact as counts
from tracker.assessment.counts.tally import Tally, ending_with, tally, window_back
from tracker.assessment.counts.windows import FEWEST_MONTHS, last_judged, whole_periods
from tracker.assessment.drawing import interval, shown_value
from tracker.assessment.series import IRREGULAR, broken_between, closed, is_observed
from tracker.assessment.shares.intervals import FEWEST_ANSWERS
from tracker.assessment.shares.waves import answers
from tracker.model.definitions import Indicator, IndicatorKind, Measure
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind
from tracker.model.targets import TargetReason
from tracker.model.verdicts import Verdict


@dataclass(frozen=True)
class Estimate:
    """A level with its 95 % interval, in shown units; None: the uncertainty is not known."""

    level: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Measured:
    """What a window says: one estimate, or one at either extreme of its suppressed values."""

    window: Period
    extremes: tuple[Estimate, ...]
    tally: Tally | None = None  # counts and rates
    phi: float = 1.0


def known_values(
    observations: Sequence[Observation], indicator: Indicator, reference_date: date
) -> dict[Period, Observation]:
    """The closed observations with a value, if only within bounds, oldest first."""
    seen = closed(observations, reference_date)
    return {o.period: o for o in seen if is_observed(o, indicator.measure)}


def newest_levels(
    known: dict[Period, Observation],
    indicator: Indicator,
    verdict: Verdict,
    *,
    windows: int,
    reference_date: date,
) -> list[Measured | TargetReason]:
    """The newest `windows` windows on end, not overlapping, newest first; a reason where none.

    known   at least one

    Counts and rates use the window that the verdict compared, else the one that would have been.
    """
    newest = max(known)
    if is_windowed(indicator, newest.kind):
        if verdict.latest is not None:
            periods = whole_periods(verdict.latest.window, newest.kind)
        else:
            last = last_judged(newest, indicator, reference_date=reference_date)
            periods = window_back(last, indicator.window_months or FEWEST_MONTHS)
        found = []
        whole = ending_with(periods[-1], windows * len(periods))
        for last_at in range(len(whole), 0, -len(periods)):
            part = whole[last_at - len(periods) : last_at]
            found.append(_window_level(part, known, indicator, verdict, newest=periods[-1]))
        return found
    if newest.kind in IRREGULAR:
        values = [known.get(period) for period in sorted(known)[::-1][:windows]]
        values += [None] * (windows - len(values))
    else:
        values = [known.get(period) for period in ending_with(newest, windows)[::-1]]
    return [_value_level(value, indicator, newest=newest) for value in values]


def baseline_level(
    known: dict[Period, Observation], indicator: Indicator, verdict: Verdict
) -> float | None:
    """The baseline's centre in shown units; None where it is not known well enough."""
    if indicator.baseline is None:
        return None
    window = indicator.baseline.window
    kind = max(known).kind
    if is_windowed(indicator, kind):
        side = tally(whole_periods(window, kind), known, indicator)
        enough = side.is_observed_enough(season=indicator.season) and side.months >= FEWEST_MONTHS
        if not enough or side.has_hidden:
            return None
        return side.fewest / side.exposed * shown_scale(indicator, kind)
    if indicator.measure is Measure.SHARE and verdict.baseline is not None:
        return verdict.baseline.amount
    values = [shown_value(o, indicator) for p, o in known.items() if p.within(window)]
    numbers = [value for value in values if value is not None]
    # Divided before it is summed: two values near the largest that there is have a mean.
    whole = bool(numbers) and len(numbers) == len(values)
    return sum(number / len(numbers) for number in numbers) if whole else None


def is_windowed(indicator: Indicator, kind: PeriodKind) -> bool:
    """Whether a level is counted over a window of periods."""
    return indicator.measure in (Measure.COUNT, Measure.RATE) and kind not in IRREGULAR


def shown_scale(indicator: Indicator, kind: PeriodKind) -> float:
    """What the events of one unit of exposure are in shown units.

    A rate is shown per `per`. A count is exposed in months, and shown a period or, where rolling
    sums are shown, a year; weeks are never summed.
    """
    if indicator.measure is Measure.RATE:
        assert indicator.per is not None
        return float(indicator.per)
    rolling = indicator.shown_as == "rolling_12_months" and kind is not PeriodKind.WEEK
    return 12.0 if rolling else months_in(kind)


def _window_level(
    periods: tuple[Period, ...],
    known: dict[Period, Observation],
    indicator: Indicator,
    verdict: Verdict,
    *,
    newest: Period,
) -> Measured | TargetReason:
    side = tally(periods, known, indicator)
    if not side.is_observed_enough(season=indicator.season):
        return TargetReason.GAPS
    if broken_between(indicator, side.window, newest):
        return TargetReason.BREAK
    scale = shown_scale(indicator, newest.kind)
    phi = verdict.overdispersion or max(_overdispersion(y, side) for y in (side.low, side.high))
    estimates = []
    for events in (side.fewest, side.most) if side.has_hidden else (side.fewest,):
        ends = None
        if indicator.kind is not IndicatorKind.OUTPUT:  # counted, not left to chance
            low, high = counts.garwood(events / phi, side.exposed / phi)
            ends = (low * scale, high * scale)
        estimates.append(Estimate(events / side.exposed * scale, ends))
    return Measured(side.window, tuple(estimates), side, phi)


def _overdispersion(values: Sequence[float | None], side: Tally) -> float:
    equal = counts.at_equal_exposure(values, side.exposure)
    kind = side.periods[0].kind
    return counts.overdispersion((), equal, periods_a_quarter=periods_a_quarter(kind))


def _value_level(
    value: Observation | None, indicator: Indicator, *, newest: Period
) -> Measured | TargetReason:
    if value is None:
        return TargetReason.GAPS
    if broken_between(indicator, value.period, newest):
        return TargetReason.BREAK
    if value.status is Status.SUPPRESSED:
        return TargetReason.HIDDEN_NUMBERS
    level, ends = shown_value(value, indicator), interval(value, indicator)
    assert level is not None
    if indicator.measure is Measure.SHARE and ends is not None:
        n = answers(value, indicator)
        if n is None or n < max(FEWEST_ANSWERS, indicator.min_n):
            return TargetReason.TOO_FEW_ANSWERS
    return Measured(value.period, (Estimate(level, ends),))
