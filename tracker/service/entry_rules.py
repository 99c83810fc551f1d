"""What must hold of entries before they are put on record: every fault of a write, together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from tracker.errors import Fault
from tracker.ingest.personal import is_personal
from tracker.model.steering import (
    AddedEvent,
    Agreement,
    Answer,
    AnyEntry,
    Dialogue,
    EntryKind,
    Judgement,
    Meeting,
    Note,
    Promise,
    Recipe,
    SeriesChosen,
    SteeringAction,
)
from tracker.service.entry_places import About, Known, Places
from tracker.service.entry_texts import texts

LONGEST = 20_000  # characters of one text


def entry_faults(entries: Sequence[AnyEntry], known: Known) -> tuple[Fault, ...]:
    """Everything that is wrong with entries that are to be recorded together.

    Of one that is withdrawn only the texts are looked at: what it names may be gone.
    """
    found: list[Fault] = []
    seen: set[str] = set()
    named = {**known.recorded, **{entry.id: entry for entry in entries}}
    for entry in entries:
        about = About(entry)
        if entry.id in seen:
            found.append(about.fault("entry_twice", "id"))
        seen.add(entry.id)
        before = known.recorded.get(entry.id)
        if before and before.fictional is not entry.fictional:
            found.append(about.fault("entry_fictional_differs", "fictional"))
        found += _text_faults(about)
        if not entry.withdrawn:
            found += _faults(about, known, named)
    return (*found, *_circles(entries, named))


def _text_faults(about: About) -> Iterator[Fault]:
    for place, text in texts(about.entry):
        if len(text) > LONGEST:
            yield about.fault("entry_text_too_long", place, longest=LONGEST)
        elif is_personal(text):
            yield about.fault("personal_data_in_text", place)


def _faults(about: About, known: Known, named: Mapping[str, AnyEntry]) -> Iterator[Fault]:
    entry, places = about.entry, Places(about, known, named)
    match entry:
        case Judgement():
            yield from places.assessed("area", entry.area, entry.judged_on)
            yield from places.conditions("condition", [entry.condition])
            yield from places.series("evidence", entry.evidence)
            yield from places.within("judged_on", entry.judged_on)
            yield from places.meeting("meeting", entry.meeting, entry.judged_on)
        case Answer():
            yield from places.assessed("area", entry.area, entry.answered_on)
            yield from places.series("series", [entry.series])
            if not _answers_as_before(entry, known.recorded.get(entry.id)):
                yield from places.decided("phase_since", entry.area, entry.phase_since)
            yield from places.within("answered_on", entry.answered_on)
            yield from places.entries("action", [entry.action], EntryKind.ACTION)
            yield from places.entries("judgement", [entry.judgement], EntryKind.JUDGEMENT)
        case SteeringAction():
            yield from _of_action(entry, places)
        case Dialogue():
            yield from places.areas("area", [entry.area], entry.held.start)
            yield from places.past("held", entry.held.start)
        case Promise():
            signed = entry.signed_on.start if entry.signed_on else None
            first = entry.years.start if entry.years else signed
            yield from places.areas("area", [entry.area], first)
            yield from places.past("signed_on", signed)
            yield from places.entries("dialogues", entry.dialogues, EntryKind.DIALOGUE)
        case Agreement():
            goals = [priority.goal for priority in entry.priorities]
            yield from places.goals("priorities", goals, entry.years.start, entry.years.end)
        case Meeting():
            yield from _of_meeting(entry, places)
        case Note():
            yield from places.series("indicator", [_series_of(entry)])
            yield from places.past("on", entry.on)
            yield from places.in_full("indicator", entry.indicator)
        case AddedEvent():
            yield from places.past("on", entry.on)
        case Recipe():
            named_areas = [*entry.body.places.values(), entry.body.area]
            yield from places.indicators("body › values", entry.body.indicators)
            yield from places.areas("body › places", named_areas, None)


def _of_action(action: SteeringAction, places: Places) -> Iterator[Fault]:
    yield from places.goals("goals", action.goals, action.start, action.end)
    yield from places.conditions("conditions", action.conditions)
    yield from places.areas("areas", action.areas, action.start)
    yield from places.indicators("indicators", action.indicators)
    if action.owner_organisation not in places.known.definitions.organisations:
        organisation = action.owner_organisation
        yield places.about.fault(
            "entry_organisation_unknown", "owner_organisation", organisation=organisation
        )
    if action.start and action.end and action.end < action.start:
        days = {"start": action.start.isoformat(), "end": action.end.isoformat()}
        yield places.about.fault("action_ends_before_start", "end", **days)
    if action.id in action.enables:
        yield places.about.fault("action_enables_itself", "enables")
    yield from places.entries("enables", action.enables, EntryKind.ACTION)
    for number, update in enumerate(action.updates, start=1):
        yield from places.past(f"updates › {number} › on", update.on)


def _answers_as_before(answer: Answer, before: AnyEntry | None) -> bool:
    """Whether it answers what it did already: that decision may be gone by now."""
    return (
        isinstance(before, Answer)
        and before.area == answer.area
        and before.phase_since == answer.phase_since
    )


def _of_meeting(meeting: Meeting, places: Places) -> Iterator[Fault]:
    if meeting.status == "planned":
        yield from _of_planned(meeting, places)
        return
    if not meeting.participants:
        yield places.about.fault("meeting_without_participants", "participants")
    if meeting.held_on > places.known.today:
        yield places.about.fault("meeting_to_come", "held_on", day=meeting.held_on.isoformat())
    else:
        yield from places.within("held_on", meeting.held_on)
    if meeting.seen > places.known.number:
        yield places.about.fault("meeting_saw_unknown", "seen", number=meeting.seen)


def _of_planned(meeting: Meeting, places: Places) -> Iterator[Fault]:
    about, known, day = places.about, places.known, meeting.held_on.isoformat()
    if meeting.held_on < known.today:
        yield about.fault("meeting_planned_is_past", "held_on", day=day)
    if meeting.minutes:
        yield about.fault("meeting_planned_has_minutes", "minutes")
    if meeting.seen:
        yield about.fault("meeting_planned_saw", "seen")
    days = [d.decided_on for d in known.decisions if d.meeting == meeting.id]
    days += [
        entry.judged_on
        for entry in places.named.values()
        if isinstance(entry, Judgement) and entry.meeting == meeting.id and not entry.withdrawn
    ]
    if any(taken != meeting.held_on for taken in days):
        yield about.fault("meeting_is_named", "status", day=day)


def _series_of(note: Note) -> SeriesChosen:
    return SeriesChosen(indicator=note.indicator, area=note.area)


def _circles(entries: Iterable[AnyEntry], named: Mapping[str, AnyEntry]) -> Iterator[Fault]:
    """Actions of the write that wait for themselves by way of others, each circle once."""
    written = {entry.id: entry for entry in entries}
    graph = {
        action.id: set(action.enables) - {action.id}
        for action in named.values()
        if isinstance(action, SteeringAction) and not action.withdrawn
    }
    while circle := _circle(graph):
        graph[circle[0]].discard(circle[1])
        if ours := [id_ for id_ in circle if id_ in written]:
            about = About(written[ours[0]])
            yield about.fault("actions_in_circle", "enables", circle=" → ".join(circle))


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    """A walk along the graph that ends where it began; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        walk: list[str] = error.args[1]  # each is enabled by the next
        return walk[::-1]
    return []
