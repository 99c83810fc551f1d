"""Two people at the same thing at once: the second sees what the first wrote, and confirms.

An edit of the same entry is the store's to find; here it is different entries about the same.
"""

from collections.abc import Iterable, Sequence

from tracker.errors import Conflict
from tracker.model.steering import Answer, AnyEntry, Judgement, Recorded


def refuse_unseen(
    entries: Sequence[AnyEntry], then: Iterable[Recorded], now: Iterable[Recorded], *, based_on: int
) -> None:
    """Raise Conflict when somebody has spoken of the same thing, which the writer did not see.

    then    what was on record in the data version that the writer saw, `based_on`
    now     what is on record

    The same thing is a condition in an area for a phase (`judgement_moved`), or a setback
    (`answer_moved`). What is withdrawn asks nobody.
    """
    ours = {entry.id for entry in entries}
    seen = {(one.entry.id, one.version) for one in then}
    unseen = {
        _about(one.entry)
        for one in now
        if (one.entry.id, one.version) not in seen
        and one.entry.id not in ours
        and not one.entry.withdrawn
    }
    for entry in entries:
        if entry.withdrawn or _about(entry) not in unseen:
            continue
        match entry:
            case Judgement():
                raise Conflict(
                    "judgement_moved",
                    area=entry.area,
                    condition=entry.condition,
                    phase=entry.phase,
                    based_on=based_on,
                )
            case Answer():
                indicator = entry.series.indicator
                raise Conflict(
                    "answer_moved", area=entry.area, indicator=indicator, based_on=based_on
                )


def _about(entry: AnyEntry) -> object:
    """What two people may speak of at once; None: each entry is of its own."""
    match entry:
        case Judgement():
            return entry.area, entry.condition, entry.phase
        case Answer():
            return entry.area, entry.series, entry.phase_since
        case _:
            return None
