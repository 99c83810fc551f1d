"""What of a publication's decisions and entries a reader may see; how much of its series given."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any

from tracker.disclosure import Visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator
from tracker.model.records import PhaseDecision, Publication, Upload
from tracker.model.steering import OPEN_KINDS, Answer, AnyEntry, Judgement, Note, Recorded

Sight = Callable[[str], Visibility]  # of an indicator, by id

_UNTOLD_OF_UPLOADS = {"sha256": "0" * 64, "size": 0}
_UNTOLD_OF_DECISIONS = {"participants": None, "meeting": None, "frozen": None, "recorded_by": None}


def may_see(entry: AnyEntry, reader: Reader, sight: Sight, known: Iterable[Indicator]) -> bool:
    """Whether a reader may see an entry.

    known   the indicators of the publication's own day: evidence that they no longer hold is a
            name and nothing more
    """
    if reader.audience is Audience.OPEN and entry.kind not in OPEN_KINDS:
        return False
    match entry:
        case Note():
            return sight(entry.indicator) is Visibility.FULL
        case Answer():
            return sight(entry.series.indicator) is not Visibility.NAME_ONLY
        case Judgement():
            ids = {i.id for i in known}
            evidence = [e.indicator for e in entry.evidence if e.indicator in ids]
            return all(sight(i) is not Visibility.NAME_ONLY for i in evidence)
        case _:
            return True


def entry_as_seen(recorded: Recorded, reader: Reader) -> Recorded:
    """An entry that she may see; `öppen` not by whom it was recorded."""
    if reader.audience is not Audience.OPEN:
        return recorded
    return recorded.model_copy(update={"recorded_by": None})


def decision_as_seen(decision: PhaseDecision, reader: Reader) -> PhaseDecision:
    """A decision; for `öppen` without who took part and recorded it, at which meeting, and what
    they saw.
    """
    if reader.audience is not Audience.OPEN:
        return decision
    return decision.model_copy(update=_UNTOLD_OF_DECISIONS)


def upload_as_seen(upload: Upload, sight: Sight) -> Upload:
    """An upload; without what tells of its bytes, unless every value in it may be seen."""
    known = upload.indicators
    if known is not None and all(sight(i) is Visibility.FULL for i in known):
        return upload
    return upload.model_copy(update=_UNTOLD_OF_UPLOADS)


def versions_of(rows: Iterable[tuple[str]]) -> tuple[Recorded, ...]:
    """The versions of an entry, oldest first; one that was brought back stands once."""
    versions: dict[object, Recorded] = {}
    for (json,) in rows:
        recorded = Recorded.model_validate_json(json)
        written = (recorded.version, recorded.recorded_by, recorded.recorded_at)
        versions.pop(written, None)  # brought back by a restore, or under a new id
        versions[written] = recorded
    return tuple(versions.values())


def publication_in(row: tuple[Any, ...]) -> Publication:
    """A publication as the record keeps it."""
    number, made_at, made_by, kind, what, based_on, journal_hash = row
    return Publication(
        number=number,
        made_at=made_at.replace(tzinfo=UTC),
        made_by=made_by,
        kind=kind,
        what=what,
        based_on=based_on,
        journal_hash=journal_hash,
    )


def chosen(known: Iterable[str], asked: Sequence[str] | None) -> list[str]:
    """The ids that were asked for and are known; None asks for all."""
    return [id_ for id_ in known if asked is None or id_ in asked]
