"""A run of closed periods without an event."""

from datetime import date, timedelta

from tracker.assessment.counts.windows import last_judged
from tracker.assessment.series import IRREGULAR, bounds, closed, is_observed
from tracker.model.definitions import Indicator
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import containing
from tracker.model.report import EvidenceReason


def zero_for(
    series: Series, indicator: Indicator, periods: int, *, reference_date: date
) -> tuple[bool | None, EvidenceReason]:
    """Whether the last `periods` closed periods are all observed and without an event.

    Any event there speaks against, known gaps or not; so does a suppressed value that cannot be
    zero. Otherwise a gap, or a value that may be zero, leaves it open. For ranges and points,
    which have no calendar, the last delivered ones are read; one delivered as missing is a gap.
    """
    seen = closed(series.observations, reference_date)
    known = {o.period: o for o in seen if is_observed(o, indicator.measure)}
    if not known:
        return None, EvidenceReason.NO_DATA
    last = max(known)
    if last.kind in IRREGULAR:
        delivered = sorted({o.period for o in seen if o.status is not Status.NOT_PUBLISHED})
        run: list[Observation | None] = [known.get(p) for p in delivered[-periods:]]
    else:
        period = last_judged(last, indicator, reference_date=reference_date)
        run = []
        for _ in range(periods):
            run.append(known.get(period))
            period = containing(period.start - timedelta(days=1), period.kind)
    found = [o for o in run if o is not None]
    if any(bounds(o, indicator)[0] > 0 for o in found):
        return False, EvidenceReason.CONTRADICTED
    if len(found) < periods:
        return None, EvidenceReason.NO_DATA
    if any(bounds(o, indicator)[1] > 0 for o in found):
        return None, EvidenceReason.HIDDEN
    return True, EvidenceReason.SUPPORTED
