"""Rows of two tables held against each other by their keys, as arrays of numbers."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tracker.model.encoding import encoded, places

ABSENT = -1

_PART = 2**18  # rows
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


def least(key: npt.NDArray[np.signedinteger], among: Mask, most: int) -> Positions:
    """The rows among these with the smallest keys, in order, and at most so many."""
    rows = np.flatnonzero(among)
    if len(rows) > most:  # the least of each part are more than enough
        parts = [rows[start : start + _PART] for start in range(0, len(rows), _PART)]
        rows = np.concatenate([part[_no_larger(key[part], most)] for part in parts])
    return rows[np.argsort(key[rows], kind="stable")][:most].astype(np.int64)


def _no_larger(keys: npt.NDArray[np.signedinteger], most: int) -> Positions:
    """The places of the smallest so many, and of all that are equal to the largest of them."""
    if len(keys) <= most:
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, most)[most])
