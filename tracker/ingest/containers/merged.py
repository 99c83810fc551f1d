"""Merged cells: what stands in the first one holds for all of them."""

from datetime import date

from tracker.ingest.grid import Cell

Range = tuple[tuple[int, int], tuple[int, int]]  # first and last cell, row and column from 0
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def filled(rows: list[list[Cell]], ranges: list[Range]) -> None:
    """Fill merged cells in place, within the used area.

    Only labels: a number that was merged over several rows would become several values. A cell
    that has its row to itself is a title and stays one.
    """
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]) or (top, left) == (bottom, right):
            continue
        label = rows[top][left]
        if not _is_label(label) or (top == bottom and _alone(rows[top])):
            continue
        for row in rows[top : bottom + 1]:
            last = min(right + 1, len(row))
            row[left:last] = [label if cell == "" else cell for cell in row[left:last]]


def _is_label(cell: Cell) -> bool:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _FIRST_YEAR <= cell <= _LAST_YEAR
    return isinstance(cell, date) or (isinstance(cell, str) and cell != "")


def _alone(row: list[Cell]) -> bool:
    return sum(cell != "" for cell in row) < 2
