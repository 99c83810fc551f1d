"""Styrgruppsmöte: the agenda from the data, what changed since the last, the minutes."""

from collections.abc import Sequence

from tracker.model.access import Audience
from tracker.model.steering import EntryKind
from tracker.service.access import Action, may
from tracker.service.meetings import agenda
from tracker.service.meetings_held import Held, counted_from, meetings, shown
from tracker.web.markup import show
from tracker.web.meeting_form import meeting_form
from tracker.web.parts import meeting as parts
from tracker.web.reports import changes_since, drawn_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The agenda and what is new beside it; the form; every meeting before."""
    if screen.reader.audience is Audience.OPEN:
        show(parts.closed(screen))
        return
    _agenda(screen)
    if may(screen.actor, Action.MEET) and screen.live:
        meeting_form(screen, _held(screen))
    _earlier(screen)


def _held(screen: Screen) -> tuple[Held, ...]:
    """The meetings on record, each with what was seen when it was first written down."""
    snapshot, reader = screen.snapshot, screen.reader
    newest = snapshot.entries(reader, EntryKind.MEETING)
    edited = [one.entry.id for one in newest if one.version > 1]
    first = [snapshot.entry_history(reader, id_)[0] for id_ in edited]
    return meetings(newest, first)


@drawn_once
def _agenda(screen: Screen) -> None:
    snapshot, reader, report = screen.snapshot, screen.reader, screen.report
    last = _latest(shown(_held(screen), report))
    since = counted_from(last, {p.number for p in snapshot.publications()})
    changed = then = None
    if since.number is not None:
        changed = changes_since(screen.site, reader, report, since.number)
        then = screen.site.store.at(since.number).entries(reader)
    plan = agenda(report, changed, snapshot.entries(reader), then)
    show(parts.heading(screen, plan))
    show(
        f'<div class="c21"><div>{parts.points(screen, plan)}</div>'
        f"<div>{parts.since_last(screen, plan, changed, since)}</div></div>",
        classes="fl gap mt",
    )


def _latest(held: Sequence[Held]) -> Held | None:
    return held[0] if held else None


@drawn_once
def _earlier(screen: Screen) -> None:
    held = shown(_held(screen), screen.report)
    entries = screen.snapshot.entries(screen.reader)
    show(parts.earlier(screen, held, entries), classes="fl sec np")
