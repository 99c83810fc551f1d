"""Styrgruppsmöte: what the next meeting has to take up, and why.

Pure: all of it is built from a report, what changed in it, and what is on record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.model.advice import Backslide, Support
from tracker.model.definitions import Condition, Organisation
from tracker.model.records import PhaseDecision
from tracker.model.report import AreaReport, Report, SeriesReport
from tracker.model.steering import Answer, Recorded, SteeringAction
from tracker.service.actions import Lateness, lateness
from tracker.service.changed import Changed, SeriesChange
from tracker.service.meetings_held import Written, shown_until, written_since
from tracker.service.steering_views import Answered, unanswered


class Why(StrEnum):
    """Why the phase of an area is to be taken up."""

    UNDECIDED = "undecided"
    REVIEW = "review"  # it was to be tried again before the reference date
    LOST = "lost"  # conditions of the phase now stand against it
    NOT_SUPPORTED = "not_supported"  # the evidence does not support the phase that the area is in
    NEXT_SUPPORTED = "next_supported"


@dataclass(frozen=True)
class PhaseQuestion:
    """An area whose phase is to be decided or tried again, and every reason why."""

    area: AreaReport
    why: tuple[Why, ...]
    lost: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Setback:
    """A worsening since the phase was decided, that nobody has answered."""

    area: AreaReport
    found: Backslide
    series: SeriesReport


@dataclass(frozen=True)
class LateAction:
    """An action that should have begun or ended before the reference date."""

    action: SteeringAction
    late: Lateness


@dataclass(frozen=True)
class LateDelivery:
    """What an organisation has not delivered in time; the latest first."""

    owner: Organisation
    series: tuple[SeriesReport, ...]


@dataclass(frozen=True)
class Agenda:
    """What the data and the record give the next meeting to take up.

    flipped   series with another verdict than at the last meeting
    moved     series with new or other values, and the same verdict
    written   what people have put on record since the last meeting
    """

    setbacks: tuple[Setback, ...]
    phases: tuple[PhaseQuestion, ...]
    flipped: tuple[SeriesChange, ...]
    actions: tuple[LateAction, ...]
    deliveries: tuple[LateDelivery, ...]
    moved: tuple[SeriesChange, ...]
    decisions: tuple[PhaseDecision, ...]
    written: tuple[Written, ...]

    @property
    def flips_beside(self) -> tuple[SeriesChange, ...]:
        """Other verdicts of series that do not wait for an answer already."""
        asked = {(s.series.indicator.id, s.series.area.id) for s in self.setbacks}
        return tuple(
            one
            for one in self.flipped
            if (one.series.indicator.id, one.series.area.id) not in asked
        )


def agenda(
    report: Report,
    changed: Changed | None,
    entries: Iterable[Recorded],
    entries_then: Iterable[Recorded] | None,
) -> Agenda:
    """The next meeting's points.

    changed       what the report says that it did not say at the last meeting; None: unknown
    entries_then  what was on record at the last meeting; None: unknown
    """
    now = tuple(entries)
    series = changed.series if changed else ()
    return Agenda(
        setbacks=_setbacks(report, now),
        phases=tuple(q for q in (_phase_question(a, report) for a in report.areas) if q.why),
        flipped=tuple(one for one in series if one.before),
        actions=_late_actions(report, now),
        deliveries=_late_deliveries(report),
        moved=tuple(one for one in series if one.values and not one.before),
        decisions=changed.decisions if changed else (),
        written=written_since(entries_then, now) if entries_then is not None else (),
    )


def _setbacks(report: Report, entries: Iterable[Recorded]) -> tuple[Setback, ...]:
    until = shown_until(report)
    said = [
        Answered(one.entry, one)
        for one in entries
        if isinstance(one.entry, Answer)
        and not one.entry.withdrawn
        and one.entry.answered_on <= until
    ]
    return tuple(
        Setback(area, found, report.series_of(found.indicator_id, found.area_id))
        for area in report.areas
        for found in unanswered(area, said)
    )


def _phase_question(area: AreaReport, report: Report) -> PhaseQuestion:
    decision = area.status.decision
    if decision is None:
        return PhaseQuestion(area, (Why.UNDECIDED,))
    lost = tuple(c.condition for c in area.conditions if c.lost)
    told = {
        Why.REVIEW: decision.review_by is not None and decision.review_by < report.reference_date,
        Why.LOST: bool(lost),
        Why.NOT_SUPPORTED: area.advice.present is Support.DOES_NOT_SUPPORT,
        Why.NEXT_SUPPORTED: area.advice.following is Support.SUPPORTS,
    }
    return PhaseQuestion(area, tuple(why for why, holds in told.items() if holds), lost)


def _late_actions(report: Report, entries: Iterable[Recorded]) -> tuple[LateAction, ...]:
    """Those that should have ended first, each kind by its day."""
    found = [
        LateAction(one.entry, late)
        for one in entries
        if isinstance(one.entry, SteeringAction)
        and not one.entry.withdrawn
        and (late := lateness(one.entry, report.reference_date))
    ]
    return tuple(sorted(found, key=lambda one: (one.late is Lateness.BEGUN, _due(one))))


def _due(one: LateAction) -> date:
    due = one.action.end if one.late is Lateness.ENDED else one.action.start
    return due or date.max


def _late_deliveries(report: Report) -> tuple[LateDelivery, ...]:
    """By organisation, the one that is latest first."""
    late: dict[str, list[SeriesReport]] = defaultdict(list)
    for one in sorted(report.every_series, key=lambda s: -s.late_by):
        if one.late_by > 0:
            late[one.indicator.owner_organisation].append(one)
    organisations: Mapping[str, Organisation] = report.definitions.organisations
    return tuple(LateDelivery(organisations[owner], tuple(found)) for owner, found in late.items())
