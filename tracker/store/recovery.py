"""Backups, and bringing a record back: from one of them, or by reading the originals anew.

Both ways back say what should be in force, and end and add only the rows that differ: the
history stays.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tracker.errors import StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tracker.model.access import Actor
from tracker.model.records import Publication, PublicationKind, Purge
from tracker.store.archive import Unpacked, pack, unpack
from tracker.store.blobs import Blobs
from tracker.store.changes import Read
from tracker.store.database import PublicationFile, open_nothing, open_publication
from tracker.store.durable import NEW, sha256_of, writing_in
from tracker.store.journal import Journal
from tracker.store.layout import Layout
from tracker.store.links import Links
from tracker.store.publishing import Plan, Publisher
from tracker.store.purging_files import compact, forget, holds, purges_told
from tracker.store.purging_found import frozen_with_any
from tracker.store.purging_tombstones import BACKUP, purges_in, sealed
from tracker.store.replay import replay
from tracker.store.statements import sql
from tracker.store.verification import is_whole, rule_problems

Connection = duckdb.DuckDBPyConnection


def backup(layout: Layout, journal: Journal, number: int, target: Path, person: str) -> None:
    """Pack publication `number`, the originals that it names, frozen links and the journal.

    The journal then tells of the copy, by its SHA-256, so that a purge can name it.
    Raises StoreDamaged rather than back up what is not whole, and what `pack` does.
    """
    path = layout.publication(number)
    blobs = Blobs(layout.blobs)
    members = {}
    for (sha256,) in open_publication(path).rows("read/blob_hashes"):
        blobs.check(sha256)
        members[f"blobs/{blobs.path(sha256).name}"] = blobs.path(sha256)
    for sha256 in Links(journal).kept_blobs():
        members[f"blobs/{blobs.path(sha256).name}"] = blobs.path(sha256)
    with writing_in(target.parent), TemporaryDirectory(dir=target.parent) as scratch:
        members[layout.journal.name] = Path(scratch) / layout.journal.name
        journal.copy_to(members[layout.journal.name])
        pack(number, path, members, target)
    with suppress(StoreUnwritable, StoreBusy):  # a copy of a store that is ill is worth having
        journal.append(BACKUP, person, sha256_of(target), number)


def restore(
    publisher: Publisher, archive: Path, actor: Actor, read: Read | None = None
) -> Publication:
    """Publish what was in force in an archive. Within `publisher.writing`.

    read    as of `rebuild`; without it what a purged upload had superseded is not brought back

    On a record that is whole the history stays; otherwise the archive's is taken. Rows of the
    archive's journal are taken in when they continue ours; ours is never rolled back. Frozen links
    that are not known here come back. What has been purged, here or there, does not.
    Raises NotFound, StoreDamaged or StoreTooNew before anything is changed.
    """
    layout, journal = publisher.layout, publisher.journal
    unpacked = unpack(archive, layout.folder / f"restore{NEW}")
    archived = _opened(unpacked, archive)
    archive_journal = Journal(unpacked.journal, journal.clock)
    rows = (*journal.entries(), *archive_journal.entries())
    purges = purges_in(rows).and_those((*purges_told(archived), *_told_in_force(layout)))
    originals = Blobs(unpacked.blobs)
    gone = purges.blobs | frozen_with_any(archived, archive_journal, originals, purges)
    read_anew = read if holds(archived, purges) else None
    publisher.keep(originals.read(sha256) for sha256 in originals.names() if sha256 not in gone)
    journal.continue_with(archive_journal.entries())
    Links(journal).continue_with(Links(archive_journal))
    current = layout.current_or_zero()
    whole = current in _whole(layout, journal)

    def bring_back(connection: Connection, number: int) -> None:
        _bring_back(connection, number, archived)
        forget(connection, purges)
        if read_anew:
            _replay(connection, number, publisher.blobs, read_anew)

    return publisher.publish(
        Plan(
            kind=PublicationKind.RESTORE,
            what=str(unpacked.manifest.publication),
            based_on=current,
            number=_next_number(layout, journal, unpacked.manifest.publication),
            base=layout.publication(current) if whole else unpacked.publication,
            apply=bring_back,
            afterwards=compact if purges.every else None,
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
    purges = purges_in(journal.entries())

    def read_anew(connection: Connection, number: int) -> None:
        forget(connection, purges)  # a purge that was cut short may have left it in the base
        _replay(connection, number, publisher.blobs, read)

    return publisher.publish(
        Plan(
            kind=PublicationKind.REBUILD,
            what=str(base),
            based_on=base,
            number=_next_number(layout, journal, base),
            base=layout.publication(base),
            apply=read_anew,
            afterwards=compact if purges.every else None,
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


def _told_in_force(layout: Layout) -> tuple[Purge, ...]:
    """The tombstones in the file in force; none where it cannot be read."""
    try:
        return purges_told(open_publication(layout.publication(layout.current())))
    except (StoreError, FileNotFoundError):
        return ()


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
    replay(connection, blobs, read, until=number)
    _settle(connection, number, "observations")
    connection.execute(sql("write/touch_everything"))


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
