"""Undo: an accepted upload is withdrawn in one step, and what was before it comes back."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from tracker.errors import NotAllowed, TrackerError
from tracker.ingest import Difference, states_difference
from tracker.ingest.personal import is_personal
from tracker.model.access import Actor, Reader
from tracker.model.records import Publication, Upload
from tracker.service.access import Action, may, reader_for, require, require_organisation
from tracker.service.basis import SeriesKey
from tracker.service.flips import MOST_ROWS, Flip, flips
from tracker.service.originals import read_again
from tracker.service.programme import Site
from tracker.store import Snapshot, WithdrawUpload, Without

LONGEST_REASON = 2_000  # characters
_ORDER = ("indicator_id", "area_id", "period_start", "period_end")


@dataclass(frozen=True)
class Undoing:
    """What withdrawing an upload would do, to be looked at before it is done.

    difference    what comes back: `changes` holds values that turn back, `absent` those that go
    flips         verdicts that get another word; None where there are too many values to tell
    fictional     series that would be invented examples again: (indicator id, area id)
    publication   the data version that this is against
    """

    upload: Upload
    difference: Difference
    flips: tuple[Flip, ...] | None
    fictional: tuple[SeriesKey, ...]
    publication: int


def withdrawable(site: Site, actor: Actor | None) -> tuple[Upload, ...]:
    """The uploads in force that the actor may withdraw, newest first; none for who may not."""
    if actor is None or not may(actor, Action.UPLOAD):
        return ()
    snapshot, reader = site.store.at(), reader_for(actor)
    series = snapshot.upload_series(reader)
    found = [
        upload
        for upload in snapshot.uploads(reader)
        if _may_withdraw(snapshot, series.get(upload.id, ()), actor)
    ]
    return tuple(sorted(found, key=lambda upload: upload.received_at, reverse=True))


def look_at_withdrawal(site: Site, upload_id: str, actor: Actor | None) -> Undoing:
    """What would come back if the upload were withdrawn now; nothing is changed.

    Raises NotAllowed, also for another organisation's series; NotFound; Conflict for an upload
    that is no longer in force; StoreDamaged when an original cannot be read.
    """
    actor = require(actor, Action.UPLOAD)
    snapshot, reader = site.store.at(), reader_for(actor)
    found = _own(site, snapshot, upload_id, actor)
    before = _values_of(found.series, snapshot, reader)
    few = before.num_rows + found.values.num_rows <= MOST_ROWS
    return Undoing(
        upload=found.upload,
        difference=states_difference(before, found.values),
        flips=flips(site, snapshot, reader, before, found.values) if few else None,
        fictional=tuple(sorted(_invented(found.values) - _invented(before))),
        publication=snapshot.number,
    )


def withdraw(
    site: Site, upload_id: str, reason: str, actor: Actor | None, *, based_on: int
) -> Publication:
    """Take an upload out of force, whole: a data version of its own, with the reason on record.

    based_on    the data version that the person saw

    Raises NotAllowed, also for another organisation's series; NotFound; Conflict when it is no
    longer in force or its series moved after `based_on`; TrackerError for a reason that is missing,
    too long or holds personal data; StoreUnwritable; StoreDamaged when an original cannot be read.
    """
    actor = require(actor, Action.UPLOAD)
    why = " ".join(reason.split())
    if not why:
        raise TrackerError("withdrawal_needs_reason")
    if len(why) > LONGEST_REASON:
        raise TrackerError("withdrawal_reason_long", longest=LONGEST_REASON)
    if is_personal(why):
        raise TrackerError("withdrawal_personal_data")
    _own(site, site.store.at(), upload_id, actor)
    change = WithdrawUpload(upload_id, why, actor.person, site.clock(), read_again)
    return site.store.publish(change, actor, based_on=based_on)


def _own(site: Site, snapshot: Snapshot, upload_id: str, actor: Actor) -> Without:
    """What would be without an upload of the actor's own organisation. Raises NotAllowed."""
    found = site.store.without(upload_id, read_again, reader_for(actor))
    _require_own(snapshot, found.series, actor)
    return found


def _require_own(snapshot: Snapshot, series: Iterable[SeriesKey], actor: Actor) -> None:
    definitions = snapshot.definitions()
    indicators = definitions.indicators if definitions else {}
    for indicator, _ in series:
        if known := indicators.get(indicator):
            require_organisation(actor, known.owner_organisation)


def _may_withdraw(snapshot: Snapshot, series: Iterable[SeriesKey], actor: Actor) -> bool:
    try:
        _require_own(snapshot, series, actor)
    except NotAllowed:
        return False
    return True


def _values_of(series: Iterable[SeriesKey], snapshot: Snapshot, reader: Reader) -> pa.Table:
    """The values in force of some series."""
    wanted = pa.table(
        dict(zip(("indicator_id", "area_id"), zip(*series, strict=True), strict=True))
    )
    table = snapshot.observations(reader, indicators=wanted["indicator_id"].unique().to_pylist())
    kept = table.join(wanted, ["indicator_id", "area_id"], join_type="left semi")
    return kept.sort_by([(name, "ascending") for name in _ORDER])


def _invented(values: pa.Table) -> set[SeriesKey]:
    rows = values.filter(values["fictional"]).select(["indicator_id", "area_id"]).to_pylist()
    return {(row["indicator_id"], row["area_id"]) for row in rows}
