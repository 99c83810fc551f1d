"""Whether a store is whole: every kept file, every original, the journal, and how they agree."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from tracker.errors import Fault, NotFound, StoreDamaged, StoreError
from tracker.model.records import Publication, PublicationKind
from tracker.store import journal as rows
from tracker.store.blobs import Blobs
from tracker.store.database import open_publication
from tracker.store.durable import sha256_of
from tracker.store.invariants import broken, entries_broken
from tracker.store.journal import Entry, Journal
from tracker.store.layout import Layout
from tracker.store.snapshot import Snapshot
from tracker.store.statements import sql

# What verify finds: a fault whose `file` is the file's name in the store folder.
Problem = Fault

_REPLACES_OTHERS = (PublicationKind.REBUILD, PublicationKind.RESTORE)


def problems(layout: Layout, journal: Journal) -> Iterator[Problem]:
    """Everything that is not as it should be in a store."""
    try:
        entries = journal.entries()
    except StoreDamaged as error:
        entries = ()
        yield _of(error, journal.path)
    else:
        for seq in journal.breaks():
            yield Problem("journal_broken", {"row": seq}, file=journal.path.name)
    digests = sealed(entries)
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
        found = found or [*rule_problems(path)]
        yield from found
        if not found:  # what a harmed file says is not worth comparing with
            record = open_publication(path)
            publications = Snapshot(record, current, current).publications()
            named = [sha256 for (sha256,) in record.rows("read/blob_hashes")]
    elif current:
        yield Problem("file_missing", {"file": path.name}, file=path.name)
    yield from _blob_problems(Blobs(layout.blobs), named)
    yield from _disagreements(publications, entries)


def file_problems(path: Path, digest: str | None) -> Iterator[Problem]:
    """Whether a publication file is the one that was written, and can be opened.

    digest    the SHA-256 that the journal gives; None when it gives none
    """
    if digest is not None and sha256_of(path) != digest:
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


def is_whole(path: Path, digest: str | None) -> bool:
    """Whether a publication file may be built on."""
    return not [*file_problems(path, digest)] and not [*rule_problems(path)]


def sealed(entries: tuple[Entry, ...]) -> dict[int, str]:
    """The SHA-256 of each publication file, by number, as the journal last gave it."""
    return {
        entry.publication: entry.what
        for entry in entries
        if entry.kind == rows.PUBLISHED and entry.publication is not None
    }


def _of(error: StoreError, path: Path) -> Problem:
    return Problem(error.code, {**error.params, "file": path.name}, file=path.name)


def _blob_problems(blobs: Blobs, named: list[str]) -> Iterator[Problem]:
    for sha256 in sorted({*named, *blobs.names()}):
        name = blobs.path(sha256).name
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
