"""One series to its control chart: which points it has, what fixes its limits, when it has none.

A signal to look, never a verdict: on stable counts some point after the baseline is marked in
more than six series of ten.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tracker.assessment.control.points import control_points
from tracker.assessment.counts.windows import months_of, whole_periods
from tracker.assessment.drawing import shown_value
from tracker.assessment.series import closed, is_observed
from tracker.assessment.shares.change import answers
from tracker.model.control import ControlChart, ControlRefusal, NoLimits
from tracker.model.definitions import Direction, Indicator, IndicatorKind, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind, sequence

FEWEST_POINTS: Final = 12
RARE_A_MONTH: Final = 5
_MOST_CENSORED: Final = 0.1
_KINDS: Final = frozenset({PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER})
_REFUSED: Final[Mapping[NoLimits, ControlRefusal]] = {
    NoLimits.TOO_FEW: ControlRefusal.BASELINE_SHORT,
    NoLimits.RARE: ControlRefusal.RARE,
    NoLimits.MOSTLY_EQUAL: ControlRefusal.MOSTLY_EQUAL,
}


def control_chart(
    series: Series, indicator: Indicator, *, reference_date: date, direction: Direction
) -> ControlChart:
    """The chart of months, weeks or quarters, in shown units; or the reason why there is none.

    Counts and rates, plain values, and shares whose answers are not known. Single periods are
    charted also where the screen shows rolling sums, which would hide every signal.

    The values of the baseline fix mean and limits; values before it are not charted. Without a
    baseline every value does. A rebase begins a stretch with limits of its own, fixed by as many
    periods as the baseline has. A suppressed value is a gap. Periods that end after the
    reference date, and rebases after the newest value, change nothing.
    """
    seen = [
        o for o in closed(series.observations, reference_date) if is_observed(o, indicator.measure)
    ]
    if refused := _not_charted(seen, indicator):
        return ControlChart(refused)
    periods = _periods(seen, indicator)
    known = {o.period: o for o in seen}
    charted = {period: known[period] for period in periods if period in known}
    values = _values(periods, charted, indicator)
    fixed = _fixing(periods, indicator)
    rebases = _rebases(periods, fixed, indicator)
    if refused := _not_enough(values, fixed, charted):
        return ControlChart(refused)
    if _is_broken(periods, indicator):
        return ControlChart(ControlRefusal.BREAK)
    if rebases is None:
        return ControlChart(ControlRefusal.REBASE)
    control = control_points(
        values,
        rebases=rebases,
        fix_after=fixed if indicator.baseline else None,
        direction=direction,
        target=_target(indicator, periods[0].kind),
        lowest_mean=_lowest_mean(periods[:fixed], charted, indicator),
    )
    no_limits = control.stretches[0].no_limits
    if no_limits and no_limits in _REFUSED:
        return ControlChart(_REFUSED[no_limits])
    return ControlChart(None, tuple(periods), control)


def _not_charted(seen: Sequence[Observation], indicator: Indicator) -> ControlRefusal | None:
    """What the definition, or the kind of the values, rules out."""
    if not seen:
        return ControlRefusal.NO_SERIES
    if indicator.kind is IndicatorKind.OUTPUT:
        return ControlRefusal.OUTPUT
    if indicator.kind is IndicatorKind.CONTEXT or not indicator.assess:
        return ControlRefusal.BACKGROUND
    if seen[0].period.kind not in _KINDS:
        return ControlRefusal.FREQUENCY
    if indicator.measure is Measure.SHARE and any(answers(o, indicator) for o in seen):
        return ControlRefusal.ANSWERS_KNOWN
    return ControlRefusal.SEASON if indicator.season else None


def _periods(seen: Sequence[Observation], indicator: Indicator) -> list[Period]:
    """Every period from the baseline's first, or the first known, to the newest known."""
    start = indicator.baseline.window.start if indicator.baseline else seen[0].period.start
    if seen[-1].period.end < start:
        return []
    span = Period(start, seen[-1].period.end, PeriodKind.RANGE)
    return list(sequence(span, seen[0].period.kind))


def _values(
    periods: Sequence[Period], charted: Mapping[Period, Observation], indicator: Indicator
) -> list[float | None]:
    found = (charted.get(period) for period in periods)
    return [shown_value(o, indicator) if o else None for o in found]


def _fixing(periods: Sequence[Period], indicator: Indicator) -> int:
    """How many of the periods fix the limits: the baseline's, else all."""
    if indicator.baseline is None or not periods:
        return len(periods)
    return len(whole_periods(indicator.baseline.window, periods[0].kind))


def _not_enough(
    values: Sequence[float | None], fixed: int, charted: Mapping[Period, Observation]
) -> ControlRefusal | None:
    censored = sum(o.status is Status.SUPPRESSED for o in charted.values())
    if censored > _MOST_CENSORED * len(charted):
        return ControlRefusal.CENSORED
    if sum(y is not None for y in values) < FEWEST_POINTS:
        return ControlRefusal.TOO_FEW_POINTS
    if sum(y is not None for y in values[:fixed]) < FEWEST_POINTS:
        return ControlRefusal.BASELINE_SHORT
    return None


def _is_broken(periods: Sequence[Period], indicator: Indicator) -> bool:
    """Whether a series break stands among the points, where no rebase begins anew with it."""
    rebased = {rebase.at for rebase in indicator.rebases}
    return any(
        periods[0].start < known.at <= periods[-1].end and known.at not in rebased
        for known in indicator.breaks
    )


def _rebases(periods: Sequence[Period], fixed: int, indicator: Indicator) -> list[int] | None:
    """Where the chart begins anew; None where a rebase fits no point after the baseline.

    One that lies ahead of the newest point waits. A reader of coarser periods than the series'
    own may meet a rebase in the middle of one.
    """
    places = {period.start: i for i, period in enumerate(periods)}
    first = fixed if indicator.baseline else 1
    due = [r.at for r in indicator.rebases if periods and r.at <= periods[-1].end]
    found = [places.get(at, -1) for at in due]
    return found if all(at >= first for at in found) else None


def _target(indicator: Indicator, kind: PeriodKind) -> float | None:
    """The target as a level of one drawn period; None where it is set for another span."""
    target = indicator.target
    if target is None:
        return None
    if target.kind == "zero_tolerance":
        return 0.0
    one_period = indicator.shown_as == "period" and kind is indicator.frequency
    return target.value if one_period or indicator.measure is not Measure.COUNT else None


def _lowest_mean(
    baseline: Sequence[Period], charted: Mapping[Period, Observation], indicator: Indicator
) -> float:
    """The mean below which events are too rare for a chart: five a month, and five a period.

    A rate's is that many events at the baseline's mean exposure. Other values have none.
    """
    events = RARE_A_MONTH * max(1.0, months_of(baseline[0]))
    match indicator.measure:
        case Measure.COUNT:
            return events
        case Measure.RATE:
            assert indicator.per is not None
            known = [charted[p].denominator for p in baseline if p in charted]
            exposed = [base for base in known if base]
            return events * indicator.per * len(exposed) / math.fsum(exposed)
        case Measure.SHARE | Measure.VALUE:
            return -math.inf
