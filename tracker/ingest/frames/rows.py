"""A sheet's rows with the kind of each cell: blank, number, mark, date or text."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from tracker.ingest.grid import Cell

BLANK, NUMBER, MARK, DATE, TEXT = "bnmdt"
VALUES = frozenset((NUMBER, MARK))

_SPACES = "  \u2009\u202f\t\r\n"
_NUMBER = re.compile(
    r"[<>~≈]?\s?[-−–+(]?\s?(?:\d[\d \u00a0\u2009\u202f.,']*|[.,]\d+)\)?\s?"
    r"(?:%|‰|\*{1,3}|\(?[prsePRSE]\)?|\d\))?"
)
_MARK = re.compile(
    r"\.{1,6}|…|[-–—−]{1,2}|:|n/?a|#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|GETTING_DATA"
    r"|SAKNAS!|DIVISION/0!|VÄRDEFEL!|REFERENS!|NAMN\?|OGILTIGT!|SKÄRNING!)",
    re.IGNORECASE,
)


class _Kinds(dict[Cell, str]):
    """The kind of every cell seen so far: a sheet has few different ones."""

    def __missing__(self, cell: Cell) -> str:
        if isinstance(cell, bool):
            return TEXT  # not kept: True and 1 are the same key
        kind = self[cell] = _kind(cell)
        return kind


class Row(NamedTuple):
    """A row of a sheet.

    number  as a spreadsheet shows it
    kinds   one letter a cell
    first   position of its first filled cell; -1 in a blank row
    filled  how many cells are filled
    """

    number: int
    cells: tuple[Cell, ...]
    kinds: str
    first: int
    filled: int

    def kind(self, position: int) -> str:
        """The kind of a cell; blank beyond the row's end."""
        return self.kinds[position] if position < len(self.kinds) else BLANK

    def text(self) -> str:
        """What stands in the row, for a person."""
        return " ".join(as_text(c).strip(_SPACES) for c in self.cells if not is_blank(c))

    def has_values(self) -> bool:
        """Whether a number or a mark stands in it, the first column left out."""
        return NUMBER in self.kinds[1:] or MARK in self.kinds[1:]


def read_rows(rows: Sequence[tuple[Cell, ...]]) -> list[Row]:
    """The rows with the kinds of their cells."""
    kind_of = _Kinds().__getitem__
    read = []
    for number, cells in enumerate(rows, start=1):
        letters = "".join(map(kind_of, cells))
        kept = letters.lstrip(BLANK)
        first = len(letters) - len(kept) if kept else -1
        read.append(Row(number, cells, letters, first, len(kept) - kept.count(BLANK)))
    return read


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written in a cell."""
    return isinstance(cell, str) and not cell.strip(_SPACES)


def as_text(cell: Cell) -> str:
    """A cell as text: numbers in their shortest form with a point, dates as ISO 8601 writes."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def _kind(cell: Cell) -> str:
    if isinstance(cell, (date, time)):
        return DATE
    if not isinstance(cell, str):
        return NUMBER
    text = cell.strip(_SPACES)
    if not text:
        return BLANK
    if _NUMBER.fullmatch(text):
        return NUMBER
    return MARK if _MARK.fullmatch(text) else TEXT
