"""What was purged does not come back by a write that somebody had begun before."""

from tracker.errors import Conflict
from tracker.store.changes import AcceptUpload, Change, RecordDecision, RecordEntries
from tracker.store.purging_tombstones import Purges


def may_carry_purged(change: Change) -> bool:
    """Whether a change brings bytes or texts that could have been purged."""
    match change:
        case AcceptUpload() | RecordEntries():
            return True
        case RecordDecision(frozen=frozen):
            return frozen is not None
        case _:
            return False


def refuse_purged(change: Change, purges: Purges) -> None:
    """Raise Conflict for a change that carries what was purged.

    The same bytes; a further version of an entry; the slice of a report that was seen before.
    """
    match change:
        case AcceptUpload(upload) if upload.sha256 in purges.blobs:
            raise Conflict("upload_purged", file=upload.file_name)
        case RecordEntries(entries):
            for entry in entries:
                if entry.id in purges.entries:
                    raise Conflict("entry_purged", entry=entry.id)
        case RecordDecision(decision) if change.frozen is not None:
            if any(decision.based_on < one.publication for one in purges.every):
                raise Conflict("decision_before_purge", based_on=decision.based_on)
        case _:
            pass
