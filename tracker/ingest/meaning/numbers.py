"""Columns of numbers: one decimal mark each, every distinct cell read once."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Cell
from tracker.ingest.meaning.columns import Column
from tracker.ingest.meaning.context import Context
from tracker.ingest.meaning.marks import Asked, Marked, read_number
from tracker.model.observations import Status


@dataclass(frozen=True)
class ReadColumn:
    """A column of numbers as read.

    cells   each distinct cell (blank ones too) → what it is; real booleans are not among them.
            Columns of one group share it
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
            read = read_number(cell) if isinstance(cell, str) else None
            if isinstance(read, Marked) and read.mark and read.asked is not Asked.THOUSANDS:
                sure.add(read.mark)
    mark = next(iter(sure)) if len(sure) == 1 else None
    known: dict[Cell, Marked | Problem] = {}
    return {column.position: _read(column, mark, context, len(sure) > 1, known) for column in group}


def _read(
    column: Column,
    mark: str | None,
    context: Context,
    mixed: bool,
    known: dict[Cell, Marked | Problem],
) -> ReadColumn:
    """Read a column. `known`: what its group's columns have been read as; it grows."""
    thousands = context.answer("thousands", "thousands", "decimals")
    parentheses = context.answer("parentheses", "negative", "missing")
    dash = context.dash
    cells = set(column.cells)
    if bool in set(map(type, column.cells)):  # True equals 1
        cells = {cell for cell in column.cells if not isinstance(cell, bool)}
    for cell in cells - known.keys():
        read = read_number(
            cell,
            decimal_mark=mark,
            dash=dash,
            thousands=thousands,
            parentheses=parentheses,
        )
        if mixed and isinstance(read, Marked) and read.mark:
            read = Problem(FaultCode.MIXED_DECIMAL_MARKS)
        if context.rules.hidden and isinstance(read, Marked) and read.reason == "..":
            read = read._replace(status=Status.SUPPRESSED)
        known[cell] = read
    return ReadColumn(known, mixed)
