"""Making a publication: the one procedure by which anything of the record changes.

    locked        the writer's lock is held; what an earlier crash left is cleared and explained
    copied        the file in force is copied
    blob_written  originals that the publication names are on the disk
    applied       the change is carried out on the copy
    verified      what it touched obeys the rules
    checkpointed  the copy is one complete file
    compacted     after a purge: it is written anew, so that nothing deleted is left in it
    synced        it is on the disk
    renamed       it has its name
    switched      CURRENT names it

A crash before `switched` leaves the old publication in force, after it the new one.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tracker.errors import StoreDamaged, StoreError
from tracker.model.access import Actor
from tracker.model.records import Publication, PublicationKind
from tracker.store import journal as rows
from tracker.store.apply import verify
from tracker.store.blobs import Blobs
from tracker.store.database import open_for_writing, open_publication, reading
from tracker.store.durable import NEW, remove_unfinished, sha256_of, sync, writing_in
from tracker.store.journal import Entry, Journal
from tracker.store.layout import Layout
from tracker.store.lock import Wait, held
from tracker.store.snapshot import Snapshot
from tracker.store.statements import sql

Clock = Callable[[], datetime]
AtStep = Callable[[str], None]
Apply = Callable[[duckdb.DuckDBPyConnection, int], None]
# Bytes that the publication names, their hash, and where they may be compressed already.
Original = tuple[bytes | Path, str, Path | None]


@dataclass(frozen=True)
class Plan:
    """What is to be published, on which file, under which number."""

    kind: PublicationKind
    what: str
    based_on: int
    number: int
    base: Path | None  # None: there is no publication yet
    apply: Apply
    afterwards: Callable[[Path], None] | None = (
        None  # what is done to the new file when it is whole
    )
    originals: Sequence[Original] = ()


class Publisher:
    """The writer of one store folder."""

    def __init__(self, layout: Layout, journal: Journal, clock: Clock, at_step: AtStep, wait: Wait):
        self.layout = layout
        self.journal = journal
        self._clock = clock
        self.at_step = at_step
        self._wait = wait
        self.blobs = Blobs(layout.blobs)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; leave nothing half-made, nor what an earlier crash left so.

        Raises StoreBusy or StoreUnwritable.
        """
        with writing_in(self.layout.folder), held(self.layout.lock, self._wait):
            self._clear()
            self.at_step("locked")
            try:
                yield
            finally:
                self._clear()

    def _clear(self) -> None:
        for folder in (self.layout.folder, self.layout.blobs):
            remove_unfinished(folder)
        self.layout.remove_orphans()

    def repair(self) -> None:
        """Say in the journal how a publication ended that a crash cut short. Within `writing`.

        Raises StoreMissing or StoreDamaged when it cannot be told what is in force.
        """
        if (last := self._unfinished()) is None:
            return
        current = self.layout.current()
        path = self.layout.publication(current)
        if last.hash in _announced_by(path, current):
            self._seal(last.person, current, sha256_of(path))
        else:
            self.give_up()

    def give_up(self) -> None:
        """Say in the journal that a publication was cut short for good. Within `writing`."""
        if last := self._unfinished():
            self.journal.append(rows.ABANDONED, last.person, last.what, last.publication)

    def _unfinished(self) -> Entry | None:
        last = self.journal.last_of_publications()
        return last if last and last.kind == rows.PUBLISHING else None

    def keep(self, originals: Iterable[bytes | Path]) -> None:
        """Put originals on the disk. Within `writing`."""
        for data in originals:
            self.blobs.write(data)
            self.at_step("blob_written")

    def publish(self, plan: Plan, actor: Actor) -> Publication:
        """Carry out a plan. Within `writing`. Raises what `plan.apply` does, and StoreDamaged."""
        fresh = self.layout.publication(plan.number).with_suffix(f".duckdb{NEW}")
        publication = self._write(fresh, plan, actor)
        if plan.afterwards:
            plan.afterwards(fresh)
            self.at_step("compacted")
        digest = sha256_of(fresh)
        sync(fresh)
        self.at_step("synced")
        fresh.rename(self.layout.publication(plan.number))
        sync(self.layout.folder)
        self.at_step("renamed")
        self.layout.switch(plan.number)
        self.at_step("switched")
        with suppress(StoreError):  # it is in force all the same; the next write seals it
            self._seal(actor.person, plan.number, digest)
        self.layout.prune()
        return publication

    def _write(self, fresh: Path, plan: Plan, actor: Actor) -> Publication:
        if plan.base:
            shutil.copyfile(plan.base, fresh)
        self.at_step("copied")
        # Disk trouble is the folder's; any other complaint is of the file that was copied.
        with (
            reading(plan.base or fresh),
            writing_in(self.layout.folder),
            open_for_writing(fresh) as connection,
        ):
            with self._keeping(plan.originals):
                plan.apply(connection, plan.number)
            self.at_step("applied")
            # Kept in the copy, which nobody reads yet: rows that are not take ten times as long
            # to look through.
            connection.commit()
            connection.begin()
            verify(connection)
            self.at_step("verified")
            publication = Publication(
                number=plan.number,
                made_at=self._clock(),
                made_by=actor.person,
                kind=plan.kind,
                what=plan.what,
                based_on=plan.based_on,
                journal_hash=self.journal.append(
                    rows.PUBLISHING, actor.person, f"{plan.kind}:{plan.what}", plan.number
                ),
            )
            made_at = publication.made_at.astimezone(UTC).replace(tzinfo=None)
            connection.execute(
                sql("write/publication"), {**publication.model_dump(), "made_at": made_at}
            )
            connection.execute(sql("write/person"), {"id": actor.person, "name": actor.name})
        self.at_step("checkpointed")
        return publication

    @contextmanager
    def _keeping(self, originals: Sequence[Original]) -> Iterator[None]:
        """Put originals on the disk meanwhile; they are there when this is left."""
        with ThreadPoolExecutor(1) as beside:
            kept = [beside.submit(self.blobs.write, *original) for original in originals]
            yield
            for original in kept:
                original.result()
                self.at_step("blob_written")

    def _seal(self, person: str, number: int, digest: str) -> None:
        self.journal.append(rows.PUBLISHED, person, digest, number)


def _announced_by(path: Path, number: int) -> list[str]:
    """The journal row that announced the publication in a file; none before the first."""
    if not number:
        return []
    try:
        snapshot = Snapshot(open_publication(path), number, number)
    except FileNotFoundError:
        raise StoreDamaged("file_missing", file=path) from None
    return [p.journal_hash for p in snapshot.publications() if p.number == number]
