"""A change, carried out on the writer's copy inside its one transaction."""

import duckdb

from tracker.errors import Conflict, StoreError
from tracker.model.definitions import Definitions
from tracker.model.records import PhaseDecision
from tracker.model.steering import Recorded, renamed
from tracker.store.accepting import accept
from tracker.store.blobs import Blobs
from tracker.store.changes import (
    AcceptUpload,
    ApplyDefinitions,
    Change,
    DropExample,
    RecordDecision,
    RecordEntries,
    WithdrawUpload,
    fingerprint,
)
from tracker.store.invariants import broken, entries_broken
from tracker.store.statements import sql
from tracker.store.withdrawing import withdraw

Connection = duckdb.DuckDBPyConnection


def apply(
    connection: Connection, change: Change, blobs: Blobs, *, number: int, based_on: int
) -> None:
    """Carry out a change as publication `number`.

    blobs    the originals, for a change that reads them again

    Raises Conflict when what it touches has changed after `based_on`, StoreError when it does
    not fit the definitions in force.
    """
    connection.execute(sql("write/touch_nothing"))
    match change:
        case ApplyDefinitions(definitions):
            _put_in_force(connection, definitions, number, based_on)
        case AcceptUpload():
            accept(connection, change, _in_force(connection, number), number, based_on)
        case WithdrawUpload():
            withdraw(connection, change, blobs, number, based_on)
        case RecordDecision():
            _record(connection, change.decision, number, based_on)
        case RecordEntries():
            _record_entries(connection, change, number, based_on)
        case DropExample():
            for table in ("observation", "upload", "decision", "entry"):
                _run(connection, f"write/end_fictional_{table}", publication=number)


def verify(connection: Connection) -> None:
    """Check every rule in the series that were touched, and of entries.

    Raises StoreError with the first broken.
    """
    for found in (*broken(connection), *entries_broken(connection)):
        raise StoreError(found.code, **found.params)


def _run(connection: Connection, statement: str, **params: object) -> list[tuple[object, ...]]:
    return connection.execute(sql(statement), params).fetchall()


def _put_in_force(
    connection: Connection, definitions: Definitions, number: int, based_on: int
) -> None:
    if _run(connection, "check/definitions_moved", based_on=based_on):
        raise Conflict("definitions_moved", based_on=based_on)
    _run(connection, "write/end_definitions", publication=number)
    _run(
        connection,
        "write/add_definitions",
        fingerprint=fingerprint(definitions),
        json=definitions.model_dump_json(),
        publication=number,
    )
    for old, new in definitions.renamed.items():
        _run(connection, "write/add_renamed", old=old, new=new, publication=number)
        _run(connection, "write/end_renamed", old=old, publication=number)
        _run(connection, "write/touch_indicator", id=new)
    if definitions.renamed:
        _rename_in_entries(connection, definitions.renamed, number)


def _rename_in_entries(connection: Connection, new_ids: dict[str, str], number: int) -> None:
    """Let entries in force name indicators by their new ids, as values do; who wrote them stays."""
    for (json,) in _run(connection, "read/entries", publication=number):
        recorded = Recorded.model_validate_json(str(json))
        entry = renamed(recorded.entry, new_ids)
        if entry != recorded.entry:
            _add_version(connection, recorded.model_copy(update={"entry": entry}), number)


def _in_force(connection: Connection, number: int) -> Definitions:
    rows = _run(connection, "read/definitions", publication=number)
    if not rows:
        raise StoreError("definitions_missing")
    return Definitions.model_validate_json(str(rows[0][1]))


def _record(connection: Connection, decision: PhaseDecision, number: int, based_on: int) -> None:
    if decision.area_id not in _in_force(connection, number).areas:
        raise StoreError("area_undefined", area=decision.area_id)
    if _run(connection, "check/decision_known", id=decision.id):
        raise Conflict("decision_known", decision=decision.id)
    if _run(connection, "check/decision_moved", area_id=decision.area_id, based_on=based_on):
        raise Conflict("decision_moved", area=decision.area_id, based_on=based_on)
    _run(
        connection,
        "write/add_decision",
        id=decision.id,
        area_id=decision.area_id,
        fictional=decision.fictional,
        json=decision.model_dump_json(),
        publication=number,
    )


def _record_entries(
    connection: Connection, change: RecordEntries, number: int, based_on: int
) -> None:
    _in_force(connection, number)
    for entry in change.entries:
        versions = _run(connection, "check/entry_versions", id=entry.id)
        if any(kind != entry.kind for _, kind, _ in versions):
            raise StoreError("entry_of_another_kind", entry=entry.id)
        in_force = [Recorded.model_validate_json(str(json)).entry for *_, json in versions if json]
        if in_force == [entry]:
            continue
        if _run(connection, "check/entry_moved", id=entry.id, based_on=based_on):
            raise Conflict("entry_moved", entry=entry.id, based_on=based_on)
        recorded = Recorded(
            entry=entry,
            version=1 + max((int(str(version)) for version, *_ in versions), default=0),
            recorded_by=change.recorded_by,
            recorded_at=change.recorded_at,
            based_on=based_on,
        )
        _add_version(connection, recorded, number)


def _add_version(connection: Connection, recorded: Recorded, number: int) -> None:
    entry = recorded.entry
    _run(connection, "write/end_entry", id=entry.id, publication=number)
    _run(
        connection,
        "write/add_entry",
        id=entry.id,
        kind=entry.kind,
        version=recorded.version,
        fictional=entry.fictional,
        json=recorded.model_dump_json(),
        publication=number,
    )
