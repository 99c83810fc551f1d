"""Rows of two tables held against each other by their keys, as arrays of numbers."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.model.encoding import days, encoded, order_key, places

ABSENT = -1
SERIES = ("indicator_id", "area_id")
KEY = (*SERIES, "period_kind", "period_start", "period_end")

_SPARSE = 8  # possible numbers for each row, up to which they are ticked off rather than sorted

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def stacked(stored: pa.Table, incoming: pa.Table, names: tuple[str, ...]) -> pa.Table:
    """Some columns of both, the stored rows first; texts are encoded."""
    both = [encoded(table.select(names)) for table in (stored, incoming)]
    return pa.concat_tables(both).unify_dictionaries()


def codes_of(table: pa.Table) -> Positions:
    """One number per row, equal where all columns are equal; the last columns count first."""
    codes, most = np.zeros(len(table), dtype=np.int64), 1
    for column in reversed(table.columns):
        found, different = _codes_of(column)
        if different > 1:
            codes *= different
            codes += found
        codes, most = _closed_up(codes, most * different)
    return codes


def _codes_of(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int32], int]:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes, different = places(column)
    return codes, max(1, len(different))


def _closed_up(codes: Positions, most: int) -> tuple[Positions, int]:
    """The same numbers without those that do not occur, where more than half of them do not."""
    if most <= 2 * len(codes):
        return codes, most
    if most > _SPARSE * len(codes):
        different, codes = np.unique(codes, return_inverse=True)
        return codes.astype(np.int64), len(different)
    seen = np.zeros(most, dtype=np.bool_)
    seen[codes] = True
    place = np.cumsum(seen, dtype=np.int32) - 1
    return place[codes].astype(np.int64), int(place[-1]) + 1


def matches(stored: Positions, incoming: Positions) -> Positions:
    """For each incoming key, the stored row that has it; ABSENT where none does."""
    place = np.full(max(stored.max(initial=0), incoming.max(initial=0)) + 1, ABSENT)
    place[stored] = np.arange(len(stored))
    return place[incoming]


def occurs(codes: Positions, stored: int) -> Mask:
    """Which of the first `stored` codes are among the rest."""
    among = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.bool_)
    among[codes[stored:]] = True
    found: Mask = among[codes[:stored]]
    return found


def first_rows(
    table: pa.Table, series: Positions, order: Positions, among: Mask, most: int
) -> Positions:
    """The rows among these that come first by series and period, in order, and at most so many.

    table   OBSERVATIONS, encoded or not
    series  the number of each row's series
    order   the numbers that occur, in the order of the ids that they stand for
    """
    if not among.any():
        return np.empty(0, dtype=np.int64)
    many = np.bincount(series if among.all() else series[among], minlength=int(order.max()) + 1)
    enough = int(np.searchsorted(np.cumsum(many[order]), most)) + 1
    wanted = np.zeros(len(many), dtype=np.bool_)
    wanted[order[:enough]] = True
    rows = np.flatnonzero(among & wanted[series])
    key = order_key(table.select(KEY).take(pa.array(rows)))
    return rows[np.argsort(key, kind="stable")][:most].astype(np.int64)


def covered(stored: pa.Table, incoming: pa.Table, series: Positions) -> Mask:
    """Which stored values are real and lie in the span that the upload covers of their series.

    series  the number of each row's series, the stored rows first
    """
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
    return within & ~fictional(stored)


def fictional(stored: pa.Table) -> Mask:
    """Which stored values are invented."""
    found: Mask = pc.fill_null(stored["fictional"], False).to_numpy()
    return found
