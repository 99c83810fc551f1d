"""A rule read on several days of one data version: it must have held before it counts.

A cut is a day on which the series is read as it stood then, in today's data version: the end of
a closed quarter, or of a period that is longer than a quarter, which is a wave of its own. The
reading at the reference date itself is none of them, but it has to agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.assessment.counts.windows import last_judged
from tracker.assessment.phases.logic import Truth, all_of, held_for, negation
from tracker.assessment.series import closed, is_observed
from tracker.model.definitions import EvidenceRule, Hysteresis, Indicator
from tracker.model.observations import Series
from tracker.model.periods import Period, PeriodKind, containing
from tracker.model.report import EvidenceItem, EvidenceReason, Resolution

_WITHIN_A_QUARTER: Final = frozenset({PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER})
_DAYS_OF_A_WEEK: Final = 7


@dataclass(frozen=True)
class Cuts:
    """The days to read a series on, newest first; `waves`: its own long periods, not quarters."""

    days: tuple[date, ...]
    waves: bool = False


@dataclass(frozen=True)
class Readings:
    """One rule as read at the reference date and at each cut of the series, newest first."""

    now: EvidenceItem
    at_cuts: tuple[EvidenceItem, ...] = ()
    waves: bool = False

    @property
    def rule(self) -> EvidenceRule:
        """The rule that was read."""
        return self.now.rule

    @property
    def said(self) -> tuple[Truth, ...]:
        """What the rule said at the cuts, newest first."""
        return tuple(item.speaks for item in self.at_cuts)


def quarter_ends(on_or_before: date, *, count: int) -> tuple[date, ...]:
    """The last `count` days that end a quarter, newest first; fewer where the calendar begins."""
    found: list[date] = []
    quarter = containing(on_or_before, PeriodKind.QUARTER)
    if quarter.end == on_or_before and count > 0:
        found.append(on_or_before)
    while len(found) < count and quarter.start > date.min:
        found.append(quarter.start - timedelta(days=1))
        quarter = containing(found[-1], PeriodKind.QUARTER)
    return tuple(found)


def review_cuts(series: Series, indicator: Indicator, *, reference_date: date, count: int) -> Cuts:
    """The last cuts of a series, as many as `count` or as there are.

    A quarter is closed when all of it has been delivered, or was due: its reporting lag has
    passed. Series in longer periods, and surveys, are cut where each delivered period ends, so
    that the same value is never read twice as if it had held. A series without values is cut at
    the quarters all the same.
    """
    seen = closed(series.observations, reference_date)
    periods = [o.period for o in seen if is_observed(o, indicator.measure)]
    if not periods:
        return Cuts(quarter_ends(reference_date, count=count))
    return cuts_of(periods, indicator, reference_date=reference_date, count=count)


def cuts_of(
    periods: Sequence[Period], indicator: Indicator, *, reference_date: date, count: int
) -> Cuts:
    """The same for the closed periods with a value, at least one, all of one kind."""
    newest = max(periods)
    if newest.kind not in _WITHIN_A_QUARTER:
        ends = sorted({period.end for period in periods}, reverse=True)
        return Cuts(tuple(ends[:count]), waves=True)
    last = last_judged(newest, indicator, reference_date=reference_date)
    # The week that reaches into the next quarter does not keep this one open.
    slack = _DAYS_OF_A_WEEK - 1 if newest.kind is PeriodKind.WEEK else 0
    whole = min(last.end.toordinal() + slack, reference_date.toordinal())
    return Cuts(quarter_ends(date.fromordinal(whole), count=count))


def cuts_needed(rule: EvidenceRule, hysteresis: Hysteresis) -> int:
    """How many cuts tell all that hold and hysteresis ask of a rule."""
    asked = max(periods_asked(rule, hysteresis, waves=waves) for waves in (False, True))
    return max(asked, hysteresis.leave_periods, hysteresis.unknown_periods + 1)


def periods_asked(rule: EvidenceRule, hysteresis: Hysteresis, *, waves: bool) -> int:
    """Quarters, or waves, that a rule must have held: its own `hold`, else as hysteresis enters."""
    if rule.hold is not None:
        return rule.hold
    return hysteresis.enter_waves if waves else hysteresis.enter_quarters


def held_evidence(readings: Readings, hysteresis: Hysteresis) -> EvidenceItem:
    """What the rule says once it must have held: true at every cut that counts, and now.

    One false among them makes it false. A value too old at the reference date leaves it open,
    whatever it said while it was fresh.
    """
    now = readings.now
    if now.reason is EvidenceReason.PEOPLE_JUDGE:
        return now
    item = replace(now, held=readings.said)
    if now.reason is EvidenceReason.STALE:
        return item
    asked = periods_asked(readings.rule, hysteresis, waves=readings.waves)
    speaks = all_of((now.speaks, held_for(readings.said, asked)))
    if speaks is now.speaks:
        return item
    if now.speaks:
        reason = EvidenceReason.NOT_YET_HELD
        return replace(item, speaks=speaks, reason=reason, resolution=Resolution.NEXT_REVIEW)
    return replace(item, speaks=speaks, reason=EvidenceReason.CONTRADICTED_BEFORE)


def settled(readings: Readings, hysteresis: Hysteresis, *, worsened: bool = False) -> Truth:
    """Where a rule stands with hysteresis: true once held, false once failed for as long.

    worsened   whether a worsening of what it reads is confirmed; then once is enough

    One false quarter alone, and all that cannot be told, leave it unknown: neither in nor out.
    """
    if worsened or readings.now.worsened:
        return False
    if held_evidence(readings, hysteresis).speaks is True:
        return True
    failed = held_for([negation(said) for said in readings.said], hysteresis.leave_periods)
    return False if all_of((negation(readings.now.speaks), failed)) else None


def is_dark(readings: Readings, hysteresis: Hysteresis) -> bool:
    """Whether it has been unknown for more cuts on end than anyone should wait.

    So is what has no cut at all. What people judge is never dark.
    """
    longest = hysteresis.unknown_periods + 1
    read = readings.said[:longest]
    if readings.now.reason is EvidenceReason.PEOPLE_JUDGE or 0 < len(read) < longest:
        return False
    return all(said is None for said in (readings.now.speaks, *read))
