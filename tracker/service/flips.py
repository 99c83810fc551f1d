"""Which verdicts a change of values would give another word, before it is made.

Only the series that the change touches are assessed, at the same reference date, by the method
and the definitions in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from tracker import assessment
from tracker.assessment import Case
from tracker.ingest import would_be
from tracker.model.access import Reader
from tracker.model.observations import Series
from tracker.model.verdicts import Verdict
from tracker.service.basis import Basis, SeriesKey, phase_status
from tracker.service.programme import Site, reference_date
from tracker.service.uploads import Preview
from tracker.store import Snapshot, series_in

MOST_ROWS = 50_000  # more are not assessed while somebody waits


@dataclass(frozen=True)
class Flip:
    """The verdict of one series as it is and as it would be; their words differ."""

    indicator_id: str
    area_id: str
    before: Verdict
    after: Verdict


def flips_of_draft(
    site: Site, seen: Preview, reader: Reader, *, complete: bool = False
) -> tuple[Flip, ...] | None:
    """The verdicts that accepting a draft would turn; None for too large a file to tell.

    complete    as when it is accepted
    """
    if seen.reading.observations.num_rows > MOST_ROWS or seen.reading.faults:
        return None
    snapshot = site.store.at(seen.publication)
    touched = [one.indicator_id for one in seen.difference.series]
    stored = snapshot.observations(reader, indicators=touched)
    if stored.num_rows > MOST_ROWS:
        return None
    after = would_be(
        stored,
        seen.reading.observations,
        complete=complete,
        replaces_fictional=seen.replaces_fictional,
    )
    return flips(site, snapshot, reader, stored, after)


def flips(
    site: Site, snapshot: Snapshot, reader: Reader, before: pa.Table, after: pa.Table
) -> tuple[Flip, ...]:
    """The verdicts that differ between two states of some series, in the order of their ids.

    before, after    OBSERVATIONS, upload_id and fictional, in the order of a snapshot's
    """
    definitions = snapshot.definitions()
    if definitions is None:
        return ()
    day = reference_date(definitions.programme, site.today)
    decisions = snapshot.decisions(reader)
    phases = {area.id: phase_status(area, decisions, day) for area in definitions.phase_areas}
    then, now = _by_key(series_in(before)), _by_key(series_in(after))
    keys = sorted(
        (indicator, area)
        for indicator, area in then.keys() | now.keys()
        if area in definitions.indicators[indicator].areas
    )
    basis = Basis(definitions, reader, day, {}, phases, {})

    def verdicts(state: dict[SeriesKey, Series]) -> list[Verdict]:
        cases = [
            Case(
                state.get(key) or Series(*key, ()),
                definitions.indicators[key[0]],
                basis.phase_of(definitions.areas[key[1]]),
            )
            for key in keys
        ]
        return assessment.assess_all(cases, reference_date=day, freshness=basis.freshness)

    return tuple(
        Flip(*key, was, would)
        for key, was, would in zip(keys, verdicts(then), verdicts(now), strict=True)
        if was.word is not would.word
    )


def _by_key(every: Iterable[Series]) -> dict[SeriesKey, Series]:
    return {(one.indicator_id, one.area_id): one for one in every}
