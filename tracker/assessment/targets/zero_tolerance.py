"""Zero tolerance: the newest closed period, the run of zeros behind it, and what that proves."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Final

from tracker.assessment.counts.tally import ending_with
from tracker.assessment.counts.windows import last_judged, months_of
from tracker.assessment.series import IRREGULAR, bounds
from tracker.assessment.targets.levels import known_values
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind
from tracker.model.targets import TargetReason, ZeroStatus
from tracker.model.verdicts import Reason, Verdict

_BOUND: Final = -math.log(0.05)  # 2.996: the mean at which no event at all has a chance of 5 %


def zero_status(
    series: Series, indicator: Indicator, verdict: Verdict, *, reference_date: date, held: int
) -> ZeroStatus:
    """Whether the newest closed period is zero, for how long it has been so, what that allows.

    series    as the reader may see it
    held      closed periods on end that the target asks for

    A period that should have come and has not is not zero; nor is a suppressed one that may be
    more. The upper bound, 2.996 events in so many quiet months, is given for counted events
    only: places, say, that are counted again each time are no events.
    """
    known = known_values(series.observations, indicator, reference_date)
    if not known:
        return ZeroStatus(reason=TargetReason.NO_VALUES, held_periods=held)
    newest = max(known)
    if newest.kind not in IRREGULAR:
        newest = last_judged(newest, indicator, reference_date=reference_date)
    if verdict.reason is Reason.TOO_OLD:
        return ZeroStatus(newest, reason=TargetReason.STALE, held_periods=held)
    looked_at = _backwards(known, newest, indicator, at_least=held)
    zeros = [_is_zero(known.get(period), indicator) for period in looked_at]
    run = next((i for i, zero in enumerate(zeros) if not zero), len(zeros))
    months = None
    if newest.kind is not PeriodKind.POINT:
        months = math.fsum(months_of(period) for period in looked_at[:run])
    is_events = indicator.measure in (Measure.COUNT, Measure.RATE)
    return ZeroStatus(
        newest=newest,
        is_zero=zeros[0],
        reason=_reason(known.get(newest)) if zeros[0] is None else None,
        quiet_periods=run,
        quiet_months=months,
        at_most=_BOUND / months if is_events and months else None,
        months_needed=verdict.detectable.quiet_months if is_events and verdict.detectable else None,
        held=_held(zeros[:held], held),
        held_periods=held,
    )


def _backwards(
    known: Mapping[Period, Observation], newest: Period, indicator: Indicator, *, at_least: int
) -> list[Period]:
    """Every period from the newest back to the first known, not past a series break."""
    if newest.kind in IRREGULAR:
        periods = sorted(known, reverse=True)
    else:
        first, periods = min(known), [newest]
        while periods[-1] > first or len(periods) < at_least:
            periods.append(ending_with(periods[-1], 2)[0])
    start = max((b.at for b in indicator.breaks if b.at <= newest.end), default=date.min)
    return [p for p in periods if p.start >= start] or periods[:1]


def _is_zero(found: Observation | None, indicator: Indicator) -> bool | None:
    if found is None:
        return None
    low, high = bounds(found, indicator)
    if low == high == 0:
        return True
    return None if low <= 0 < high else False


def _reason(found: Observation | None) -> TargetReason:
    hidden = found is not None and found.status is Status.SUPPRESSED
    return TargetReason.HIDDEN_NUMBERS if hidden else TargetReason.GAPS


def _held(zeros: list[bool | None], periods: int) -> bool | None:
    if False in zeros:
        return False
    return True if len(zeros) == periods and None not in zeros else None
