"""What should be in force, worked out anew: every upload in turn, read from its original.

The same rules as a write, in temporary tables: `wanted` holds what should be in force, `left_out`
the series of an upload that is not to count.
"""

from collections import deque
from collections.abc import Iterable

import duckdb

from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.records import Upload
from tracker.store.blobs import Blobs
from tracker.store.changes import Read
from tracker.store.statements import sql

Connection = duckdb.DuckDBPyConnection
Renaming = tuple[int, str, str]  # from which publication, the old id, the new


def replay(connection: Connection, blobs: Blobs, read: Read, *, until: int) -> None:
    """Fill `wanted` with what every upload in force gives."""
    _replay(connection, blobs, read, until=until, without=None)


def replay_without(
    connection: Connection, blobs: Blobs, read: Read, upload: Upload, *, until: int
) -> tuple[tuple[str, str], ...]:
    """Fill `wanted` with what the series of an upload would hold, had it never been accepted.

    Returns those series, (indicator id, area id), by the ids in force. Only uploads that have
    values of the same indicators are read.
    """
    _replay(connection, blobs, read, until=until, without=upload)
    connection.execute(sql("recover/keep_left_out"))
    rows = connection.execute(sql("recover/left_out")).fetchall()
    return tuple((str(indicator), str(area)) for indicator, area in rows)


def shares_indicators(one: Upload, other: Upload, renamed: Iterable[Renaming] = ()) -> bool:
    """Whether two uploads may have values of the same indicator, under whichever of its ids.

    True where one of them does not say what it has values of.
    """
    if one.indicators is None or other.indicators is None:
        return True
    same = set(one.indicators)
    pairs = [{old, new} for _, old, new in renamed]
    while grown := [pair for pair in pairs if pair & same and not pair <= same]:
        same.update(*grown)
    return not same.isdisjoint(other.indicators)


def _replay(
    connection: Connection, blobs: Blobs, read: Read, *, until: int, without: Upload | None
) -> None:
    connection.execute(sql("recover/begin_replay"))
    connection.execute(sql("recover/begin_left_out"))
    renamings = _renamings(connection)
    every = tuple(renamings)
    for json, accepted in connection.execute(sql("recover/uploads_to_replay")).fetchall():
        _rename(connection, renamings, until=accepted)
        upload = Upload.model_validate_json(json)
        if without and not shares_indicators(without, upload, every):
            continue
        rows = connection.execute(sql("read/definitions"), {"publication": accepted}).fetchall()
        blobs.check(upload.sha256)
        table = read(upload, blobs.read(upload.sha256), Definitions.model_validate_json(rows[0][1]))
        connection.register("incoming", table.select(OBSERVATIONS.names).cast(OBSERVATIONS))
        if without and without.id == upload.id:
            connection.execute(sql("recover/leave_out"))
        else:
            _count(connection, upload)
        connection.unregister("incoming")
    _rename(connection, renamings, until=until)


def _count(connection: Connection, upload: Upload) -> None:
    fictional = upload.provenance.fictional
    if not fictional:  # accepted beside invented values, it replaced them
        connection.execute(sql("recover/replay_end_fictional"))
    if upload.complete:
        connection.execute(sql("recover/replay_end_absent"))
    connection.execute(sql("recover/replay_supersede"))
    connection.execute(sql("recover/replay_add"), {"upload_id": upload.id, "fictional": fictional})


def _renamings(connection: Connection) -> deque[Renaming]:
    """Every renaming of an indicator: from which publication, its old id and its new.

    One that a restore has taken back is left out: the old id is in force, and nothing that came
    later was renamed to it.
    """
    rows = connection.execute(sql("recover/definitions_in_order")).fetchall()
    every = [(first, Definitions.model_validate_json(json)) for first, json in rows]
    in_force = every[-1][1].indicators if every else {}
    found = [(first, old, new) for first, d in every for old, new in d.renamed.items()]
    return deque(
        (first, old, new)
        for position, (first, old, new) in enumerate(found)
        if old not in in_force or any(target == old for _, _, target in found[position + 1 :])
    )


def _rename(connection: Connection, left: deque[Renaming], *, until: int) -> None:
    """Carry out the renamings up to a publication, and take them from those that are left."""
    while left and left[0][0] <= until:
        _, old, new = left.popleft()
        for statement in ("replay_drop_renamed", "replay_rename", "rename_left_out"):
            connection.execute(sql(f"recover/{statement}"), {"old": old, "new": new})
