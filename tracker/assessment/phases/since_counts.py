"""Counts and rates since a phase decision: the newest window against the one it was made on."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.assessment.arrays.grid import days_of, ended_by, number_of, periods_in, span
from tracker.assessment.arrays.outcome import SHOWS
from tracker.assessment.counts import exact as counts
from tracker.assessment.counts.looks import Look
from tracker.assessment.counts.series_looks import LookedAt, Rows, rows, window
from tracker.assessment.counts.windows import FEWEST_MONTHS, last_judged, window_months
from tracker.assessment.known import known_at
from tracker.assessment.phases.hold import cuts_of
from tracker.assessment.phases.since import Since, Way
from tracker.assessment.series import IRREGULAR
from tracker.model.definitions import Backsliding, Baseline, Indicator
from tracker.model.observations import Observation, Series
from tracker.model.periods import Period
from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review

_TWO_YEARS: Final = 24  # months before the decision that tell whether events are rare


def counts_since(
    known: Sequence[Observation],
    indicator: Indicator,
    *,
    granted_on: date,
    reference_date: date,
    worse: Way,
    criteria: Backsliding,
) -> Since:
    """Compare the two windows by the exact rate-ratio test, overdispersion taken in.

    known   closed observations of one kind with a value, oldest first, at least one

    The granted window ends with the last period that had ended on `granted_on`, and is as long
    as an analysis window: 24 months where events were rare in the two years before, else 12.
    The newest window has the same length. While they overlap nothing can be told.
    """
    if known[0].period.kind in IRREGULAR:
        return Since(reason=Reason.METHOD_MISSING)
    then = [o.period for o in known if o.period.end <= granted_on]
    if not then:
        return Since(reason=Reason.BASELINE_EMPTY)
    frozen = _rows(
        known, _against(max(then), indicator, granted_on=granted_on, known=known), reference_date
    )
    newest = max(o.period for o in known)
    last = last_judged(newest, indicator, reference_date=reference_date)
    now = _look(frozen, last.end)
    if reason := now.obstacles[0]:
        return Since(reason=reason, granted=_granted(frozen))
    periods = [o.period for o in known]
    cuts = cuts_of(periods, indicator, reference_date=reference_date, count=criteria.reviews)
    looks = [(cut, _look(frozen, cut)) for cut in reversed(cuts.days)]
    reviews = [
        _review(cut, looked.tested, criteria.p_value)
        for cut, looked in looks
        if looked.obstacles[0] is None
    ]
    return _find(frozen, now, tuple(reviews), worse, criteria.watch_p_value)


def _against(
    newest: Period, indicator: Indicator, *, granted_on: date, known: Sequence[Observation]
) -> Indicator:
    """The indicator with the granted window as what is compared with, and as long a window now.

    Hidden counts are taken at their fewest, hence as rare.
    """
    last = last_judged(newest, indicator, reference_date=granted_on)
    two_years = _rows(known, _with_baseline(indicator, last, _TWO_YEARS), granted_on).before
    months = float(two_years.months[0])
    events_a_year = 12 * float(two_years.fewest[0]) / months if months else 0.0
    length = max(FEWEST_MONTHS, window_months(indicator, events_a_year))
    return _with_baseline(indicator, last, length)


def _with_baseline(indicator: Indicator, last: Period, months: int) -> Indicator:
    number = int(number_of(days_of([last.end.toordinal()]), last.kind)[0])
    days = span(number - periods_in(months, last.kind) + 1, number, last.kind)
    baseline = Baseline(window=days, why=indicator.definition)
    return indicator.model_copy(update={"baseline": baseline, "window_months": months})


def _rows(known: Sequence[Observation], indicator: Indicator, reference_date: date) -> Rows:
    series = Series(indicator.id, "", tuple(known))
    read = known_at([series], [indicator], reference_date=reference_date)
    return rows(read, known[0].period.kind)


def _look(frozen: Rows, day: date) -> LookedAt:
    """At the window that ends with the last period over on that day."""
    return frozen.look(ended_by(days_of([day.toordinal()]), frozen.before.kind))


def _find(
    frozen: Rows, now: LookedAt, reviews: tuple[Review, ...], worse: Way, alpha: float
) -> Since:
    look = now.tested
    is_worse = {way == worse for way in _ways(look, alpha)}
    could = _detectable(frozen, look, alpha)
    hidden = bool(frozen.before.has_hidden[0] or now.after.has_hidden[0])
    reason = Reason.HIDDEN_NUMBERS if hidden else None
    answer = is_worse.pop() if len(is_worse) == 1 else None
    if answer is False and worse == "fall" and could.fall_at is None:
        answer, reason = None, Reason.CANNOT_SHOW_FALL
    return Since(
        worse=answer,
        reason=reason,
        granted=_granted(frozen),
        latest=None
        if now.after.has_hidden[0]
        else Compared(window(now.after, 0), float(look.up.x1[0]), float(look.up.t1[0])),
        change=_change(look),
        detectable=could,
        reviews=reviews,
    )


def _review(cut: date, look: Look, alpha: float) -> Review:
    ways = _ways(look, alpha)
    return Review(cut, ways.pop() if len(ways) == 1 else None, _change(look))


def _ways(look: Look, alpha: float) -> set[Way | None]:
    """Which ways the change goes at both extremes of what is hidden, where it is that sure."""
    return {SHOWS.get(int(tested.way(alpha=alpha)[0])) for tested in (look.up, look.down)}


def _change(look: Look) -> Change | None:
    """The less sure extreme, with an interval that holds both; None where nothing happened."""
    if not look.is_testable[0]:
        return None
    low, high = look.interval
    least = look.cautious
    return Change(float(least.estimate[0]), float(low[0]), float(high[0]), float(least.p[0]))


def _detectable(frozen: Rows, look: Look, alpha: float) -> Detectable:
    """By the less sure extreme."""
    least = look.cautious
    return counts.smallest_detectable(
        float(least.x0[0]),
        float(least.t0[0]),
        float(least.t1[0]),
        float(least.phi[0]),
        baseline_months=float(frozen.before.months[0]),
        alpha=alpha,
    )


def _granted(frozen: Rows) -> Compared | None:
    before = frozen.before
    if before.has_hidden[0] or not before.observed[0]:
        return None
    return Compared(frozen.baseline_window(0), float(before.fewest[0]), float(before.exposed[0]))
