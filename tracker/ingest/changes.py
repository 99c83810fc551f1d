"""What an upload would change: new, revised, unchanged and absent values, series by series."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.matching import (
    ABSENT,
    Mask,
    Positions,
    codes_of,
    least,
    matches,
    occurs,
    stacked,
)
from tracker.model.encoding import days, order_key
from tracker.model.observations import OBSERVATIONS, Observation, Status
from tracker.model.periods import Period, PeriodKind

_MOST_CHANGES = 200
_SERIES = ("indicator_id", "area_id")
_KEY = (*_SERIES, "period_kind", "period_start", "period_end")
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


def would_be(
    stored: pa.Table, incoming: pa.Table, *, complete: bool, replaces_fictional: bool
) -> pa.Table:
    """What the series of `stored` would hold after an upload, in its columns and order.

    complete            absent values are withdrawn
    replaces_fictional  the invented values of the series that it touches go
    """
    keys = codes_of(stacked(stored, incoming, _KEY))
    series = codes_of(stacked(stored, incoming, _SERIES))
    gone = occurs(keys, len(stored))
    if complete:
        gone |= _covered(stored, incoming, series)
    if replaces_fictional:
        gone |= occurs(series, len(stored)) & _fictional(stored)
    names = [*OBSERVATIONS.names, "upload_id", "fictional"]
    coming = (
        incoming.select(OBSERVATIONS.names)
        .cast(OBSERVATIONS)
        .append_column("upload_id", pa.nulls(len(incoming), pa.string()))
    )
    coming = coming.append_column("fictional", pa.repeat(pa.scalar(False), len(incoming)))
    kept = stored.filter(pa.array(~gone)).select(names)
    both = pa.concat_tables([kept, coming.select(names)])
    return both.take(pa.array(np.argsort(order_key(both), kind="stable")))


def _difference(stored: pa.Table, incoming: pa.Table, *, whole: bool) -> Difference:
    """`whole`: every stored value that is not in `incoming` is absent, wherever it lies."""
    series = codes_of(stacked(stored, incoming, _SERIES))
    if len(stored):
        keys = codes_of(stacked(stored, incoming, _KEY))
        before = matches(keys[: len(stored)], keys[len(stored) :])
    else:
        keys, before = series, np.full(len(incoming), ABSENT)
    new = before == ABSENT
    revised = ~new & ~_same(stored, incoming, before)
    absent = ~occurs(keys, len(stored))
    if not whole:
        absent &= _covered(stored, incoming, series)
    key = order_key(incoming)
    first = np.concatenate([least(key, revised, _MOST_CHANGES), least(key, new, _MOST_CHANGES)])[
        :_MOST_CHANGES
    ]
    return Difference(
        series=_by_series(stored, incoming, series, new=new, revised=revised, absent=absent),
        changes=tuple(_change(stored, incoming, int(row), int(before[row])) for row in first),
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
            for row in least(order_key(stored), absent, _MOST_CHANGES).tolist()
        ),
    )


def _covered(stored: pa.Table, incoming: pa.Table, series: Positions) -> Mask:
    """Which stored values are real and lie in the span that the upload covers of their series."""
    if not len(stored):
        return np.zeros(0, dtype=np.bool_)
    old, coming = series[: len(stored)], series[len(stored) :]
    most = int(series.max(initial=-1)) + 1
    first = np.full(most, np.iinfo(np.int64).max)
    last = np.full(most, np.iinfo(np.int64).min)
    np.minimum.at(first, coming, days(incoming["period_start"]))
    np.maximum.at(last, coming, days(incoming["period_end"]))
    within = (days(stored["period_start"]) >= first[old]) & (
        days(stored["period_end"]) <= last[old]
    )
    return within & ~_fictional(stored)


def _fictional(stored: pa.Table) -> Mask:
    fictional: Mask = pc.fill_null(stored["fictional"], False).to_numpy()
    return fictional


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
    stored: pa.Table,
    incoming: pa.Table,
    series: Positions,
    *,
    new: Mask,
    revised: Mask,
    absent: Mask,
) -> tuple[SeriesDifference, ...]:
    most = int(series.max(initial=-1)) + 1
    old, coming = series[: len(stored)], series[len(stored) :]
    total = np.bincount(coming, minlength=most)
    added = total if new.all() else np.bincount(coming[new], minlength=most)
    changed = np.bincount(coming[revised], minlength=most)
    lacking = np.bincount(old[absent], minlength=most)
    invented = np.bincount(old[_fictional(stored)], minlength=most) > 0
    touched = np.flatnonzero((total > 0) | (lacking > 0))
    example = np.empty(most, dtype=np.int64)
    example[series] = np.arange(len(series))
    every = stacked(stored, incoming, _SERIES).take(pa.array(example[touched]))
    differences = (
        SeriesDifference(
            **name,
            new=int(added[code]),
            revised=int(changed[code]),
            unchanged=int(total[code] - added[code] - changed[code]),
            replaces_fictional=bool(invented[code]),
            absent=int(lacking[code]),
        )
        for name, code in zip(every.to_pylist(), touched.tolist(), strict=True)
    )
    return tuple(sorted(differences, key=lambda d: (d.indicator_id, d.area_id)))


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
