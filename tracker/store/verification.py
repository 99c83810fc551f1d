"""Whether a store is whole: every kept file, every original, the journal, and how they agree."""

from collections.abc import Collection, Iterator
from itertools import zip_longest
from pathlib import Path

from tracker.errors import Fault, NotFound, StoreDamaged, StoreError
from tracker.model.records import Publication, PublicationKind
from tracker.store import journal as rows
from tracker.store.beside import changed_beside
from tracker.store.blobs import Blobs
from tracker.store.database import open_publication
from tracker.store.durable import sha256_of
from tracker.store.invariants import broken, entries_broken
from tracker.store.journal import Entry, Journal, head_of
from tracker.store.layout import Layout
from tracker.store.purging_files import holds
from tracker.store.purging_tombstones import Purges, purges_in, sealed, unfinished
from tracker.store.snapshot import Snapshot
from tracker.store.statements import sql

# What verify finds: a fault whose `file` is the file's name in the store folder.
Problem = Fault

_REPLACES_OTHERS = (PublicationKind.REBUILD, PublicationKind.RESTORE)


def problems(layout: Layout, journal: Journal, known: str = "") -> Iterator[Problem]:
    """Everything that is not as it should be in a store.

    known   the head of the journal as it once was told; empty: nobody knows one
    """
    try:
        entries = journal.entries()
    except StoreDamaged as error:
        entries = ()
        yield _of(error, journal.path)
    else:
        for seq in journal.breaks():
            yield Problem("journal_broken", {"row": seq}, file=journal.path.name)
        if known and known not in {head_of(entry) for entry in entries}:
            yield Problem("journal_cut", {"head": known[:80]}, file=journal.path.name)
        for table, id_ in changed_beside(journal, entries):
            told = {"table": table, "id": id_}
            yield Problem("beside_journal_changed", {**told}, file=journal.path.name)
    digests, purges, begun = sealed(entries), purges_in(entries), unfinished(entries)
    done = Purges(tuple(one for one in purges.every if one.id not in begun))
    try:
        current = layout.current()
    except StoreDamaged as error:
        current = 0
        yield _of(error, layout.pointer)
    kept = layout.kept()
    for number in kept:
        if number != current:
            yield from file_problems(layout.publication(number), digests.get(number))
    path = layout.publication(current)
    publications: tuple[Publication, ...] = ()
    named: list[str] = []
    if current in kept:
        found = [*file_problems(path, digests.get(current))]
        found = found or [*rule_problems(path), *_left(path, done)]
        yield from found
        if not found:  # what a harmed file says is not worth comparing with
            record = open_publication(path)
            publications = Snapshot(record, current, current).publications()
            named = [sha256 for (sha256,) in record.rows("read/blob_hashes")]
    elif current:
        yield Problem("file_missing", {"file": path.name}, file=path.name)
    yield from _blob_problems(Blobs(layout.blobs), named, purges, done)
    for id_ in begun:
        yield Problem("purge_unfinished", {"id": id_})
    yield from _disagreements(publications, entries)


def file_problems(path: Path, digests: Collection[str] | None) -> Iterator[Problem]:
    """Whether a publication file is the one that was written, and can be opened.

    digests   each SHA-256 that it may have by the journal; None when that gives none
    """
    if digests is not None and sha256_of(path) not in digests:
        yield Problem("file_changed", {"file": path.name}, file=path.name)
        return
    try:
        open_publication(path)
    except StoreError as error:
        yield _of(error, path)


def rule_problems(path: Path) -> Iterator[Problem]:
    """Whether every series and entry in force in a file that opens obeys the rules."""
    try:
        file = open_publication(path)
        with file.cursor() as cursor:
            cursor.execute(sql("write/touch_everything"))
            found = broken(cursor)
            found += entries_broken(cursor) if file.holds_entries else []
    except StoreDamaged as error:
        yield _of(error, path)
        return
    for rule in found:
        yield Problem(rule.code, {**rule.params}, file=path.name)


def is_whole(path: Path, digests: Collection[str] | None) -> bool:
    """Whether a publication file may be built on."""
    return not [*file_problems(path, digests)] and not [*rule_problems(path)]


def _of(error: StoreError, path: Path) -> Problem:
    return Problem(error.code, {**error.params, "file": path.name}, file=path.name)


def _left(path: Path, purges: Purges) -> Iterator[Problem]:
    """Whether a file holds anything of what was purged."""
    if holds(open_publication(path), purges):
        yield Problem("purged_content_left", {"file": path.name}, file=path.name)


def _blob_problems(
    blobs: Blobs, named: list[str], purges: Purges, done: Purges
) -> Iterator[Problem]:
    for sha256 in sorted({*named, *blobs.names()}):
        name = blobs.path(sha256).name
        if sha256 in purges.blobs:
            if sha256 in done.blobs and blobs.path(sha256).exists():
                yield Problem("purged_content_left", {"file": name}, file=name)
            continue
        try:
            blobs.read(sha256)
        except NotFound:
            yield Problem("blob_missing", {"file": name}, file=name)
        except StoreDamaged:
            yield Problem("blob_damaged", {"file": name}, file=name)


def _disagreements(
    publications: tuple[Publication, ...], entries: tuple[Entry, ...]
) -> Iterator[Problem]:
    announced = {e.hash: e for e in entries if e.kind == rows.PUBLISHING}
    for publication in publications:
        entry = announced.get(publication.journal_hash)
        if entry is None or entry.publication != publication.number:
            yield Problem("publication_not_in_journal", {"number": publication.number})
    known = {p.number for p in publications}
    # A restored or rebuilt record may lack what came between it and the file it was built on.
    replaced = max((p.number for p in publications if p.kind in _REPLACES_OTHERS), default=0)
    for number in sealed(entries):
        if publications and number not in known and number > replaced:
            yield Problem("publication_lost", {"number": number})
    about = [e for e in entries if e.kind in (rows.PUBLISHING, rows.PUBLISHED, rows.ABANDONED)]
    for entry, following in zip_longest(about, about[1:]):
        ended = following is not None and following.kind != rows.PUBLISHING
        if entry.kind == rows.PUBLISHING and not ended:
            yield Problem("publication_unfinished", {"number": entry.publication or 0})
