"""One series to one verdict: the dispatch. The methods stand in count_change and share_change."""

from datetime import date

from tracker.assessment.count_change import count_change
from tracker.assessment.finding import Finding
from tracker.assessment.series import closed, is_observed, is_stale
from tracker.assessment.share_change import share_change
from tracker.assessment.words import word_for
from tracker.model.definitions import Freshness, Indicator, IndicatorKind, Measure
from tracker.model.observations import Series
from tracker.model.verdicts import Reason, Verdict


def assess(
    series: Series,
    indicator: Indicator,
    *,
    reference_date: date,
    phase: int | None,
    freshness: Freshness,
) -> Verdict:
    """What the series says about change since its baseline, at the reference date.

    series      as the reader may see it: suppressed values are within bounds, never known
    phase       the area's, since the direction may depend on it; None where nobody has decided
    freshness   when a value is too old, where the indicator does not say so itself

    Periods that end after the reference date change nothing.
    """
    finding = _find(series, indicator, reference_date, freshness)
    direction = indicator.direction_in(phase)
    return Verdict(
        word=word_for(finding.level, direction, finding.reason),
        direction=direction,
        reason=finding.reason,
        baseline=finding.baseline,
        latest=finding.latest,
        change=finding.change,
        detectable=finding.detectable,
        overdispersion=finding.overdispersion,
        method=finding.method,
        assumed_n=finding.assumed_n,
    )


def _find(
    series: Series, indicator: Indicator, reference_date: date, freshness: Freshness
) -> Finding:
    seen = closed(series.observations, reference_date)
    known = [o for o in seen if is_observed(o, indicator.measure)]
    if not known:
        return Finding(reason=Reason.NO_SERIES)
    if indicator.kind is IndicatorKind.CONTEXT:
        return Finding(reason=Reason.CONTEXT)
    if not indicator.assess:
        return Finding(reason=Reason.NOT_ASSESSED)
    if is_stale(known, indicator, reference_date=reference_date, freshness=freshness):
        return Finding(reason=Reason.TOO_OLD)
    if indicator.kind is IndicatorKind.OUTPUT:
        return Finding(reason=Reason.OUTPUT)
    match indicator.measure:
        case Measure.COUNT | Measure.RATE:
            return count_change(known, indicator, reference_date=reference_date)
        case Measure.SHARE:
            return share_change(known, indicator)
        case Measure.VALUE:
            return Finding(reason=Reason.METHOD_MISSING)
