"""A single value as it is shown, and the chance around it, in the unit of the screen."""

from tracker.assessment.counts import exact as counts
from tracker.assessment.series import has_amount
from tracker.assessment.shares import intervals as shares
from tracker.assessment.shares.change import answers
from tracker.model.definitions import Indicator, IndicatorKind, Measure
from tracker.model.observations import Observation


def shown_value(observation: Observation, indicator: Indicator) -> float | None:
    """The value in the indicator's unit: per cent for a share, per `per` for a rate.

    None where there is no number that the measure allows.
    """
    if not has_amount(observation, indicator.measure):
        return None
    assert observation.value is not None
    return observation.value * _scale(observation, indicator)


def interval(observation: Observation, indicator: Indicator) -> tuple[float, float] | None:
    """The 95 % interval around the shown value: Wilson for shares, Garwood for counts and rates.

    None without a number, for plain values, for shares whose answers are not known, and for
    outputs, which are counted and not left to chance. The interval takes no overdispersion: it
    belongs to the one value and not to its series.
    """
    if indicator.kind is IndicatorKind.OUTPUT or not has_amount(observation, indicator.measure):
        return None
    assert observation.value is not None
    match indicator.measure:
        case Measure.COUNT | Measure.RATE:
            low, high = counts.garwood(observation.value)
            scale = _scale(observation, indicator)
            return low * scale, high * scale
        case Measure.SHARE:
            n = answers(observation, indicator)
            if n is None or not n > 0:
                return None
            effective = shares.effective_n(n, indicator.deff)
            low, high = shares.wilson(observation.value / 100, effective)
            return 100 * low, 100 * high
        case Measure.VALUE:
            return None


def _scale(observation: Observation, indicator: Indicator) -> float:
    if indicator.measure is not Measure.RATE:
        return 1.0
    assert observation.denominator is not None
    assert indicator.per is not None
    return indicator.per / observation.denominator
