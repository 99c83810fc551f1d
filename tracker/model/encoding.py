"""Tables whose texts are places among the different ones, and numbers to sort their rows by."""

from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[np.signedinteger]
Part = tuple[Numbers, int]  # numbers from nought, and how many there may be

_WIDEST = 2**62
_NARROW = 2**31 - 1
_BLOCK = 2**18  # rows


def encoded(table: pa.Table) -> pa.Table:
    """The same table with every column of text as ENCODED_OBSERVATIONS has it."""
    columns = [
        column.dictionary_encode() if pa.types.is_string(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names).unify_dictionaries()


def places(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int32], list[str]]:
    """For each row of a column of text that is encoded, its place among the texts; the texts.

    No text may be null.
    """
    if not column.num_chunks:
        return np.empty(0, np.int32), []
    column = column.unify_dictionaries()
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in column.chunks])
    return codes, column.chunk(0).dictionary.to_pylist()


def days(column: pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """A column of dates as days since 1970."""
    found: npt.NDArray[np.int32] = column.cast(pa.int32()).to_numpy()
    return found


def order_key(table: pa.Table) -> Numbers:
    """A number for each row that rises with (indicator id, area id, first day, last day).

    table   OBSERVATIONS, encoded or not
    """
    series = encoded(table.select(["indicator_id", "area_id"]))
    first = days(table["period_start"])
    # How long a period is takes fewer numbers than its last day, and most are equally long.
    parts = [*map(_ranks, series.columns), _from_nought(first)]
    parts.append(_from_nought(days(table["period_end"]) - first))
    return reduce(_joined, parts)[0]


def _ranks(column: pa.ChunkedArray) -> Part:
    codes, texts = places(column)
    ranks = np.empty(len(texts), dtype=np.int32)
    ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts), dtype=np.int32)
    found = np.empty(len(codes), dtype=np.int32)
    for start in range(0, len(codes), _BLOCK):
        found[start : start + _BLOCK] = ranks[codes[start : start + _BLOCK]]
    return found, max(1, len(texts))


def _from_nought(found: npt.NDArray[np.int32]) -> Part:
    if not len(found):
        return found, 1
    least = found.min()
    return found - least, int(found.max() - least) + 1


def _joined(first: Part, second: Part) -> Part:
    """Numbers that rise with the first and, where those are equal, with the second."""
    (numbers, most), (others, many) = first, second
    if many == 1:
        return first
    if most * many > _WIDEST:
        different, numbers = np.unique(numbers, return_inverse=True)
        most = len(different)
    if most * many > _NARROW:
        numbers = numbers.astype(np.int64)
    return numbers * numbers.dtype.type(many) + others, most * many
