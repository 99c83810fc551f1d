"""The record's keeper: publications that nobody changes, and one writer who adds to them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.errors import Conflict, NotFound, StoreDamaged, StoreMissing
from tracker.model.access import Actor, Reader
from tracker.model.records import Publication
from tracker.store import recovery
from tracker.store.apply import apply
from tracker.store.blobs import Blobs
from tracker.store.changes import AcceptUpload, Change, Read, RecordDecision
from tracker.store.database import Imagined, PublicationFile, open_nothing, open_publication
from tracker.store.drafts import Drafts
from tracker.store.durable import writing_in
from tracker.store.journal import Journal
from tracker.store.layout import Layout
from tracker.store.lock import Wait
from tracker.store.publishing import Clock, Original, Plan, Publisher
from tracker.store.purging import Purger, Purging
from tracker.store.purging_files import purges_told
from tracker.store.purging_guard import may_carry_purged, refuse_purged
from tracker.store.purging_tombstones import Purges
from tracker.store.replay import replay_without
from tracker.store.snapshot import Snapshot
from tracker.store.verification import Problem, problems
from tracker.store.withdrawing import Without, upload_in_force


@dataclass(frozen=True)
class _Opened:
    """The file in force as this process has it open, and what has been read from it."""

    number: int
    file: PublicationFile
    purges: Purges
    snapshots: dict[int, Snapshot] = field(default_factory=dict)


def _go_on(step: str) -> None:
    """Do nothing at a step."""


class Store:
    """A store folder. Any number of processes and threads may read it while one writes.

    clock      gives the time of writes, in UTC
    at_step    called with the name of each step of a write (see `publishing`)
    wait       called with the seconds to pause before the writer's lock is tried again
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        at_step: Callable[[str], None] = _go_on,
        wait: Wait = time.sleep,
    ) -> None:
        self._layout = Layout(folder)
        self._blobs = Blobs(self._layout.blobs)
        self._opened: _Opened | None = None
        self.journal = Journal(self._layout.journal, clock)
        self.drafts = Drafts(self._layout.drafts, clock)
        self._publisher = Publisher(self._layout, self.journal, clock, at_step, wait)
        self._purger = Purger(self._publisher, self.drafts)

    def create(self) -> None:
        """Make the folder, for its owner only, and what is missing in it.

        In a store that is there: end what a crash left unfinished.
        Raises StoreUnwritable, StoreBusy or StoreDamaged.
        """
        self._make_folder()
        with self._publisher.writing():
            if not self.exists() and not self._layout.kept():
                self._layout.switch(0)
            self._publisher.repair()

    def exists(self) -> bool:
        """Whether there is a store in the folder."""
        return self._layout.pointer.is_file()

    def current(self) -> int:
        """The publication in force; 0 before the first.

        Raises StoreMissing before `create`, StoreDamaged when CURRENT names nothing.
        """
        return self._layout.current()

    def at(self, number: int | None = None) -> Snapshot:
        """A publication as it stood; None: the one in force, empty before the first.

        Raises NotFound for a number that was never published, StoreMissing, StoreDamaged.
        """
        opened = self._in_force()
        wanted = opened.number if number is None else number
        if wanted not in opened.snapshots:
            newest = Snapshot(opened.file, opened.number, opened.number)
            known = {opened.number, *(p.number for p in newest.publications())}
            if wanted not in known:
                raise NotFound("publication_unknown", number=wanted)
            opened.snapshots[wanted] = Snapshot(opened.file, wanted, opened.number)
        return opened.snapshots[wanted]

    def publish(
        self,
        change: Change,
        actor: Actor,
        *,
        based_on: int,
        check: Callable[[Snapshot], None] | None = None,
    ) -> Publication:
        """Make a publication of a change.

        based_on    the publication that the actor saw
        check       called, while nobody else can write, with the publication in force; what it
                    raises ends the write

        Raises Conflict when what the change touches has changed since `based_on`; StoreError
        when it breaks a rule of the record; StoreBusy, StoreUnwritable, StoreDamaged. Whatever
        is raised, the publication in force stays so.
        """
        self.current()
        with self._publisher.writing():
            self._publisher.repair()
            current = self.current()
            if based_on > current:
                raise NotFound("publication_unknown", number=based_on)
            if check:
                check(self.at())
            if may_carry_purged(change):
                refuse_purged(change, self._in_force().purges)
            plan = Plan(
                kind=change.kind,
                what=change.what,
                based_on=based_on,
                number=current + 1,
                base=self._layout.publication(current) if current else None,
                apply=lambda connection, number: apply(
                    connection, change, self._blobs, number=number, based_on=based_on
                ),
                originals=_named_by(change),
            )
            return self._publisher.publish(plan, actor)

    def log(self) -> tuple[Publication, ...]:
        """Every publication, oldest first."""
        return self.at().publications()

    def blob(self, sha256: str) -> bytes:
        """An original as received, or a frozen slice.

        Raises NotFound, or StoreDamaged if its bytes have changed.
        """
        return self._blobs.read(sha256)

    def without(self, upload_id: str, read: Read, reader: Reader) -> Without:
        """What the series of an upload would hold if it were withdrawn now.

        read    as of `rebuild`

        Raises NotFound, Conflict for one that is not in force, StoreDamaged.
        """
        opened = self._in_force()
        number = opened.number
        with opened.file.cursor() as cursor:
            upload = upload_in_force(cursor, upload_id)
            series = replay_without(cursor, self._blobs, read, upload, until=number)
            imagined = Snapshot(Imagined(opened.file.path, cursor), number, number)
            return Without(upload, series, imagined.observations(reader))

    def verify(self, known: str = "") -> tuple[Problem, ...]:
        """Everything that is not as it should be. Raises StoreMissing.

        known   what `journal.head()` once said, kept elsewhere: the journal must go on from it
        """
        if not self._layout.kept():
            self.current()
        return tuple(problems(self._layout, self.journal, known))

    def rebuild(self, actor: Actor, read: Read) -> Publication:
        """Read every upload in force anew from its original.

        read    an upload, its bytes and the definitions of the day it was accepted → OBSERVATIONS

        What people have decided, and the history, are carried over. Works without CURRENT, on the
        newest file that is whole. Raises StoreDamaged when no file or an original is whole, and
        what `publish` does.
        """
        with self._recovering():
            return recovery.rebuild(self._publisher, read, actor)

    def backup(self, target: Path, actor: Actor) -> Path:
        """Write the publication in force, the originals it names and the journal as one file.

        target    a file that does not exist, or a folder to put one in

        No writer is kept waiting. Raises StoreMissing when nothing is published, StoreDamaged,
        StoreUnwritable.
        """
        number = self.current()
        if not number:
            raise StoreMissing("store_empty", folder=self._layout.folder)
        if target.is_dir():
            target = target / f"{self._layout.publication(number).stem}.tar.zst"
        recovery.backup(self._layout, self.journal, number, target, actor.person)
        return target

    def restore(self, archive: Path, actor: Actor, read: Read | None = None) -> Publication:
        """Put in force what was in force when a backup was made, as a new publication.

        The archive is checked first. On a record that is whole the history stays; otherwise the
        archive's history is taken. The journal is never rolled back. Makes the store where there
        is none. Raises NotFound, StoreDamaged, StoreTooNew and what `publish` does.
        """
        self._make_folder()
        with self._recovering():
            return recovery.restore(self._publisher, archive, actor, read)

    def look_at_purge(self, id_: str, reason: str, actor: Actor) -> Purging:
        """What `purge` would remove, or has removed. Raises as it does; nothing is changed."""
        return self._purger.look(id_, reason, actor)

    def purge(self, id_: str, reason: str, actor: Actor, read: Read) -> Purging:
        """Remove an upload or an entry for good, from all that is kept here (see `purging`).

        read    as of `rebuild`

        Called again after it was cut short it goes on; after it was done, nothing happens. Raises
        NotFound for an id that names neither; StoreDamaged, StoreBusy, StoreUnwritable.
        """
        self.current()
        with self._publisher.writing():
            self._publisher.repair()
            self._opened = None  # no file is held that is written anew
            return self._purger.purge(id_, reason, actor, read)

    def last_purge(self) -> int:
        """The publication of the last purge; 0 before the first. What is kept of a report made
        before it, anywhere, is not to be shown after it.
        """
        return max((one.publication for one in self._in_force().purges.every), default=0)

    @contextmanager
    def unpurged_since(self, last_purge: int) -> Iterator[None]:
        """Keep something made of the record, while nothing can be purged.

        last_purge   as it was before the record was read

        Raises Conflict when something has been purged since: it may be in what was made; StoreBusy.
        """
        with self._publisher.writing():
            if self.last_purge() != last_purge:
                raise Conflict("made_before_purge")
            yield

    @contextmanager
    def _recovering(self) -> Iterator[None]:
        with self._publisher.writing():
            try:
                self._publisher.repair()
            except (StoreMissing, StoreDamaged):  # the reason to recover, none to stop
                self._publisher.give_up()
            yield

    def _make_folder(self) -> None:
        layout = self._layout
        with writing_in(layout.folder):
            layout.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (layout.blobs, layout.drafts):
                folder.mkdir(mode=0o700, exist_ok=True)
        if not layout.journal.exists():
            self.journal.create()

    def _in_force(self) -> _Opened:
        """The file in force, opened once per publication by this process."""
        current = self.current()
        while self._opened is None or self._opened.number != current:
            path = self._layout.publication(current)
            try:
                file = open_publication(path) if current else open_nothing()
            except FileNotFoundError:
                # Pruned since CURRENT was read? Then CURRENT names another by now.
                previous, current = current, self.current()
                if current == previous:
                    raise StoreDamaged("file_missing", file=path) from None
            else:
                self._opened = _Opened(current, file, Purges(purges_told(file)))
        return self._opened


def _named_by(change: Change) -> list[Original]:
    """The blobs that the publication of a change will name."""
    match change:
        case AcceptUpload():
            return [(change.original, change.upload.sha256, change.packed)]
        case RecordDecision() if change.frozen is not None and change.decision.frozen is not None:
            return [(change.frozen, change.decision.frozen, None)]
        case _:
            return []
