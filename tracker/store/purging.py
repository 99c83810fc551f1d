"""Rensning: an upload, an entry or a decision's texts taken out of all that the store keeps.

    (a publication is made, see `publishing`, without any of it: earlier values come back)
    begun          the journal holds the tombstone
    rewriting      the journal says that a kept file is written anew, and as what
    rewritten      it is, in its place
    blob_removed   an original or a frozen report is gone
    draft_removed  a draft is gone, as are answers kept for programs
    ended          the journal says that nothing is left

A crash before the publication is in force leaves all as it was; after it, the same purge goes on
where it stopped, and `verify` asks for it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import duckdb

from tracker.errors import NotFound, StoreDamaged
from tracker.model.access import Actor
from tracker.model.records import PublicationKind, Purge
from tracker.store.changes import Read
from tracker.store.database import PublicationFile, open_nothing, open_publication
from tracker.store.drafts import Drafts
from tracker.store.durable import NEW, sha256_of, sync
from tracker.store.publishing import Plan, Publisher
from tracker.store.purging_answers import forget_answers
from tracker.store.purging_files import compact, forget, holds, purges_told, without_purged
from tracker.store.purging_found import (
    Backup,
    Target,
    backups_with,
    drafts_with,
    frozen_with,
    target_in,
    target_of,
)
from tracker.store.purging_tombstones import (
    LINK_PURGED,
    PURGED,
    PURGING,
    REWRITTEN,
    Purges,
    purges_in,
    sealed,
    unfinished,
)
from tracker.store.statements import sql
from tracker.store.verification import file_problems
from tracker.store.withdrawing import take_out

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Purging:
    """What a purge reaches, or has reached.

    tombstone   what is left of it; its publication is the one that is or would be made
    files       the kept publications that hold something of it
    drafts      ids of the drafts that do
    backups     the copies that do; only people can destroy them
    in_force    whether anything of it is in force, so that earlier values come back
    name        the file's; empty where it is none, or gone
    is_begun    whether the publication in force is already without it
    is_done     whether the journal says that nothing of it is left here
    """

    tombstone: Purge
    files: tuple[int, ...]
    drafts: tuple[str, ...]
    backups: tuple[Backup, ...]
    in_force: bool
    name: str
    is_begun: bool
    is_done: bool


class Purger:
    """Removes for good. `purge` within `publisher.writing`."""

    def __init__(self, publisher: Publisher, drafts: Drafts) -> None:
        self._publisher = publisher
        self._layout = publisher.layout
        self._journal = publisher.journal
        self._blobs = publisher.blobs
        self._drafts = drafts

    def look(self, id_: str, reason: str, actor: Actor) -> Purging:
        """What would be removed now, or what was. Raises NotFound, StoreDamaged."""
        return self._reached(self._aim(id_, reason, actor))

    def purge(self, id_: str, reason: str, actor: Actor, read: Read) -> Purging:
        """Remove an upload, an entry or a decision's texts from all that is kept; or go on.

        read    as of `rebuild`

        Raises NotFound; StoreDamaged, with nothing changed, when the file in force or an original
        that earlier values come from is harmed; what `publish` does.
        """
        target = self._aim(id_, reason, actor)
        reached = self._reached(target)
        forget_answers(self._journal, target)
        if not self._is_told(target):
            self._publish(target, actor, read)
        if target.tombstone.id in unfinished(self._journal.entries()):
            self._tell_late_links(target, actor)
        self._rewrite_files(actor)
        tombstone = self._tombstone(target.tombstone.id)
        self._remove_blobs(tombstone, actor)
        forget_answers(self._journal, target)  # also those given meanwhile
        for draft in reached.drafts:
            with suppress(NotFound):  # its owner has dropped it meanwhile
                self._drafts.discard(draft)
            self._publisher.at_step("draft_removed")
        if tombstone.id in unfinished(self._journal.entries()):
            self._journal.append(PURGED, actor.person, tombstone.id, tombstone.publication)
        self._publisher.at_step("ended")
        return replace(reached, tombstone=tombstone, is_begun=True, is_done=True)

    def _aim(self, id_: str, reason: str, actor: Actor) -> Target:
        """What an id names: as the record holds it or, once it is gone, its tombstone."""
        file, number = self._in_force()
        blank = Purge(
            id=id_,
            reason=reason,
            purged_by=actor.person,
            purged_at=self._journal.clock(),
            publication=number + 1,
            first=number,
            rows=0,
        )
        try:
            target = target_in(file, id_, blank)
        except NotFound:
            return target_of(self._tombstone(id_))
        found = frozen_with(file, self._journal, self._blobs, target)
        return replace(target, tombstone=_with_frozen(target.tombstone, found))

    def _in_force(self) -> tuple[PublicationFile, int]:
        """The file in force, whole. Raises NotFound, StoreDamaged."""
        number = self._layout.current()
        if not number:
            return open_nothing(), 0
        path = self._layout.publication(number)
        if not path.exists():
            raise StoreDamaged("file_missing", file=path)
        if [*file_problems(path, sealed(self._journal.entries()).get(number))]:
            raise StoreDamaged("file_damaged", file=path)
        return open_publication(path), number

    def _reached(self, target: Target) -> Purging:
        entries = self._journal.entries()
        alone, begun = Purges((target.tombstone,)), self._is_told(target)
        return Purging(
            tombstone=target.tombstone,
            files=tuple(n for n in self._layout.kept() if self._may_hold(n, alone)),
            drafts=drafts_with(self._drafts, target),
            backups=backups_with(entries, target.tombstone),
            in_force=target.tombstone.last is None and not begun,
            name=target.name,
            is_begun=begun,
            is_done=begun and target.tombstone.id not in unfinished(entries),
        )

    def _may_hold(self, number: int, purges: Purges) -> bool:
        try:
            return holds(open_publication(self._layout.publication(number)), purges)
        except StoreDamaged:
            return True

    def _is_told(self, target: Target) -> bool:
        """Whether the publication in force is already without it."""
        return any(one.id == target.tombstone.id for one in self._done().every)

    def _done(self) -> Purges:
        """What the publication in force is without."""
        file, _ = self._in_force()
        return Purges(purges_told(file))

    def _publish(self, target: Target, actor: Actor, read: Read) -> None:
        number = self._layout.current() + 1

        purges = self._done().and_those([target.tombstone])

        def apply(connection: Connection, number: int) -> None:
            for upload in target.in_force:
                take_out(connection, self._blobs, read, upload, number)
            self._tell(target.tombstone, actor)
            forget(connection, purges)
            connection.execute(sql("write/touch_everything"))

        plan = Plan(
            kind=PublicationKind.PURGE,
            what=target.tombstone.id,
            based_on=number - 1,
            number=number,
            base=self._layout.publication(number - 1),
            apply=apply,
            afterwards=compact,
        )
        self._publisher.publish(plan, actor)

    def _tell(self, tombstone: Purge, actor: Actor) -> None:
        self._journal.append(
            PURGING, actor.person, tombstone.model_dump_json(), tombstone.publication
        )
        self._publisher.at_step("begun")

    def _tell_late_links(self, target: Target, actor: Actor) -> None:
        """Take in what was frozen, of what stood before, while the publication was made."""
        file, _ = self._in_force()
        found = frozen_with(file, self._journal, self._blobs, target)
        tombstone = self._tombstone(target.tombstone.id)
        if set(found) - set(tombstone.frozen):
            self._tell(_with_frozen(tombstone, found), actor)

    def _tombstone(self, id_: str) -> Purge:
        found = self._done().and_those(purges_in(self._journal.entries()).every).get(id_)
        if found is None:
            raise NotFound("purge_unknown", id=id_)
        return found

    def _rewrite_files(self, actor: Actor) -> None:
        """Write each kept file anew that holds anything purged; one that is harmed goes."""
        purges = self._done()
        for number in self._layout.kept():
            path = self._layout.publication(number)
            digests = sealed(self._journal.entries()).get(number)
            if [*file_problems(path, digests)]:
                path.unlink()
                sync(self._layout.folder)
            elif holds(open_publication(path), purges):
                self._rewrite(number, purges, actor)

    def _rewrite(self, number: int, purges: Purges, actor: Actor) -> None:
        path = self._layout.publication(number)
        fresh = path.with_name(path.name + NEW)
        without_purged(path, fresh, purges)
        sync(fresh)
        told = f"{sha256_of(path)} {sha256_of(fresh)}"
        self._journal.append(REWRITTEN, actor.person, told, number)
        self._publisher.at_step("rewriting")
        fresh.replace(path)
        sync(self._layout.folder)
        self._publisher.at_step("rewritten")

    def _remove_blobs(self, tombstone: Purge, actor: Actor) -> None:
        told = {e.what for e in self._journal.entries() if e.kind == LINK_PURGED}
        for link in tombstone.links:
            if link not in told:
                self._journal.append(LINK_PURGED, actor.person, link, tombstone.publication)
        for sha256 in (*tombstone.originals, *tombstone.frozen):
            self._blobs.remove(sha256)
            self._publisher.at_step("blob_removed")


def _with_frozen(tombstone: Purge, found: Mapping[str, tuple[str, ...]]) -> Purge:
    shown_by = {link for links in found.values() for link in links}
    return tombstone.model_copy(
        update={
            "frozen": tuple(sorted({*tombstone.frozen, *found})),
            "links": tuple(sorted({*tombstone.links, *shown_by})),
        }
    )
