"""What the values of a data version say: every verdict, and the evidence of every area.

Kept by what it depends on: the values as the reader may see them, where they are from, the
definitions, the decisions on phases, the day and the method. Whatever else is put on record (an
action, a meeting, a note) makes a data version in which none of this is reckoned anew.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from pyarrow.csv import write_csv
from pydantic import BaseModel

from tracker.assessment import METHOD_VERSION
from tracker.model.access import Reader
from tracker.model.definitions import Definitions
from tracker.model.records import Upload
from tracker.model.report import AreaReport
from tracker.service.area_reports import Made, area_reports
from tracker.service.basis import Basis, SeriesKey, phase_status
from tracker.service.kept import Kept
from tracker.service.series_reports import series_reports
from tracker.store import Snapshot, series_in

_MOST = 32  # as many as there are readers, days and data versions in use at a time


@dataclass(frozen=True)
class Judged:
    """The report of every series that the definitions name, and of every area with a phase."""

    series: Made
    areas: tuple[AreaReport, ...]


_KEPT: Kept[Judged] = Kept(_MOST)


def judged(
    snapshot: Snapshot, definitions: Definitions, reader: Reader, *, reference_date: date
) -> Judged:
    """What the values that a reader may see say on a day; the same object for the same values."""
    values = snapshot.observations(reader)
    uploads = _uploads_by_series(snapshot, reader)
    decisions = snapshot.decisions(reader)

    def judge() -> Judged:
        basis = Basis(
            definitions=definitions,
            reader=reader,
            day=reference_date,
            series={(s.indicator_id, s.area_id): s for s in series_in(values)},
            phases={
                area.id: phase_status(area, decisions, reference_date)
                for area in definitions.phase_areas
            },
            uploads=uploads,
        )
        made = series_reports(basis)
        return Judged(made, area_reports(basis, made))

    key = (
        METHOD_VERSION,
        snapshot.fingerprint(),
        reader.audience,
        reader.organisations,
        reference_date,
        _digest_of_table(values),
        _digest(upload for key in sorted(uploads) for upload in uploads[key]),
        tuple((key, len(uploads[key])) for key in sorted(uploads)),
        _digest(decisions),
    )
    return _KEPT.get(key, judge)


def _uploads_by_series(snapshot: Snapshot, reader: Reader) -> dict[SeriesKey, tuple[Upload, ...]]:
    by_id = {upload.id: upload for upload in snapshot.uploads(reader)}
    found: dict[SeriesKey, list[Upload]] = {}
    for upload_id, keys in snapshot.upload_series(reader).items():
        for key in keys:
            if upload_id in by_id:
                found.setdefault(key, []).append(by_id[upload_id])
    return {
        key: tuple(sorted(uploads, key=lambda u: u.received_at)) for key, uploads in found.items()
    }


def _digest(models: Iterable[BaseModel]) -> str:
    """SHA-256 of what the models say, one after the other."""
    found = hashlib.sha256()
    for one in models:
        found.update(one.model_dump_json().encode() + b"\n")
    return found.hexdigest()


def _digest_of_table(table: pa.Table) -> str:
    """SHA-256 of a table as text, which no chance in memory has a part in."""
    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    written = io.BytesIO()
    write_csv(pa.table(plain, names=table.column_names), written)
    return hashlib.sha256(written.getbuffer()).hexdigest()
