"""What is left of what was purged: in the journal's chain the truth, in each file a copy.

purging     a purge is begun: `what` is its tombstone as JSON
rewritten   a kept file was written anew without it: `what` is the file's old and new SHA-256
purged      nothing of it is left here: `what` is the id
backup      a copy was made that holds the record as it stood: `what` is its SHA-256
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from tracker.model.records import Purge
from tracker.store.journal import PUBLISHED, Entry

PURGING = "purging"
REWRITTEN = "rewritten"
PURGED = "purged"
LINK_PURGED = "link_purged"  # what a link showed is gone; `what` is the link's id
BACKUP = "backup"


@dataclass(frozen=True)
class Purges:
    """All that has been purged, or begun to be; one tombstone for each id."""

    every: tuple[Purge, ...] = ()

    @cached_property
    def uploads(self) -> frozenset[str]:
        """The uploads, by id."""
        return frozenset(id_ for one in self.every for id_ in one.uploads)

    @cached_property
    def entries(self) -> frozenset[str]:
        """The entries, by id."""
        return frozenset(id_ for one in self.every for id_ in one.entries)

    @cached_property
    def decisions(self) -> frozenset[str]:
        """The phase decisions whose texts went, by id."""
        return frozenset(id_ for one in self.every for id_ in one.decisions)

    @cached_property
    def blobs(self) -> frozenset[str]:
        """The SHA-256 of every original and frozen report that went with them."""
        return frozenset(sha for one in self.every for sha in (*one.originals, *one.frozen))

    def get(self, id_: str) -> Purge | None:
        """The tombstone of what was named, or of an upload of the same bytes."""
        return next((one for one in self.every if id_ == one.id or id_ in one.uploads), None)

    def and_those(self, others: Iterable[Purge]) -> "Purges":
        """These and others; of two with one id the later, and what either removed."""
        found = {one.id: one for one in self.every}
        for one in others:
            found[one.id] = _joined(found[one.id], one) if one.id in found else one
        return Purges(tuple(found.values()))


def purges_in(entries: Iterable[Entry]) -> Purges:
    """What the journal says has been purged. A row that cannot be read is left to `verify`."""
    found = []
    for entry in entries:
        if entry.kind == PURGING:
            try:
                found.append(Purge.model_validate_json(entry.what))
            except ValidationError:  # the chain is broken there
                continue
    return Purges().and_those(found)


def unfinished(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The purges, by id, that were begun and of which something may be left."""
    begun: dict[str, None] = {}
    for entry in entries:
        if entry.kind == PURGING:
            begun |= dict.fromkeys(one.id for one in purges_in((entry,)).every)
        elif entry.kind == PURGED:
            begun.pop(entry.what, None)
    return tuple(begun)


def sealed(entries: Iterable[Entry]) -> dict[int, frozenset[str]]:
    """The SHA-256 that each publication file may have, by number, as the journal last gave it.

    Two while a purge is going on: it says that it writes a file anew before it does.
    """
    found: dict[int, list[str]] = {}
    for entry in entries:
        if entry.kind == PUBLISHED and entry.publication is not None:
            found[entry.publication] = [entry.what]
        elif entry.kind == REWRITTEN and entry.publication in found:
            old, _, new = entry.what.partition(" ")
            if old in found[entry.publication]:  # else it vouches for what it never knew
                found[entry.publication] = [old, new]
        elif entry.kind == PURGED:
            found = {number: digests[-1:] for number, digests in found.items()}
    return {number: frozenset(digests) for number, digests in found.items()}


def _joined(one: Purge, later: Purge) -> Purge:
    both = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(later, name))))
        for name in ("uploads", "originals", "frozen", "links", "series")
    }
    return later.model_copy(update={**both, "first": min(one.first, later.first)})
