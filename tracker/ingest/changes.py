"""What an upload would change: new, revised, unchanged and absent values, series by series."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.matching import (
    ABSENT,
    KEY,
    SERIES,
    Mask,
    Positions,
    codes_of,
    covered,
    fictional,
    first_rows,
    matches,
    occurs,
    stacked,
)
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind

_MOST_CHANGES = 200
_COUNTED = ("total", "new", "revised", "absent", "invented")
_CONTENT = ("value", "denominator", "responses", "status", "low", "high", "comment")


@dataclass(frozen=True)
class SeriesDifference:
    """How many values of one series are new, revised, unchanged and absent.

    replaces_fictional  the stored series is an invented example
    """

    indicator_id: str
    area_id: str
    new: int
    revised: int
    unchanged: int
    replaces_fictional: bool
    absent: int = 0


@dataclass(frozen=True)
class ChangedValue:
    """One value as it is stored and as it would be. `before` is None for a new one."""

    indicator_id: str
    area_id: str
    period: Period
    before: Observation | None
    after: Observation


@dataclass(frozen=True)
class AbsentValue:
    """One value that is stored and that the upload does not have."""

    indicator_id: str
    area_id: str
    before: Observation


@dataclass(frozen=True)
class Difference:
    """What an upload would change. `changes` holds at most 200, revised values first.

    absent         real values that are stored within the span that the upload covers of their
                   series, and that it does not have; they stay, unless it is said to be complete
    absent_values  at most 200 of them
    """

    series: tuple[SeriesDifference, ...]
    changes: tuple[ChangedValue, ...]
    new: int
    revised: int
    unchanged: int
    absent: int = 0
    absent_values: tuple[AbsentValue, ...] = ()


def difference(stored: pa.Table, incoming: pa.Table) -> Difference:
    """Compare an upload (OBSERVATIONS) with what is stored for the series that it touches.

    stored  OBSERVATIONS with `upload_id` and `fictional`; one row per series and period
    A value is revised when anything about it differs, its status or comment included.
    """
    return _difference(stored, incoming, whole=False)


def states_difference(before: pa.Table, after: pa.Table) -> Difference:
    """Compare two states of some series; what only the earlier one has is absent.

    before, after  as `stored` above
    """
    return _difference(before, after, whole=True)


def _difference(stored: pa.Table, incoming: pa.Table, *, whole: bool) -> Difference:
    """`whole`: every stored value that is not in `incoming` is absent, wherever it lies."""
    both = stacked(stored, incoming, SERIES)
    series = codes_of(both)
    if len(stored):
        keys = codes_of(stacked(stored, incoming, KEY))
        before = matches(keys[: len(stored)], keys[len(stored) :])
    else:
        keys, before = series, np.full(len(incoming), ABSENT)
    new = before == ABSENT
    revised = ~new & ~_same(stored, incoming, before)
    absent = ~occurs(keys, len(stored))
    if not whole:
        absent &= covered(stored, incoming, series)
    order, names = _by_name(both, series)
    old, coming = series[: len(stored)], series[len(stored) :]
    first = [first_rows(incoming, coming, order, rows, _MOST_CHANGES) for rows in (revised, new)]
    return Difference(
        series=_by_series(
            order,
            names,
            total=coming,
            new=coming if new.all() else coming[new],
            revised=coming[revised],
            absent=old[absent],
            invented=old[fictional(stored)],
        ),
        changes=tuple(
            _change(stored, incoming, int(row), int(before[row]))
            for row in np.concatenate(first)[:_MOST_CHANGES]
        ),
        new=int(new.sum()),
        revised=int(revised.sum()),
        unchanged=len(incoming) - int(new.sum()) - int(revised.sum()),
        absent=int(absent.sum()),
        absent_values=tuple(
            AbsentValue(
                stored["indicator_id"][row].as_py(),
                stored["area_id"][row].as_py(),
                _observation(stored, row),
            )
            for row in first_rows(stored, old, order, absent, _MOST_CHANGES).tolist()
        ),
    )


def _by_name(both: pa.Table, series: Positions) -> tuple[Positions, list[tuple[str, str]]]:
    """The numbers of the series that occur, in the order of their ids, and those ids."""
    example = np.full(int(series.max(initial=-1)) + 1, ABSENT)
    example[series] = np.arange(len(series))
    occur = np.flatnonzero(example != ABSENT)
    every = both.take(pa.array(example[occur]))
    names = list(zip(*(every[name].to_pylist() for name in SERIES), strict=True))
    order = sorted(range(len(names)), key=names.__getitem__)
    return occur[order], [names[place] for place in order]


def _same(stored: pa.Table, incoming: pa.Table, before: Positions) -> Mask:
    """Which incoming rows say exactly what the stored row says; False where there is none."""
    same: Mask = before != ABSENT
    if not same.any():
        return same
    rows = pa.array(before, mask=before == ABSENT)
    for name in _CONTENT:
        old, new = stored[name].take(rows), incoming[name]
        new = new.cast(old.type)
        both_null = pc.and_(pc.is_null(old), pc.is_null(new))
        equal = pc.or_kleene(both_null, pc.equal(old, new)).fill_null(False)
        same &= equal.combine_chunks().to_numpy(zero_copy_only=False)
    return same


def _by_series(
    order: Positions, names: list[tuple[str, str]], **rows: Positions
) -> tuple[SeriesDifference, ...]:
    """The counts of each series with a row that comes or is absent, in the order given.

    rows  the series of those that come, are new, revised, absent and invented
    """
    most = int(order.max(initial=-1)) + 1
    counts = {what: np.bincount(of, minlength=most)[order].tolist() for what, of in rows.items()}
    every = zip(names, *(counts[what] for what in _COUNTED), strict=True)
    return tuple(
        SeriesDifference(
            indicator_id,
            area_id,
            new=new,
            revised=revised,
            unchanged=total - new - revised,
            replaces_fictional=invented > 0,
            absent=absent,
        )
        for (indicator_id, area_id), total, new, revised, absent, invented in every
        if total or absent
    )


def _change(stored: pa.Table, incoming: pa.Table, row: int, before: int) -> ChangedValue:
    after = _observation(incoming, row)
    return ChangedValue(
        indicator_id=incoming["indicator_id"][row].as_py(),
        area_id=incoming["area_id"][row].as_py(),
        period=after.period,
        before=None if before == ABSENT else _observation(stored, before),
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
