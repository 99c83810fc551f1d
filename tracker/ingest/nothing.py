"""Columns in which nothing stands, which take no room however long they are."""

import pyarrow as pa

_LENGTH = 2**16


def nulls(length: int, kind: pa.DataType) -> pa.ChunkedArray:
    """A column of nulls: one short array, over and over."""
    one = pa.nulls(min(_LENGTH, length), kind)
    whole, rest = divmod(length, _LENGTH)
    return pa.chunked_array([one] * whole + ([one.slice(0, rest)] if rest else []), kind)
