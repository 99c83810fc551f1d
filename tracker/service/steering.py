"""Putting on record what a steering group says and does: checked first, then all of it or nothing.

record_entries    entries → a data version, or every fault
would_record      what record_entries would make of each entry, or every fault; nothing is stored
read_entry        a form's fields → an entry, or every fault
to_csv            actions as a file, which read_actions_csv reads
"""

from collections.abc import Sequence
from enum import StrEnum

from tracker.errors import Conflict, EntryRefused, Fault, NotFound, StoreError
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.records import Publication
from tracker.model.steering import AnyEntry, EntryKind, Note, Recipe, Recorded
from tracker.service.access import Action, reader_for, require, require_organisation
from tracker.service.action_files import read_actions_csv, to_csv
from tracker.service.entry_conflicts import refuse_unseen
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
    "would_record",
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
    EntryKind.RECIPE: Action.UPLOAD,
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
    with every fault in all of them; Conflict when one of them has been written since
    (`entry_moved`), or when somebody else has judged the same condition (`judgement_moved`) or
    answered the same setback (`answer_moved`) since; StoreError when an id is in use for an entry
    of another kind. Whatever is raised, nothing is stored.
    """
    writer = _writer(entries, actor)

    def check(snapshot: Snapshot) -> None:
        _check(site, entries, writer, snapshot, based_on)

    check(site.store.at())  # what is refused does not wait for the writer's lock
    change = RecordEntries(tuple(entries), writer.person, site.clock())
    return site.store.publish(change, writer, based_on=based_on, check=check)


class Becomes(StrEnum):
    """What a write makes of an entry."""

    NEW = "new"
    EDITED = "edited"
    UNCHANGED = "unchanged"


def would_record(
    site: Site, entries: Sequence[AnyEntry], actor: Actor | None, *, based_on: int
) -> tuple[Becomes, ...]:
    """What `record_entries` would make of each entry, in their order. Nothing is stored.

    Raises what `record_entries` does.
    """
    writer, snapshot = _writer(entries, actor), site.store.at()
    _check(site, entries, writer, snapshot, based_on)
    recorded = {r.entry.id: r for r in snapshot.entries(_EVERYTHING)}
    seen = {(r.entry.id, r.version) for r in _entries_at(site, based_on)}
    made = []
    for entry in entries:
        before = recorded.get(entry.id)
        if before is None:
            made.append(Becomes.NEW)
        elif before.entry == entry:
            made.append(Becomes.UNCHANGED)
        elif before.entry.kind is not entry.kind:
            raise StoreError("entry_of_another_kind", entry=entry.id)
        elif (entry.id, before.version) not in seen:
            raise Conflict("entry_moved", entry=entry.id, based_on=based_on)
        else:
            made.append(Becomes.EDITED)
    return tuple(made)


def _writer(entries: Sequence[AnyEntry], actor: Actor | None) -> Actor:
    if not entries:
        raise EntryRefused("entries_refused", (Fault("entries_none"),))
    writer = require(actor, action_for(entries[0].kind))
    for entry in entries[1:]:
        require(writer, action_for(entry.kind))
    return writer


def _check(
    site: Site, entries: Sequence[AnyEntry], writer: Actor, snapshot: Snapshot, based_on: int
) -> None:
    """Raise what is wrong with a write to the data version in force."""
    definitions = snapshot.definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    _require_own_series(entries, definitions, writer)
    recorded = snapshot.entries(_EVERYTHING)
    known = Known(
        definitions=definitions,
        recorded={r.entry.id: r.entry for r in recorded},
        decisions=snapshot.decisions(_EVERYTHING),
        reader=reader_for(writer),
        today=site.today,
        number=snapshot.number,
    )
    if faults := entry_faults(entries, known):
        raise EntryRefused("entries_refused", faults)
    if based_on != snapshot.number:
        refuse_unseen(entries, _entries_at(site, based_on), recorded, based_on=based_on)


def _entries_at(site: Site, number: int) -> tuple[Recorded, ...]:
    return site.store.at(number).entries(_EVERYTHING) if number else ()


def _require_own_series(
    entries: Sequence[AnyEntry], definitions: Definitions, writer: Actor
) -> None:
    """An analyst writes of the series that her own organisations deliver: notes and recipes."""
    if writer.role is not Role.ANALYST:
        return
    for entry in entries:
        for indicator in _indicators_written_of(entry):
            if found := definitions.indicators.get(indicator):
                require_organisation(writer, found.owner_organisation)


def _indicators_written_of(entry: AnyEntry) -> tuple[str, ...]:
    match entry:
        case Note():
            return (entry.indicator,)
        case Recipe():
            return entry.body.indicators
        case _:
            return ()
