"""Backups, and bringing a record back: from one of them, or by reading the originals anew.

Both ways back say what should be in force, and end and add only the rows that differ: the
history stays.
"""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from tracker.errors import StoreDamaged
from tracker.model.access import Actor
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.records import Publication, PublicationKind, Upload
from tracker.store.archive import Unpacked, pack, unpack
from tracker.store.blobs import Blobs
from tracker.store.database import PublicationFile, open_nothing, open_publication
from tracker.store.durable import NEW, writing_in
from tracker.store.journal import Journal
from tracker.store.layout import Layout
from tracker.store.publishing import Plan, Publisher
from tracker.store.statements import sql
from tracker.store.verification import is_whole, rule_problems, sealed

Read = Callable[[Upload, bytes, Definitions], pa.Table]
Connection = duckdb.DuckDBPyConnection


def backup(layout: Layout, journal: Journal, number: int, target: Path) -> None:
    """Pack publication `number`, the originals that it names and the journal.

    Raises StoreDamaged rather than back up what is not whole, and what `pack` does.
    """
    path = layout.publication(number)
    blobs = Blobs(layout.blobs)
    members = {}
    for (sha256,) in open_publication(path).rows("read/blob_hashes"):
        blobs.check(sha256)
        members[f"blobs/{blobs.path(sha256).name}"] = blobs.path(sha256)
    with writing_in(target.parent), TemporaryDirectory(dir=target.parent) as scratch:
        members[layout.journal.name] = Path(scratch) / layout.journal.name
        journal.copy_to(members[layout.journal.name])
        pack(number, path, members, target)


def restore(publisher: Publisher, archive: Path, actor: Actor) -> Publication:
    """Publish what was in force in an archive. Within `publisher.writing`.

    On a record that is whole the history stays; otherwise the archive's is taken. Rows of the
    archive's journal are taken in when they continue ours; ours is never rolled back.
    Raises NotFound, StoreDamaged or StoreTooNew before anything is changed.
    """
    layout, journal = publisher.layout, publisher.journal
    unpacked = unpack(archive, layout.folder / f"restore{NEW}")
    archived = _opened(unpacked, archive)
    originals = Blobs(unpacked.blobs)
    publisher.keep(originals.read(sha256) for sha256 in originals.names())
    journal.continue_with(Journal(unpacked.journal, journal.clock).entries())
    current = layout.current_or_zero()
    whole = current in _whole(layout, journal)
    return publisher.publish(
        Plan(
            kind=PublicationKind.RESTORE,
            what=str(unpacked.manifest.publication),
            based_on=current,
            number=_next_number(layout, journal, unpacked.manifest.publication),
            base=layout.publication(current) if whole else unpacked.publication,
            apply=lambda connection, number: _bring_back(connection, number, archived),
        ),
        actor,
    )


def rebuild(publisher: Publisher, read: Read, actor: Actor) -> Publication:
    """Publish every upload in force, read anew from its original. Within `publisher.writing`.

    read    an upload, its bytes and the definitions of the day it was accepted → OBSERVATIONS

    Built on the newest file that is whole; definitions, uploads, decisions and entries are carried
    over as they are. Raises StoreDamaged when no file, or an original, is whole.
    """
    layout, journal = publisher.layout, publisher.journal
    base = next(_whole(layout, journal), None)
    if base is None:
        raise StoreDamaged("no_file_whole", file=layout.folder)
    return publisher.publish(
        Plan(
            kind=PublicationKind.REBUILD,
            what=str(base),
            based_on=base,
            number=_next_number(layout, journal, base),
            base=layout.publication(base),
            apply=lambda connection, number: _replay(connection, number, publisher.blobs, read),
        ),
        actor,
    )


def _opened(unpacked: Unpacked, archive: Path) -> PublicationFile:
    try:
        file = open_publication(unpacked.publication)
    except StoreDamaged:
        raise StoreDamaged("archive_damaged", file=archive) from None
    if list(rule_problems(unpacked.publication)):
        raise StoreDamaged("archive_damaged", file=archive)
    return file


def _whole(layout: Layout, journal: Journal) -> Iterator[int]:
    """The kept publications that came into force and are whole, newest first.

    Without a journal that knows any of them, those that are whole.
    """
    digests = sealed(journal.entries())
    for number in reversed(layout.kept()):
        known = number in digests or not digests
        if known and is_whole(layout.publication(number), digests.get(number)):
            yield number


def _next_number(layout: Layout, journal: Journal, base: int) -> int:
    """A number after every one that was ever in force, as far as anything here remembers."""
    return 1 + max(base, layout.current_or_zero(), *layout.kept(), *sealed(journal.entries()))


def _replay(connection: Connection, number: int, blobs: Blobs, read: Read) -> None:
    connection.execute(sql("recover/begin_replay"))
    renamings = _renamings(connection)
    for json, accepted in connection.execute(sql("recover/uploads_to_replay")).fetchall():
        _rename(connection, renamings, until=accepted)
        upload = Upload.model_validate_json(json)
        rows = connection.execute(sql("read/definitions"), {"publication": accepted}).fetchall()
        blobs.check(upload.sha256)
        table = read(upload, blobs.read(upload.sha256), Definitions.model_validate_json(rows[0][1]))
        connection.register("incoming", table.select(OBSERVATIONS.names).cast(OBSERVATIONS))
        fictional = upload.provenance.fictional
        if not fictional:  # accepted beside invented values, it replaced them
            connection.execute(sql("recover/replay_end_fictional"))
        connection.execute(sql("recover/replay_supersede"))
        connection.execute(
            sql("recover/replay_add"), {"upload_id": upload.id, "fictional": fictional}
        )
        connection.unregister("incoming")
    _rename(connection, renamings, until=number)
    _settle(connection, number, "observations")
    connection.execute(sql("write/touch_everything"))


def _renamings(connection: Connection) -> deque[tuple[int, str, str]]:
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


def _rename(connection: Connection, left: deque[tuple[int, str, str]], *, until: int) -> None:
    """Carry out the renamings up to a publication, and take them from those that are left."""
    while left and left[0][0] <= until:
        _, old, new = left.popleft()
        connection.execute(sql("recover/replay_drop_renamed"), {"old": old, "new": new})
        connection.execute(sql("recover/replay_rename"), {"old": old, "new": new})


def _bring_back(connection: Connection, number: int, archived: PublicationFile) -> None:
    for table in ("definitions", "uploads", "decisions", "entries", "observations"):
        # An archive from before there were entries holds none.
        holder = archived if table != "entries" or archived.holds_entries else open_nothing()
        connection.register("wanted", holder.table(f"recover/{table}"))
        _settle(connection, number, table)
        connection.unregister("wanted")
    for id_, name in archived.rows("read/persons"):
        connection.execute(sql("recover/add_person"), {"id": id_, "name": name})
    connection.execute(sql("write/touch_everything"))


def _settle(connection: Connection, number: int, table: str) -> None:
    for statement in ("end", "add"):
        connection.execute(sql(f"recover/{statement}_{table}"), {"publication": number})
