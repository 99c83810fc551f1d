"""The meetings on record: the last one, what was taken there, and what has been written since.

Pure: all of it is built from a report and what is on record.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True)
class Held:
    """A meeting on record.

    based_on   the data version that whoever first put it on record saw
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


def meetings(
    newest: Iterable[Recorded], first_versions: Iterable[Recorded] = ()
) -> tuple[Held, ...]:
    """The meetings in force among entries, the latest first.

    first_versions   of those that have been edited, for what was seen when they went on record
    """
    based_on = {one.entry.id: one.based_on for one in first_versions}
    held = [
        Held(one.entry, based_on.get(one.entry.id, one.based_on))
        for one in newest
        if isinstance(one.entry, Meeting) and not one.entry.withdrawn
    ]
    return tuple(sorted(held, key=lambda h: (h.meeting.held_on, h.based_on), reverse=True))


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
    """What people have put on record between two data versions, but for the meetings themselves.

    What was said latest comes first; what came and went between the two is left out.
    """
    then = {one.entry.id: one.entry for one in before}
    found = []
    for entry in (one.entry for one in after):
        was = then.get(entry.id)
        if entry.kind is EntryKind.MEETING or entry == was:
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
