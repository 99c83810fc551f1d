"""What charts draw and tables list of one series: values, intervals and the baseline band."""

from tracker import assessment
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import PeriodKind
from tracker.model.report import Band, Shown
from tracker.model.verdicts import Compared

_MONTHS_SHOWN = {
    PeriodKind.WEEK: 12 / 52,
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.TERTIAL: 4,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.TERM: 6,
    PeriodKind.SCHOOL_YEAR: 12,
    PeriodKind.YEAR: 12,
}


def shown_values(series: Series, indicator: Indicator) -> tuple[Shown, ...]:
    """The series as a reader sees it: rolling sums where the definition says so."""
    observations = series.observations
    if indicator.shown_as == "rolling_12_months":
        observations = assessment.rolling_12_months(observations, indicator)
    return tuple(
        Shown(one, assessment.shown_value(one, indicator), assessment.interval(one, indicator))
        for one in observations
    )


def shown_bounds(one: Observation, indicator: Indicator) -> tuple[float, float] | None:
    """The lowest and the highest that a hidden value may be, in shown units; None: not known."""
    if one.low is None or one.high is None:
        return None
    if indicator.measure is not Measure.RATE:
        return one.low, one.high
    if not one.denominator or indicator.per is None:
        return None
    scale = indicator.per / one.denominator
    return one.low * scale, one.high * scale


def baseline_band(baseline: Compared | None, series: Series, indicator: Indicator) -> Band | None:
    """The baseline's level and 95 % interval, in shown units; None where none was compared."""
    if baseline is None:
        return None
    one = Observation(baseline.window, Status.FINAL, baseline.amount)
    match indicator.measure:
        case Measure.SHARE:
            scale = 1.0
            one = Observation(
                baseline.window, Status.FINAL, baseline.amount, responses=baseline.base
            )
        case Measure.RATE:
            scale = 1.0
            one = Observation(
                baseline.window, Status.FINAL, baseline.amount, denominator=baseline.base
            )
        case Measure.COUNT:
            kind = series.observations[0].period.kind
            rolling = indicator.shown_as == "rolling_12_months"
            scale = (12 if rolling else _MONTHS_SHOWN[kind]) / baseline.base
        case Measure.VALUE:
            return None
    value, interval = assessment.shown_value(one, indicator), assessment.interval(one, indicator)
    if value is None or interval is None:
        return None
    return Band(interval[0] * scale, value * scale, interval[1] * scale)
