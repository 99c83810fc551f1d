"""Publication files without what was purged: no row of it, and none of its bytes."""

import shutil
from pathlib import Path

import duckdb

from tracker.model.records import Purge
from tracker.store.database import (
    PublicationFile,
    open_for_writing,
    open_publication,
    reading,
)
from tracker.store.durable import NEW
from tracker.store.purging_decisions import PATCH, REMOVED
from tracker.store.purging_tombstones import Purges
from tracker.store.statements import sql

Connection = duckdb.DuckDBPyConnection

_ROWS = 100_000  # taken over at a time


def holds(file: PublicationFile, purges: Purges) -> bool:
    """Whether a file has a row of what was purged. Raises StoreDamaged."""
    uploads, entries = sorted(purges.uploads), sorted(purges.entries)
    decisions = {"decisions": sorted(purges.decisions), "removed": REMOVED}
    asked: list[tuple[str, dict[str, object]]] = [
        ("held", {"uploads": uploads}),
        ("decisions_held", {**decisions}),
    ]
    if file.holds_entries:
        asked.append(("entries_held", {"entries": entries}))
    if file.holds_withdrawals:
        asked.append(("withdrawals_held", {"uploads": uploads}))
    return any(file.rows(f"purge/{name}", params)[0][0] for name, params in asked)


def forget(connection: Connection, purges: Purges) -> None:
    """Delete every row of what was purged, and leave the tombstones. Their bytes stay as yet.

    Of a phase decision the row stays, without what was written in it.
    """
    uploads, entries = sorted(purges.uploads), sorted(purges.entries)
    for table in ("observations", "uploads", "withdrawals"):
        connection.execute(sql(f"purge/forget_{table}"), {"uploads": uploads})
    connection.execute(sql("purge/forget_entries"), {"entries": entries})
    decisions = sorted(purges.decisions)
    connection.execute(sql("purge/forget_decisions"), {"decisions": decisions, "patch": PATCH})
    for one in purges.every:
        connection.execute(sql("purge/forget_tombstone"), {"id": one.id})
        connection.execute(
            sql("purge/add_tombstone"),
            {"publication": one.publication, "id": one.id, "json": one.model_dump_json()},
        )


def compact(path: Path) -> None:
    """Write a file anew, row by row: what was deleted leaves no bytes behind.

    DuckDB itself only marks blocks as free. Raises StoreDamaged and DuckDB's own errors.
    """
    fresh = path.with_name(path.name + NEW)
    file = open_publication(path)
    with file.cursor() as old, open_for_writing(fresh) as new:
        for (table,) in new.execute(sql("purge/tables")).fetchall():
            columns = new.table(table).columns
            rows = old.table(table).select(*map(duckdb.ColumnExpression, columns))
            new.from_arrow(rows.to_arrow_reader(_ROWS)).insert_into(table)
    file.close()
    fresh.replace(path)


def without_purged(path: Path, fresh: Path, purges: Purges) -> None:
    """Write what a file holds, but nothing that was purged, as a new file."""
    shutil.copyfile(path, fresh)
    with reading(path):
        with open_for_writing(fresh) as connection:
            forget(connection, purges)
        compact(fresh)


def purges_told(file: PublicationFile) -> tuple[Purge, ...]:
    """The tombstones in a file, oldest first."""
    if not file.holds_purges:
        return ()
    return tuple(Purge.model_validate_json(json) for (json,) in file.rows("read/purges"))
