"""The meetings on record: the last one, what was taken there, and what has been written since.

held_in        the meetings of a data version that have been held
planned        those that are to come
to_come        those of them that were on record at a report's date
nameable       those that a judgement or a decision of a report's date may name
meeting_from   what was written in a form → the fields of a meeting
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.model.access import Reader
from tracker.model.records import PhaseDecision
from tracker.model.report import Report
from tracker.model.steering import (
    AddedEvent,
    Answer,
    AnyEntry,
    EntryKind,
    Judgement,
    Meeting,
    Note,
    Recorded,
)
from tracker.store import Snapshot


@dataclass(frozen=True)
class Held:
    """A meeting on record that has been held.

    based_on   the data version that whoever first put it on record as held saw
    """

    meeting: Meeting
    based_on: int


@dataclass(frozen=True)
class Since:
    """From which data version the next meeting counts what is new.

    last      the meeting before; None while none is on record
    number    the data version; None: there is nothing to compare with
    seen      whether the meeting itself says that it saw that version
    """

    last: Meeting | None
    number: int | None
    seen: bool


def held_in(snapshot: Snapshot, reader: Reader) -> tuple[Held, ...]:
    """The meetings of a data version that have been held, the latest first."""
    newest = snapshot.entries(reader, EntryKind.MEETING)
    edited = [one.entry.id for one in newest if one.version > 1]
    histories = (snapshot.entry_history(reader, id_) for id_ in edited)
    return meetings(newest, (one for history in histories for one in reversed(history)))


def meetings(newest: Iterable[Recorded], earlier: Iterable[Recorded] = ()) -> tuple[Held, ...]:
    """The meetings in force among entries that have been held, the latest first.

    earlier   versions of those that have been edited, the first last of each: what was seen when
              a meeting first went on record as held
    """
    based_on = {
        one.entry.id: one.based_on
        for one in earlier
        if isinstance(one.entry, Meeting) and one.entry.status == "held"
    }
    held = [
        Held(one.entry, based_on.get(one.entry.id, one.based_on))
        for one in newest
        if isinstance(one.entry, Meeting) and one.entry.status == "held" and not one.entry.withdrawn
    ]
    return tuple(sorted(held, key=lambda h: (h.meeting.held_on, h.based_on), reverse=True))


def planned(newest: Iterable[Recorded]) -> tuple[Meeting, ...]:
    """The meetings in force among entries that have not been held, the first to come first.

    One whose day has been is among them until somebody says that it was held, moves it or takes it
    out.
    """
    found = [
        one.entry
        for one in newest
        if isinstance(one.entry, Meeting)
        and one.entry.status == "planned"
        and not one.entry.withdrawn
    ]
    return tuple(sorted(found, key=lambda one: (one.held_on, one.id)))


def to_come(newest: Iterable[Recorded], report: Report) -> tuple[Meeting, ...]:
    """The planned meetings that were on record at the report's date, the first to come first."""
    until = shown_until(report)
    return planned(one for one in newest if one.recorded_at.date() <= until)


def nameable(newest: Iterable[Recorded], report: Report, today: date) -> tuple[Meeting, ...]:
    """The meetings that something said at the report's date may be from, the latest first.

    Those held up to that day, and one planned for the very day: it is put on record as held when
    it is over.
    """
    until = min(shown_until(report), today)
    found = [
        one.entry
        for one in newest
        if isinstance(one.entry, Meeting)
        and not one.entry.withdrawn
        and (
            one.entry.held_on <= until if one.entry.status == "held" else one.entry.held_on == until
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.held_on, one.id), reverse=True))


def meeting_from(
    form: Mapping[str, object], before: Meeting | None, *, saw: int
) -> dict[str, object]:
    """A meeting's fields as `read_entry` takes them, from what was written in its form.

    saw   the data version that the page showed: what a meeting that is now said to be held has seen
    """
    kept = {"id": before.id, "fictional": before.fictional} if before else {}
    if form.get("status") == "planned":
        seen = 0
    elif before and before.status == "held":
        seen = before.seen
    else:
        seen = saw
    return {**form, **kept, "seen": seen}


def shown(held: Iterable[Held], report: Report) -> tuple[Held, ...]:
    """The meetings that had been held at the report's date."""
    until = shown_until(report)
    return tuple(one for one in held if one.meeting.held_on <= until)


def counted_from(last: Held | None, known: Collection[int]) -> Since:
    """Since which data version: what the last meeting saw, else what stood when it was recorded.

    known   the data versions that there are
    """
    if last is None:
        return Since(None, None, seen=False)
    if last.meeting.seen in known:
        return Since(last.meeting, last.meeting.seen, seen=True)
    number = last.based_on if last.based_on in known else None
    return Since(last.meeting, number, seen=False)


def shown_until(report: Report) -> date:
    """The last day of what people have said that the report shows beside itself.

    After the programme's end everything said since belongs to its final status.
    """
    return date.max if report.programme_ended else report.reference_date


class Wrote(StrEnum):
    """What became of an entry between two data versions."""

    NEW = "new"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Written:
    """An entry that was written between two data versions; `before` is what it said."""

    entry: AnyEntry
    wrote: Wrote
    before: AnyEntry | None = None


def written_since(before: Iterable[Recorded], after: Iterable[Recorded]) -> tuple[Written, ...]:
    """What people have put on record between two data versions, but for the meetings themselves
    and how files are read.

    What was said latest comes first; what came and went between the two is left out.
    """
    then = {one.entry.id: one.entry for one in before}
    found = []
    for entry in (one.entry for one in after):
        was = then.get(entry.id)
        if entry.kind in (EntryKind.MEETING, EntryKind.RECIPE) or entry == was:
            continue
        gone_then = was is None or was.withdrawn
        if not (gone_then and entry.withdrawn):
            wrote = Wrote.NEW if gone_then else Wrote.WITHDRAWN if entry.withdrawn else Wrote.EDITED
            found.append(Written(entry, wrote, was))
    return tuple(sorted(found, key=lambda one: _said_on(one.entry), reverse=True))


def _said_on(entry: AnyEntry) -> date:
    match entry:
        case Judgement():
            return entry.judged_on
        case Answer():
            return entry.answered_on
        case Note() | AddedEvent():
            return entry.on
        case _:
            return date.min


@dataclass(frozen=True)
class Taken:
    """What was decided and judged at a meeting."""

    decisions: tuple[PhaseDecision, ...]
    judgements: tuple[Judgement, ...]


def taken_at(meeting: Meeting, report: Report, entries: Iterable[Recorded]) -> Taken:
    """Decisions and judgements that name the meeting, or name none and are of its day."""
    every = [d for area in report.areas for d in area.status.decisions]
    judged = [
        one.entry for one in entries if isinstance(one.entry, Judgement) and not one.entry.withdrawn
    ]
    return Taken(
        tuple(d for d in every if _of(d.meeting, d.decided_on, meeting)),
        tuple(j for j in judged if _of(j.meeting, j.judged_on, meeting)),
    )


def _of(named: str | None, day: date, meeting: Meeting) -> bool:
    return named == meeting.id if named else day == meeting.held_on


def name_after(name: str) -> str:
    """What the meeting after one of this name is called: «Möte 25» after «Möte 24»; else empty."""
    stem = name.rstrip("0123456789")
    number = name[len(stem) :]
    return f"{stem}{int(number) + 1}" if number else ""
