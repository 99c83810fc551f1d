"""Styrgruppsmöte: the agenda from the data, what changed since the last, the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.access import Audience
from tracker.model.steering import EntryKind, Meeting
from tracker.service.access import Action, may
from tracker.service.changed import Changed
from tracker.service.meetings import Agenda, agenda
from tracker.service.meetings_held import (
    Held,
    Since,
    counted_from,
    held_in,
    planned,
    shown,
    to_come,
)
from tracker.web.markup import show
from tracker.web.meeting_form import meeting_form
from tracker.web.parts import meeting as parts
from tracker.web.reports import changes_since, made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The agenda and what is new beside it; the form; every meeting before."""
    if screen.reader.audience is Audience.OPEN:
        show(parts.closed(screen))
        return
    found = _next(screen)
    show(parts.heading(screen, found.plan, found.planned))  # tells what the day is
    _agenda(screen)
    if may(screen.actor, Action.MEET) and screen.live:
        recorded = screen.snapshot.entries(screen.reader, EntryKind.MEETING)
        meeting_form(screen, planned(recorded), held_in(screen.snapshot, screen.reader))
    _earlier(screen)


@dataclass(frozen=True)
class _Next:
    """What the next meeting has on its table; `changed` None: there is nothing to compare with."""

    plan: Agenda
    since: Since
    changed: Changed | None
    planned: tuple[Meeting, ...]


@made_once
def _next(screen: Screen) -> _Next:
    snapshot, reader, report = screen.snapshot, screen.reader, screen.report
    last = _latest(shown(held_in(screen.snapshot, screen.reader), report))
    since = counted_from(last, {p.number for p in snapshot.publications()})
    changed = then = None
    if since.number is not None:
        changed = changes_since(screen.site, reader, report, since.number, frozen=screen.frozen)
        then = screen.site.store.at(since.number).entries(reader)
    recorded = tuple(snapshot.entries(reader))
    plan = agenda(report, changed, recorded, then)
    return _Next(plan, since, changed, to_come(recorded, report))


@made_once
def _agenda(screen: Screen) -> None:
    found = _next(screen)
    told = parts.since_last(screen, found.plan, found.changed, found.since)
    show(
        f'<div class="c21"><div>{parts.points(screen, found.plan, found.planned)}</div>'
        f"<div>{told}</div></div>",
        classes="fl gap mt",
    )


def _latest(held: Sequence[Held]) -> Held | None:
    return held[0] if held else None


@made_once
def _earlier(screen: Screen) -> None:
    held = shown(held_in(screen.snapshot, screen.reader), screen.report)
    entries = screen.snapshot.entries(screen.reader)
    show(parts.earlier(screen, held, entries), classes="fl sec np")
