"""Our own form in other clothes: told from other files by its header, and read from a workbook.

A file is in the own form when a header names the column `indikator`; only we ask for that.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.container import packed_as, written_as
from tracker.ingest.encoding import decode
from tracker.ingest.grid import Cell, ContainerKind, Grid, Opened
from tracker.ingest.meaning.columns import shown
from tracker.ingest.own.dialect import sample, separators_of
from tracker.ingest.own.frame import REQUIRED, Frame, column_named, find_table

_TOP = 64 * 1024  # bytes looked at
_LINES = 4096  # bytes in which the header of a damaged file is looked for
_HEADER_WITHIN = 50  # rows
_INDICATOR = REQUIRED[0]


def is_own_text(data: bytes) -> bool:
    """Whether delimited text has the own form's header."""
    top = data[:_TOP]
    if packed_as(top) is not None:
        return False
    if len(data) > _TOP and (end := top.rfind(b"\n")) >= 0:
        top = top[: end + 1]
    if b"\0" in top:  # UTF-16: whole characters
        top = top[: len(top) - len(top) % 2]
    text = decode(top)
    if isinstance(text, Fault):  # what is wrong with it is told by the own form's reader
        return _INDICATOR.encode() in top[:_LINES].replace(b"\0", b"").lower()
    if written_as(text.body) is not None:
        return False
    lines = sample(text.body)
    _, frame = find_table(lines, separators_of(lines))
    return isinstance(frame, Frame) and _INDICATOR in map(column_named, frame.header)


def is_own_workbook(opened: Opened) -> bool:
    """Whether a workbook holds the own form, such as our template filled in."""
    books = (ContainerKind.XLSX, ContainerKind.XLS)
    return opened.kind in books and any(map(_header_row, _seen(opened)))


def own_text(opened: Opened) -> bytes | Fault:
    """The sheet with the own form as CSV, UTF-8; each row keeps its number.

    A workbook with the form on several sheets is a fault: which of them holds is not said.
    """
    sheets = [grid for grid in _seen(opened) if _header_row(grid)]
    if len(sheets) > 1:
        names = ", ".join(grid.name for grid in sheets)
        return Fault(FaultCode.SEVERAL_OWN_SHEETS, {"sheets": names})
    (grid,) = sheets
    header = grid.rows[_header_row(grid) - 1]
    width = len(_without_blank_end(header))
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\n")
    for row in grid.rows:
        cells = [_text(cell) for cell in _without_blank_end(row)]
        writer.writerow(cells + [""] * (width - len(cells)))
    return page.getvalue().encode()


def _seen(opened: Opened) -> list[Grid]:
    return [grid for grid in opened.grids if not grid.hidden]


def _header_row(grid: Grid) -> int:
    """The row of the header, from 1; 0 where there is none."""
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN], start=1):
        named = {column_named(cell) for cell in row if isinstance(cell, str)}
        if _INDICATOR in named and named & set(REQUIRED[1:]):
            return number
    return 0


def _without_blank_end(row: Sequence[Cell]) -> list[Cell]:
    cells = list(row)
    while cells and isinstance(cells[-1], str) and not cells[-1].strip():
        cells.pop()
    return cells


def _text(cell: Cell) -> str:
    """A cell as a person would have typed it: a decimal comma, a day as 2024-01-31."""
    match cell:
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case bool() | datetime() | date() | time() | int():
            return shown(cell)
        case float():
            return _number(cell)
        case _:
            return " ".join(cell.split())


def _number(value: float) -> str:
    """A number that can be read in one way only: three decimals would look like thousands."""
    text = shown(value)
    if "e" in text or "." not in text:
        return text
    whole, decimals = text.split(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}"
