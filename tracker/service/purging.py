"""Rensning: what must not be kept is removed for good, and what cannot be reached is named."""

from tracker.errors import TrackerError
from tracker.ingest.personal import is_personal
from tracker.model.access import Actor, Reader
from tracker.model.records import Purge
from tracker.service.access import Action, require
from tracker.service.originals import read_again
from tracker.service.programme import Site
from tracker.service.withdrawals import LONGEST_REASON
from tracker.store import Purging, Snapshot


def look_at_purge(site: Site, target: str, actor: Actor | None) -> Purging:
    """What purging an upload, entry or decision would remove; of one that is purged, what was.

    Raises NotAllowed; NotFound for an id that names none; StoreDamaged.
    """
    actor = require(actor, Action.PURGE)
    return site.store.look_at_purge(target, "", actor)


def purge(site: Site, target: str, reason: str, actor: Actor | None) -> Purging:
    """Remove an upload, an entry in every version or a decision's texts from all that is kept.

    Of an upload also every other with the same bytes; that a decision was taken stays. It becomes
    a data version of its own, in which what an upload replaced is in force again; a tombstone
    says who, when, why and what.

    Raises NotAllowed; TrackerError for a reason that is missing, too long or holds personal data;
    NotFound; StoreDamaged, StoreBusy, StoreUnwritable.
    """
    actor = require(actor, Action.PURGE)
    why = " ".join(reason.split())
    if not why:
        raise TrackerError("purge_needs_reason")
    if len(why) > LONGEST_REASON:
        raise TrackerError("purge_reason_long", longest=LONGEST_REASON)
    if is_personal(why):
        raise TrackerError("purge_personal_data")
    return site.store.purge(target, why, actor, read_again)


def purged_from(snapshot: Snapshot, reader: Reader) -> tuple[Purge, ...]:
    """What a data version once had and has no more, as far as the reader may know of it."""
    return tuple(one for one in snapshot.purges(reader) if one.was_in(snapshot.number))
