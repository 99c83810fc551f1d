"""Putting on record what a steering group says and does: checked first, then all of it or nothing.

record_entries    entries → a data version, or every fault
read_entry        a form's fields → an entry, or every fault
to_csv            actions as a file, which read_actions_csv reads
"""

from collections.abc import Sequence

from tracker.errors import EntryRefused, Fault, NotFound
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.records import Publication
from tracker.model.steering import AnyEntry, EntryKind, Note
from tracker.service.access import Action, reader_for, require, require_organisation
from tracker.service.action_files import read_actions_csv, to_csv
from tracker.service.entry_places import Known
from tracker.service.entry_reading import new_entry_id, read_entry
from tracker.service.entry_rules import entry_faults
from tracker.service.entry_texts import personal_fields
from tracker.service.programme import Site
from tracker.store import RecordEntries, Snapshot

__all__ = [
    "action_for",
    "new_entry_id",
    "personal_fields",
    "read_actions_csv",
    "read_entry",
    "record_entries",
    "to_csv",
]

_ACTIONS = {
    EntryKind.JUDGEMENT: Action.JUDGE,
    EntryKind.ANSWER: Action.ANSWER,
    EntryKind.ACTION: Action.PLAN,
    EntryKind.DIALOGUE: Action.PROMISE,
    EntryKind.PROMISE: Action.PROMISE,
    EntryKind.AGREEMENT: Action.PROMISE,
    EntryKind.MEETING: Action.MEET,
    EntryKind.NOTE: Action.NOTE,
    EntryKind.EVENT: Action.ADD_EVENT,
}
_EVERYTHING = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))


def action_for(kind: EntryKind) -> Action:
    """What a person must be allowed to do to record an entry of a kind."""
    return _ACTIONS[kind]


def record_entries(
    site: Site, entries: Sequence[AnyEntry], actor: Actor | None, *, based_on: int
) -> Publication:
    """Put entries on record, as one data version: each a first or a further version.

    based_on   the data version that the actor saw

    Raises NotAllowed, also when an analyst notes on another organisation's series; EntryRefused
    with every fault in all of them; Conflict (`entry_moved`) when one of them has been written
    since; StoreError when an id is in use for an entry of another kind. Whatever is raised,
    nothing is stored.
    """
    if not entries:
        raise EntryRefused("entries_refused", (Fault("entries_none"),))
    writer = require(actor, action_for(entries[0].kind))
    for entry in entries[1:]:
        require(writer, action_for(entry.kind))

    def check(snapshot: Snapshot) -> None:
        definitions = snapshot.definitions()
        if definitions is None:
            raise NotFound("no_definitions")
        _require_own_series(entries, definitions, writer)
        known = Known(
            definitions=definitions,
            recorded={r.entry.id: r.entry for r in snapshot.entries(_EVERYTHING)},
            reader=reader_for(writer),
            today=site.today,
            number=snapshot.number,
        )
        if faults := entry_faults(entries, known):
            raise EntryRefused("entries_refused", faults)

    check(site.store.at())  # what is refused does not wait for the writer's lock
    change = RecordEntries(tuple(entries), writer.person, site.clock())
    return site.store.publish(change, writer, based_on=based_on, check=check)


def _require_own_series(
    entries: Sequence[AnyEntry], definitions: Definitions, writer: Actor
) -> None:
    """An analyst tells the story behind the curves that her own organisations deliver."""
    if writer.role is not Role.ANALYST:
        return
    for entry in entries:
        if isinstance(entry, Note) and (found := definitions.indicators.get(entry.indicator)):
            require_organisation(writer, found.owner_organisation)
