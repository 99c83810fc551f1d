"""Labels that are written on the first row of a group only, as PxWeb's Excel files do."""

from collections.abc import Sequence, Set

from tracker.ingest.frames.axis import is_heading
from tracker.ingest.frames.rows import is_blank
from tracker.ingest.grid import Cell

_TextRow = Sequence[Cell]


def columns_to_fill(rows: Sequence[_TextRow], names: Sequence[str], words: Set[int]) -> int:
    """How many leading columns have their blanks to be filled from above; 0 for none.

    words  the columns that hold words
    Only where the blanks lead the row, the first row is complete, and a column of labels is left
    after them: a row without any label would take the label of the row above it.
    """
    blanks = [_leading_blanks(row) for row in rows]
    deepest = max(blanks, default=0)
    if not deepest or blanks[0] or deepest + 1 >= len(names):
        return 0
    if max(words, default=-1) < deepest and not is_heading(names[deepest]):
        return 0
    complete = all(
        not is_blank(cell)
        for row, blank in zip(rows, blanks, strict=True)
        for cell in row[blank : deepest + 1]
    )
    return deepest if complete else 0


def fill_down(rows: Sequence[list[Cell]], columns: int) -> None:
    """Fill the blanks of the first columns from above, in place."""
    current: list[Cell] = [""] * columns
    for row in rows:
        for column in range(columns):
            if is_blank(row[column]):
                row[column] = current[column]
            else:
                current[column] = row[column]


def _leading_blanks(row: _TextRow) -> int:
    count = 0
    for cell in row:
        if not is_blank(cell):
            break
        count += 1
    return count
