"""Columns of numbers: one decimal mark each, every distinct cell read once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Cell
from tracker.ingest.meaning.columns import Column
from tracker.ingest.meaning.context import Context
from tracker.ingest.meaning.marks import Asked, Marked, read_number
from tracker.model.observations import Status


@dataclass(frozen=True)
class ReadColumn:
    """A column of numbers as read.

    cells   each distinct cell (blank ones too) → what it is; real booleans are never asked for
    mixed   it has decimal commas and decimal points, so that nothing with a mark can be read
    """

    cells: dict[Cell, Marked | Problem]
    mixed: bool = False


def read_columns(groups: Sequence[Sequence[Column]], context: Context) -> dict[int, ReadColumn]:
    """Read columns, by position. A group's columns hold one measure: one mark serves them all."""
    return {
        position: read for group in groups for position, read in _read_group(group, context).items()
    }


def _read_group(group: Sequence[Column], context: Context) -> dict[int, ReadColumn]:
    sure: set[str] = set()
    for column in group:
        for cell in column.counts:
            read = read_number(cell)
            if isinstance(read, Marked) and read.mark and read.asked is not Asked.THOUSANDS:
                sure.add(read.mark)
    mark = next(iter(sure)) if len(sure) == 1 else None
    return {column.position: _read(column, mark, context, len(sure) > 1) for column in group}


def _read(column: Column, mark: str | None, context: Context, mixed: bool) -> ReadColumn:
    thousands = context.answer("thousands", "thousands", "decimals")
    parentheses = context.answer("parentheses", "negative", "missing")
    cells: dict[Cell, Marked | Problem] = {}
    for cell in (*column.counts, *Counter(c for c in column.cells if c not in column.counts)):
        read = read_number(
            cell,
            decimal_mark=mark,
            dash=context.dash,
            thousands=thousands,
            parentheses=parentheses,
        )
        if mixed and isinstance(read, Marked) and read.mark:
            read = Problem(FaultCode.MIXED_DECIMAL_MARKS)
        if context.rules.hidden and isinstance(read, Marked) and read.reason == "..":
            read = replace(read, status=Status.SUPPRESSED)
        cells[cell] = read
    return ReadColumn(cells, mixed)
