"""What a reader may know of what was purged."""

from collections.abc import Mapping

from tracker.disclosure import Visibility
from tracker.model.access import Audience, Reader
from tracker.model.records import DECISION_KIND, Purge
from tracker.model.steering import OPEN_KINDS

_OPEN = (*OPEN_KINDS, DECISION_KIND)
_UNTOLD = {"reason": "", "purged_by": None, "originals": (), "frozen": (), "links": ()}


def purge_as_seen(purge: Purge, reader: Reader, sight: Mapping[str, Visibility]) -> Purge | None:
    """A tombstone as a reader may see it; None where she may not know of it.

    sight   how much she may see of each indicator that it had values of
    """
    is_open = reader.audience is Audience.OPEN
    if purge.entry_kind is not None:
        if is_open and purge.entry_kind not in _OPEN:
            return None
        return purge.model_copy(update=_UNTOLD) if is_open else purge
    seen = tuple(key for key in purge.series if sight[key[0]] is not Visibility.NAME_ONLY)
    if is_open and not seen:
        return None
    all_full = all(visible is Visibility.FULL for visible in sight.values())
    told = {} if all_full and not is_open else _UNTOLD
    return purge.model_copy(update={"series": seen, **told})
