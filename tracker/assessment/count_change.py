"""Has a count, or a rate, changed since its baseline? The windows, the test and its exceptions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from tracker.assessment import counts
from tracker.assessment.finding import METHOD_VERSION, Finding, Level
from tracker.assessment.series import IRREGULAR, broken_between, is_observed
from tracker.assessment.windows import (
    FEWEST_MONTHS,
    Tally,
    last_judged,
    periods_a_quarter,
    tally,
    whole_periods,
    window_back,
    window_months,
)
from tracker.model.definitions import Indicator
from tracker.model.observations import Observation
from tracker.model.periods import Period, PeriodKind
from tracker.model.verdicts import Change, Compared, Reason

METHOD: Final = f"rate_ratio/{METHOD_VERSION}"
_FEWEST_COARSE_PERIODS: Final = 6


def count_change(
    seen: Sequence[Observation], indicator: Indicator, *, reference_date: date
) -> Finding:
    """Compare the newest whole years with the baseline by the exact rate-ratio test.

    seen   closed observations of one kind, oldest first, with at least one value

    Ranges and points are not counted events in a calendar: METHOD_MISSING.
    """
    observed = {o.period: o for o in seen if is_observed(o, indicator.measure)}
    kind = seen[0].period.kind
    if kind in IRREGULAR:
        return Finding(reason=Reason.METHOD_MISSING)
    if indicator.baseline is None:
        return Finding(reason=Reason.NO_BASELINE)

    window = indicator.baseline.window
    before = tally(window, whole_periods(window, kind), observed, indicator)
    if not before.observed:
        return Finding(reason=Reason.BASELINE_EMPTY)
    if before.months < FEWEST_MONTHS or not before.is_observed_enough(season=indicator.season):
        return _unjudged(Reason.BASELINE_SHORT, before)

    last = last_judged(max(observed), indicator, reference_date=reference_date)
    periods = window_back(last, window_months(indicator, _events_a_year(before)))
    after = tally(
        Period(periods[0].start, periods[-1].end, PeriodKind.RANGE), periods, observed, indicator
    )
    if reason := _obstacle(before, after, indicator):
        return _unjudged(reason, before, after)
    return _at_both_extremes(before, after)


def _obstacle(before: Tally, after: Tally, indicator: Indicator) -> Reason | None:
    """Why these two windows cannot be compared, if they cannot."""
    if after.window.start <= before.window.end:
        return Reason.OVERLAP
    if broken_between(indicator, before.window, after.window):
        return Reason.BREAK
    if not after.observed:
        return Reason.WINDOW_EMPTY
    if not after.is_observed_enough(season=indicator.season):
        return Reason.WINDOW_GAPS
    coarser = after.periods[0].kind is not indicator.frequency
    if coarser and len(before.observed) + len(after.observed) < _FEWEST_COARSE_PERIODS:
        return Reason.COARSE_PERIODS
    return None


def _at_both_extremes(before: Tally, after: Tally) -> Finding:
    """Test as if hidden values went each way as far as they can; they must give one answer."""
    if not (before.has_hidden or after.has_hidden):
        return _test(before, before.low, after, after.low)
    up = _test(before, before.low, after, after.high)
    down = _test(before, before.high, after, after.low)
    if up.level is None or up.level is not down.level:
        same = up.reason if up.level is down.level and up.reason is down.reason else None
        return Finding(reason=same or Reason.HIDDEN_NUMBERS, method=METHOD)
    assert up.change
    assert down.change
    cautious = up if _p(up.change) >= _p(down.change) else down
    envelope = replace(
        up.change if cautious is up else down.change,
        low=min(up.change.low, down.change.low),
        high=max(up.change.high, down.change.high),
    )
    return replace(cautious, reason=Reason.HIDDEN_NUMBERS, change=envelope)


def _test(
    before: Tally,
    baseline: Sequence[float | None],
    after: Tally,
    window: Sequence[float | None],
) -> Finding:
    """The rate ratio with its overdispersion, and the minimum-information rule."""
    x0, x1 = _sum(baseline), _sum(window)
    t0, t1 = before.exposed, after.exposed
    phi = counts.overdispersion(
        counts.at_equal_exposure(baseline, before.exposure),
        counts.at_equal_exposure(window, after.exposure),
        periods_a_quarter=periods_a_quarter(after.periods[0].kind),
    )
    change = counts.rate_ratio(x0, t0, x1, t1, phi)
    detectable = counts.smallest_detectable(x0, t0, t1, phi, baseline_months=before.months)
    level, reason = _level(change, falls_show=counts.can_show_a_fall(x0, t0, t1, phi))
    return Finding(
        level,
        reason,
        baseline=Compared(before.window, x0, t0),
        latest=Compared(after.window, x1, t1),
        change=change,
        detectable=detectable if change else None,
        overdispersion=phi,
        method=METHOD,
    )


def _level(change: Change | None, *, falls_show: bool) -> tuple[Level | None, Reason | None]:
    """A rise may show where a fall could not; nothing else may be said there."""
    if change is None:
        return None, Reason.BOTH_ZERO
    if _p(change) < counts.ALPHA:
        return (Level.FALL if change.estimate < 1 else Level.RISE), None
    if not falls_show:
        return None, Reason.CANNOT_SHOW_FALL
    return Level.NO_CHANGE, None


def _p(change: Change) -> float:
    assert change.p_value is not None
    return change.p_value


def _unjudged(reason: Reason, before: Tally, after: Tally | None = None) -> Finding:
    """What was counted all the same, where no hidden value leaves it open."""
    return Finding(
        reason=reason,
        baseline=_compared(before),
        latest=_compared(after) if after and reason is not Reason.OVERLAP else None,
    )


def _compared(side: Tally) -> Compared | None:
    if side.has_hidden or not side.observed:
        return None
    return Compared(side.window, _sum(side.low), side.exposed)


def _events_a_year(before: Tally) -> float:
    """The fewest it can have been: a hidden count is treated as rare."""
    return _sum(before.low) / before.months * 12


def _sum(values: Sequence[float | None]) -> float:
    return sum(value for value in values if value is not None)
