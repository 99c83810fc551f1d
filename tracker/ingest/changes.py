"""What an upload would change: new, revised and unchanged values, series by series."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind

_MOST_CHANGES = 200
_SERIES = ("indicator_id", "area_id")
_KEY = (*_SERIES, "period_kind", "period_start", "period_end")
_CONTENT = ("value", "denominator", "responses", "status", "low", "high", "comment")
_ABSENT = -1

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class SeriesDifference:
    """How many values of one series are new, revised and unchanged.

    replaces_fictional  the stored series is an invented example
    """

    indicator_id: str
    area_id: str
    new: int
    revised: int
    unchanged: int
    replaces_fictional: bool


@dataclass(frozen=True)
class ChangedValue:
    """One value as it is stored and as it would be. `before` is None for a new one."""

    indicator_id: str
    area_id: str
    period: Period
    before: Observation | None
    after: Observation


@dataclass(frozen=True)
class Difference:
    """What an upload would change. `changes` holds at most 200, revised values first."""

    series: tuple[SeriesDifference, ...]
    changes: tuple[ChangedValue, ...]
    new: int
    revised: int
    unchanged: int


def difference(stored: pa.Table, incoming: pa.Table) -> Difference:
    """Compare an upload (OBSERVATIONS) with what is stored for the series that it touches.

    stored  OBSERVATIONS with `upload_id` and `fictional`; one row per series and period
    A value is revised when anything about it differs, its status or comment included.
    """
    keys = _codes(_stacked(stored, incoming, _KEY))
    series = _codes(_stacked(stored, incoming, _SERIES))
    before = _matches(keys[: len(stored)], keys[len(stored) :])
    new = before == _ABSENT
    revised = ~new & ~_same(stored, incoming, before)
    order = _by_key(incoming)
    first = np.concatenate([order[revised[order]], order[new[order]]])[:_MOST_CHANGES]
    return Difference(
        series=_by_series(stored, incoming, series, new, revised),
        changes=tuple(_change(stored, incoming, int(row), int(before[row])) for row in first),
        new=int(new.sum()),
        revised=int(revised.sum()),
        unchanged=len(incoming) - int(new.sum()) - int(revised.sum()),
    )


def _stacked(stored: pa.Table, incoming: pa.Table, names: tuple[str, ...]) -> pa.Table:
    return pa.concat_tables([stored.select(names), incoming.select(names)])


def _codes(table: pa.Table) -> Positions:
    """One number per row, equal where all columns are equal."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in table.columns:
        encoded = column.combine_chunks().dictionary_encode()
        codes = codes * max(1, len(encoded.dictionary)) + encoded.indices.to_numpy()
        codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    return codes


def _matches(stored: Positions, incoming: Positions) -> Positions:
    """For each incoming key, the stored row that has it; _ABSENT where none does."""
    place = np.full(max(stored.max(initial=0), incoming.max(initial=0)) + 1, _ABSENT)
    place[stored] = np.arange(len(stored))
    return place[incoming]


def _same(stored: pa.Table, incoming: pa.Table, before: Positions) -> Mask:
    """Which incoming rows say exactly what the stored row says; False where there is none."""
    rows = pa.array(before, mask=before == _ABSENT)
    same: Mask = before != _ABSENT
    for name in _CONTENT:
        old, new = stored[name].take(rows), incoming[name]
        both_null = pc.and_(pc.is_null(old), pc.is_null(new))
        equal = pc.or_kleene(both_null, pc.equal(old, new)).fill_null(False)
        same &= equal.combine_chunks().to_numpy(zero_copy_only=False)
    return same


def _by_key(incoming: pa.Table) -> Positions:
    keys = [(name, "ascending") for name in (*_SERIES, "period_start", "period_end")]
    rows: Positions = pc.sort_indices(incoming, sort_keys=keys).to_numpy().astype(np.int64)
    return rows


def _by_series(
    stored: pa.Table, incoming: pa.Table, series: Positions, new: Mask, revised: Mask
) -> tuple[SeriesDifference, ...]:
    most = int(series.max(initial=-1)) + 1
    old, coming = series[: len(stored)], series[len(stored) :]
    total = np.bincount(coming, minlength=most)
    added = np.bincount(coming[new], minlength=most)
    changed = np.bincount(coming[revised], minlength=most)
    fictional = pc.fill_null(stored["fictional"], False).to_numpy()
    invented = np.bincount(old[fictional], minlength=most) > 0
    found, first = np.unique(coming, return_index=True)
    names = incoming.select(_SERIES).take(pa.array(first)).to_pylist()
    differences = (
        SeriesDifference(
            **name,
            new=int(added[code]),
            revised=int(changed[code]),
            unchanged=int(total[code] - added[code] - changed[code]),
            replaces_fictional=bool(invented[code]),
        )
        for name, code in zip(names, found.tolist(), strict=True)
    )
    return tuple(sorted(differences, key=lambda d: (d.indicator_id, d.area_id)))


def _change(stored: pa.Table, incoming: pa.Table, row: int, before: int) -> ChangedValue:
    after = _observation(incoming, row)
    return ChangedValue(
        indicator_id=incoming["indicator_id"][row].as_py(),
        area_id=incoming["area_id"][row].as_py(),
        period=after.period,
        before=None if before == _ABSENT else _observation(stored, before),
        after=after,
    )


def _observation(table: pa.Table, row: int) -> Observation:
    """One row of a table as an observation."""
    cells = table.slice(row, 1).to_pylist()[0]
    kind = PeriodKind(cells["period_kind"])
    return Observation(
        period=Period(cells["period_start"], cells["period_end"], kind),
        status=Status(cells["status"]),
        value=cells["value"],
        denominator=cells["denominator"],
        responses=cells["responses"],
        low=cells["low"],
        high=cells["high"],
        comment=cells["comment"],
        upload_id=cells.get("upload_id"),
    )
