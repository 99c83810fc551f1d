"""What is on record beside a report: judgements by condition, answers to setbacks, notes, events.

Withdrawn entries are left out everywhere; whoever wants them asks for an entry's history.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.model.access import Reader
from tracker.model.advice import Backslide
from tracker.model.report import AreaReport
from tracker.model.steering import (
    AddedEvent,
    Answer,
    EntryKind,
    Judgement,
    Note,
    Recorded,
    SteeringAction,
)
from tracker.store import Snapshot


def what_is_said(every: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """What a steering group has on record and in force; how files are read is none of it."""
    return tuple(
        one for one in every if not one.entry.withdrawn and one.entry.kind is not EntryKind.RECIPE
    )


@dataclass(frozen=True)
class Judged:
    """A judgement with who wrote it down, and when."""

    judgement: Judgement
    recorded: Recorded


@dataclass(frozen=True)
class Answered:
    """A setback's answer, and who wrote it down when."""

    answer: Answer
    recorded: Recorded


@dataclass(frozen=True)
class Noted:
    """A note on a curve, and who wrote it down when."""

    note: Note
    recorded: Recorded


def judgements(snapshot: Snapshot, reader: Reader) -> tuple[Judged, ...]:
    """Every judgement in force, the latest judged first."""
    found = [
        Judged(one.entry, one)
        for one in snapshot.entries(reader, EntryKind.JUDGEMENT)
        if isinstance(one.entry, Judgement) and not one.entry.withdrawn
    ]
    return tuple(
        sorted(found, key=lambda j: (j.judgement.judged_on, j.recorded.recorded_at), reverse=True)
    )


def judgements_of(
    every: Iterable[Judged], area: str, condition: str, phase: int, *, until: date
) -> tuple[Judged, ...]:
    """What has been judged of a condition in an area for a phase up to a day, latest first."""
    return tuple(
        one
        for one in every
        if (one.judgement.area, one.judgement.condition, one.judgement.phase)
        == (area, condition, phase)
        and one.judgement.judged_on <= until
    )


def answers(snapshot: Snapshot, reader: Reader) -> tuple[Answered, ...]:
    """Every answer in force, the latest first."""
    found = [
        Answered(one.entry, one)
        for one in snapshot.entries(reader, EntryKind.ANSWER)
        if isinstance(one.entry, Answer) and not one.entry.withdrawn
    ]
    return tuple(
        sorted(found, key=lambda a: (a.answer.answered_on, a.recorded.recorded_at), reverse=True)
    )


def unanswered(area: AreaReport, every: Iterable[Answered]) -> tuple[Backslide, ...]:
    """The setbacks of an area that still ask for an answer.

    An answer holds for the series and for the day from which the area is in its phase: the same
    series asks again when the area has entered a phase anew, and not before.
    """
    answered = {
        (a.answer.series.indicator, a.answer.series.area)
        for a in every
        if (a.answer.area, a.answer.phase_since) == (area.status.area.id, area.status.entered)
    }
    return tuple(b for b in area.worsened if (b.indicator_id, b.area_id) not in answered)


def actions(snapshot: Snapshot, reader: Reader) -> dict[str, SteeringAction]:
    """Every action in force, by id."""
    return {
        one.entry.id: one.entry
        for one in snapshot.entries(reader, EntryKind.ACTION)
        if isinstance(one.entry, SteeringAction) and not one.entry.withdrawn
    }


def notes(snapshot: Snapshot, reader: Reader) -> dict[tuple[str, str], tuple[Noted, ...]]:
    """The notes in force on each series, the latest first."""
    found: dict[tuple[str, str], list[Noted]] = {}
    for one in snapshot.entries(reader, EntryKind.NOTE):
        if isinstance(one.entry, Note) and not one.entry.withdrawn:
            key = one.entry.indicator, one.entry.area
            found.setdefault(key, []).append(Noted(one.entry, one))
    return {
        key: tuple(sorted(these, key=lambda n: (n.note.on, n.recorded.recorded_at), reverse=True))
        for key, these in found.items()
    }


def added_events(snapshot: Snapshot, reader: Reader) -> tuple[AddedEvent, ...]:
    """What has been put on the axis since the definitions were written, oldest first."""
    found = [
        one.entry
        for one in snapshot.entries(reader, EntryKind.EVENT)
        if isinstance(one.entry, AddedEvent) and not one.entry.withdrawn
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))
