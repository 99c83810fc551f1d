"""Answers that are kept: a publication leaves the numbers of most periods as they were."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.hidden import Hidden

_MOST = 4096
_KEPT: dict[bytes, Hidden] = {}
_LOCK = Lock()

Two = tuple[pa.Table, pa.Table]  # the rows, and the same as primary control leaves them


def by_period(rows: pa.Table, controlled: pa.Table) -> Iterator[Two]:
    """The rows of each period by themselves where none share a day; otherwise all of them."""
    order = [("period_start", "ascending"), ("period_end", "ascending")]
    spans = rows.select(["period_start", "period_end"]).group_by([n for n, _ in order])
    days = sorted(zip(*spans.aggregate([]).to_pydict().values(), strict=True))
    if any(later[0] <= before[1] for before, later in pairwise(days)):
        yield rows, controlled
        return
    placed = pc.sort_indices(rows, sort_keys=order)
    rows, starts = rows.take(placed), rows["period_start"].take(placed)
    whose = _ordered_like(controlled, order)
    begun = 0
    for start, _ in days:
        many = pc.sum(pc.equal(starts, start)).as_py()
        theirs = whose.filter(pc.equal(whose["period_start"], start))
        yield rows.slice(begun, many), theirs
        begun += many


def answer(asked: str, tables: Two, find: Callable[[], Hidden]) -> Hidden:
    """What was found of the same rows under the same rules, or is now.

    asked   all else that the answer rests on
    """
    key = _digest(asked, tables)
    found = _KEPT.get(key)
    if found is None:
        found = find()
        with _LOCK:
            while len(_KEPT) >= _MOST:
                del _KEPT[next(iter(_KEPT))]
            _KEPT[key] = found
    return found


def _ordered_like(table: pa.Table, order: list[tuple[str, str]]) -> pa.Table:
    return table.take(pc.sort_indices(table, sort_keys=order))


def _digest(asked: str, tables: Two) -> bytes:
    found = hashlib.sha256(asked.encode())
    for table in tables:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        found.update(sink.getvalue())
    return found.digest()
