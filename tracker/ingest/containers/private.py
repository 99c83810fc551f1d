"""Personal data in any cell of any sheet, hidden ones too: the place is told, never the content."""

import re
from collections.abc import Iterable
from itertools import chain

import pyarrow as pa

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers.places import column_letter
from tracker.ingest.grid import Cell, Grid
from tracker.ingest.personal import is_personal, is_registered_number, personal_strings

_SHORTEST = 6
_MANY = 20  # ten-digit numbers in a column, from which on the column tells what they are
_BY_CHANCE = 0.02  # an amount passes as a personal number once in 270
_TEN_DIGITS = re.compile(r"\d{10}")


def personal_faults(grids: Iterable[Grid], listed: int) -> list[Fault]:
    """One fault for every cell with personal data; `file` is the sheet's name."""
    faults: list[Fault] = []
    for grid in grids:
        faults += _in_grid(grid, listed - len(faults))
        if len(faults) >= listed:
            break
    return faults


def _in_grid(grid: Grid, listed: int) -> list[Fault]:
    sheet = None if is_personal(grid.name) else grid.name or None
    faults = [] if not is_personal(grid.name) else [Fault(FaultCode.PERSONAL_DATA)]
    suspects = _suspects(set(chain.from_iterable(grid.rows)))
    if not suspects:
        return faults
    amounts = _columns_of_amounts(grid, {s for s in suspects if _TEN_DIGITS.fullmatch(s)})
    for number, row in enumerate(grid.rows, start=1):
        for position, cell in enumerate(row):
            text = _text(cell)
            if text in suspects and not (position in amounts and _TEN_DIGITS.fullmatch(text)):
                column = column_letter(position)
                faults.append(Fault(FaultCode.PERSONAL_DATA, file=sheet, row=number, column=column))
                if len(faults) >= listed:
                    return faults
    return faults


def _suspects(cells: set[Cell]) -> set[str]:
    """The distinct cells that hold personal data; ten bare digits among them, amount or not."""
    texts = [text for cell in cells if len(text := _text(cell)) >= _SHORTEST]
    return {texts[i] for i in personal_strings(pa.array(texts, pa.string()), numeric=False)}


def _text(cell: Cell) -> str:
    """A cell as text; "" for one that can hold no personal data."""
    if isinstance(cell, str):
        return cell
    return str(cell) if type(cell) is int and cell > 99_999_999 else ""


def _columns_of_amounts(grid: Grid, suspects: set[str]) -> set[int]:
    """The columns whose ten-digit numbers are amounts: few pass the check of a personal number.

    Among organisation numbers nearly all pass the check digit, and one that is a date as well is
    a person's firm: such a column is none of amounts.
    """
    if not suspects:
        return set()
    columns: dict[int, list[str]] = {}
    for row in grid.rows:
        for position, cell in enumerate(row):
            text = _text(cell)
            if len(text) == 10 and text.isascii() and text.isdigit():
                columns.setdefault(position, []).append(text)
    return {position for position, texts in columns.items() if _are_amounts(texts, suspects)}


def _are_amounts(texts: list[str], suspects: set[str]) -> bool:
    if len(texts) < _MANY or sum(map(is_registered_number, texts)) * 2 > len(texts):
        return False
    return sum(text in suspects for text in texts) <= _BY_CHANCE * len(texts)
