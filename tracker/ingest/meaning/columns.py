"""A table by columns: names, header parts, and each distinct cell once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from tracker.ingest.grid import Cell, Table
from tracker.ingest.meaning.words import folded, tidy


@dataclass(frozen=True)
class Column:
    """One column of a table.

    parts   the header's rows above it, from the top, blanks and repeats left out
    cells   every cell, top to bottom
    counts  each distinct cell that is not blank, and how often it stands there
    """

    position: int
    name: str
    parts: tuple[str, ...]
    cells: tuple[Cell, ...]
    counts: Counter[Cell]

    @property
    def word(self) -> str:
        """The lowest part of the header, folded: what the column is called."""
        return folded(self.parts[-1]).strip(" :*") if self.parts else ""

    @property
    def filled(self) -> int:
        """How many cells are not blank."""
        return sum(self.counts.values())


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table, left to right."""
    turned = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.names)
    return tuple(
        Column(
            i,
            name,
            _parts(table, i),
            turned[i],
            _counts(turned[i]),
        )
        for i, name in enumerate(table.names)
    )


def _counts(cells: Iterable[Cell]) -> Counter[Cell]:
    counts = Counter(cells)
    for blank in [cell for cell in counts if is_blank(cell)]:
        del counts[blank]
    return counts


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing."""
    return isinstance(cell, str) and not cell.strip()


def shown(cell: Cell) -> str:
    """A cell as text: numbers in their shortest form, dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell)


def _parts(table: Table, position: int) -> tuple[str, ...]:
    parts: list[str] = []
    for row in table.header:
        part = tidy(row[position]) if position < len(row) else ""
        if part and part not in parts:
            parts.append(part)
    return tuple(parts)
