"""What the next meeting has on its table: the agenda, since which meeting, and those planned."""

from dataclasses import dataclass

from tracker.model.access import Reader
from tracker.model.report import Report
from tracker.model.steering import EntryKind, Meeting
from tracker.service.changed import what_changed
from tracker.service.meetings import Agenda, agenda
from tracker.service.meetings_held import Since, counted_from, held_in, shown, to_come
from tracker.service.programme import Site
from tracker.service.reports import build_report


@dataclass(frozen=True)
class NextMeeting:
    """planned: meetings on record that have not been held, the first to come first."""

    plan: Agenda
    since: Since
    planned: tuple[Meeting, ...]


def next_meeting(site: Site, report: Report, reader: Reader) -> NextMeeting:
    """The agenda of a report, for the reader whose report it is."""
    snapshot = site.store.at(report.publication)
    held = shown(held_in(snapshot, reader), report)
    since = counted_from(held[0] if held else None, {p.number for p in snapshot.publications()})
    changed = then = None
    if since.number is not None:
        before = site.store.at(since.number)
        earlier = build_report(before, reader, today=site.today, per=report.reference_date)
        changed = what_changed(earlier, report) if earlier else None
        then = before.entries(reader)
    return NextMeeting(
        plan=agenda(report, changed, snapshot.entries(reader), then),
        since=since,
        planned=to_come(snapshot.entries(reader, EntryKind.MEETING), report),
    )
