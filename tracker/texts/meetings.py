"""Styrgruppsmöte in words: each point of the agenda with why it is there, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.report import Report
from tracker.model.steering import (
    ActionStatus,
    AddedEvent,
    Agreement,
    Answer,
    AnyEntry,
    Dialogue,
    Judgement,
    Meeting,
    Note,
    Promise,
    Recipe,
    SteeringAction,
)
from tracker.service.actions import Lateness
from tracker.service.changed import SeriesChange
from tracker.service.meetings import (
    Agenda,
    LateAction,
    LateDelivery,
    PhaseQuestion,
    Setback,
    Why,
)
from tracker.service.meetings_held import Since, Written, Wrote
from tracker.texts.backslides import backslide_sentence
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.sentences import series_name, verdict_word

_SERIES_TOLD = 4  # in one point of the agenda


@dataclass(frozen=True)
class Point:
    """What is to be taken up, why, and whether it rests on something invented."""

    what: str
    why: str
    fictional: bool = False


def lead_sentence(plan: Agenda, texts: Texts) -> str:
    """What the meeting has to take a stand on."""
    asked = []
    if plan.setbacks:
        asked.append(texts("meeting.lead.setbacks", n=len(plan.setbacks)))
    if plan.phases:
        areas = [texts.of(q.area.status.area.name) for q in plan.phases]
        asked.append(texts("meeting.lead.phases", areas=_listed(areas, texts)))
    if not asked:
        return texts("meeting.lead.nothing")
    return texts("meeting.lead", listed=_listed(asked, texts))


def _listed(said: Sequence[str], texts: Texts) -> str:
    *first, last = said
    return f"{', '.join(first)} {texts('and')} {last}" if first else last


def setback_point(one: Setback, texts: Texts) -> Point:
    """A worsening that waits for an answer, and in which area."""
    name, area = series_name(one.series, texts), texts.of(one.area.status.area.name)
    if area not in name:
        name += f", {area}"
    return Point(
        texts("meeting.point.setback", series=name),
        backslide_sentence(one.found, one.series, texts).rstrip(".") + ".",
        one.series.series.fictional,
    )


def phase_point(one: PhaseQuestion, texts: Texts) -> Point:
    """An area whose phase is to be decided or tried again, with every reason."""
    status = one.area.status
    key = "meeting.point.first" if Why.UNDECIDED in one.why else "meeting.point.phase"
    why = " ".join(_why(reason, one, texts) for reason in one.why)
    fictional = status.decision is not None and status.decision.fictional
    return Point(texts(key, area=texts.of(status.area.name)), why, fictional)


def _why(reason: Why, one: PhaseQuestion, texts: Texts) -> str:
    status = one.area.status
    phase = status.phase or 0
    match reason:
        case Why.UNDECIDED:
            return texts("meeting.why.undecided")
        case Why.REVIEW:
            due = status.decision.review_by if status.decision else None
            when = day(due, texts.language) if due else "–"
            return texts("meeting.why.review", phase=phase, day=when)
        case Why.LOST:
            named = [f"{c.letter} {texts.of(c.name)}" for c in one.lost]
            return texts("meeting.why.lost", n=len(named), conditions=_listed(named, texts))
        case Why.NOT_SUPPORTED:
            return texts("meeting.why.not_supported", phase=phase)
        case Why.NEXT_SUPPORTED:
            return texts("meeting.why.next_supported", phase=phase + 1)


def flipped_point(one: SeriesChange, texts: Texts) -> Point:
    """A series whose verdict is another than at the last meeting."""
    return Point(
        texts(
            "meeting.point.reread" if one.by_phase else "meeting.point.flipped",
            series=series_name(one.series, texts),
        ),
        flipped_text(one, texts),
        one.series.series.fictional,
    )


def flipped_text(one: SeriesChange, texts: Texts) -> str:
    """The verdict then and now, and whether it is the values or the phase that changed it.

    Empty where it is the same.
    """
    if one.before is None:
        return ""
    indicator = one.series.indicator
    before = verdict_word(one.before, indicator, texts)
    after = verdict_word(one.series.verdict, indicator, texts)
    if one.by_phase:
        return texts("meeting.flipped.phase", phase=one.by_phase, before=before, after=after)
    return texts("meeting.flipped", before=before, after=after)


def action_point(one: LateAction, report: Report, texts: Texts) -> Point:
    """An action that should have begun or ended, and whose it is."""
    action = one.action
    due = action.end if one.late is Lateness.ENDED else action.start
    owner = report.definitions.organisations.get(action.owner_organisation)
    why = texts(
        f"meeting.late.{one.late}",
        day=day(due, texts.language) if due else "–",
        owner=texts.of(owner.name) if owner else action.owner_organisation,
    )
    return Point(texts("meeting.point.action", title=action.title), why, action.fictional)


def delivery_point(one: LateDelivery, texts: Texts) -> Point:
    """What an organisation has not delivered in time."""
    said = [
        texts("meeting.late.series", series=series_name(s, texts), n=s.late_by)
        for s in one.series[:_SERIES_TOLD]
    ]
    if (untold := len(one.series) - _SERIES_TOLD) > 0:
        said.append(texts("meeting.point.more", n=untold))
    what = texts("meeting.point.delivery", owner=texts.of(one.owner.name))
    return Point(what, f"{'; '.join(said)}.", any(s.series.fictional for s in one.series))


def since_sentence(since: Since, texts: Texts) -> str:
    """Which meeting the last one was, and from which data version it is counted."""
    if since.last is None:
        return texts("meeting.since.no_meeting")
    last = meeting_name(since.last, texts)
    if since.number is None:
        return texts("meeting.since.unknown", meeting=last)
    key = "meeting.since.seen" if since.seen else "meeting.since.recorded"
    return texts(key, meeting=last, number=since.number)


def meeting_name(one: Meeting, texts: Texts) -> str:
    """«Möte 24, 10 oktober 2024», and that it is planned where it has not been held."""
    key = "meeting.named.planned" if one.status == "planned" else "meeting.named"
    return texts(key, name=one.name, day=day(one.held_on, texts.language))


def written_text(one: Written, report: Report, texts: Texts) -> str:
    """What was put on record: its name, and what became of it."""
    said = _named(one.entry, report, texts)
    if one.wrote is Wrote.NEW:
        return said
    if moved_from := _moved_from(one):
        before = texts(f"actions.status.{moved_from}")
        return texts("meeting.entry.moved", what=said, before=before)
    return texts(f"meeting.entry.{one.wrote}", what=said)


def _moved_from(one: Written) -> ActionStatus | None:
    """The status of an action that has another now."""
    match one:
        case Written(SteeringAction() as now, Wrote.EDITED, SteeringAction() as then):
            return then.status if then.status is not now.status else None
        case _:
            return None


def _named(entry: AnyEntry, report: Report, texts: Texts) -> str:
    match entry:
        case Judgement():
            return judgement_text(entry, report, texts)
        case Answer():
            return _series(entry.series.indicator, entry.series.area, report, texts)
        case Note():
            return _series(entry.indicator, entry.area, report, texts)
        case SteeringAction():
            status = texts(f"actions.status.{entry.status}")
            return texts("meeting.entry.action", title=entry.title, status=status)
        case Dialogue() | Promise() | Agreement() | Recipe():
            return entry.name
        case AddedEvent():
            return texts("meeting.named", name=entry.label, day=day(entry.on, texts.language))
        case Meeting():
            return meeting_name(entry, texts)


def judgement_text(one: Judgement, report: Report, texts: Texts) -> str:
    """«A Kan verka, Bandstolsvägen, fas 2: Inte uppfyllt»."""
    definitions = report.definitions
    conditions = {
        c.id: f"{c.letter} {texts.of(c.name)}" for c in definitions.phase_model.conditions
    }
    area = definitions.areas.get(one.area)
    return texts(
        "meeting.entry.judgement",
        condition=conditions.get(one.condition, one.condition),
        area=texts.of(area.name) if area else one.area,
        phase=one.phase,
        verdict=texts(f"judgement.verdict.{one.verdict}"),
    )


def _series(indicator: str, area: str, report: Report, texts: Texts) -> str:
    """The name of a series; its id where the definitions do not know it any more."""
    found = report.definitions.indicators.get(indicator)
    if found is None or area not in found.areas:
        return indicator
    return series_name(report.series_of(indicator, area), texts)
