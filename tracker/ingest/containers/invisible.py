"""Letters that nobody sees: taken away, or a fault where they change the order of what is read."""

import re
from collections.abc import Iterator
from itertools import chain

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.grid import Cell, Grid

# Soft hyphen, zero widths, left-to-right and right-to-left marks, byte order marks.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u2060-\u2065\ufeff\ufff9-\ufffb]")
# Embeddings, overrides and isolates: «12» may be shown as «21».
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def holds_unseen(text: str) -> bool:
    """Whether any such letter stands in a text."""
    return bool(_UNSEEN.search(text) or _TURNING.search(text))


def cleaned(grid: Grid, listed: int) -> tuple[Grid, list[Fault], list[Fault]]:
    """The sheet without unseen letters, a warning that they were there, and faults of turned text.

    listed  how many faults at most
    """
    texts = {cell for cell in set(chain.from_iterable(grid.rows)) if isinstance(cell, str)}
    turned = {text for text in texts if _TURNING.search(text)}
    unseen = {text: _UNSEEN.sub("", text) for text in texts if _UNSEEN.search(text)}
    faults = (
        [
            Fault(FaultCode.TEXT_DIRECTION, file=grid.name or None, row=row)
            for row, cell in _cells(grid)
            if cell in turned
        ][:listed]
        if turned
        else []
    )
    if not unseen:
        return grid, [], faults
    count = sum(cell in unseen for _, cell in _cells(grid))
    warning = Fault(FaultCode.INVISIBLE_REMOVED, {"count": count}, file=grid.name or None)
    rows = tuple(
        tuple(unseen.get(cell, cell) if isinstance(cell, str) else cell for cell in row)
        for row in grid.rows
    )
    changed = Grid(grid.name, rows, grid.hidden, grid.hidden_rows, grid.hidden_columns)
    return changed, [warning], faults


def _cells(grid: Grid) -> Iterator[tuple[int, Cell]]:
    return ((number, cell) for number, row in enumerate(grid.rows, start=1) for cell in row)
