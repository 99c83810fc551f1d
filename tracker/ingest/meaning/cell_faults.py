"""What could not be read in a table: cells, rows, whole columns."""

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Cell, Table
from tracker.ingest.meaning.codes import MeaningFault
from tracker.ingest.meaning.columns import Column, shown
from tracker.ingest.meaning.marks import is_excel_error
from tracker.ingest.meaning.taking_apart import Parts, same_headers
from tracker.ingest.meaning.uneven_headers import incomplete
from tracker.ingest.personal import masked
from tracker.ingest.recognised import Role

_LONGEST = 80  # characters of a cell that are repeated


def header_faults(parts: Parts) -> tuple[list[Fault], set[int]]:
    """Faults of the header, and the columns of numbers that cannot be read for them."""
    numbers = parts.of(Role.VALUE)
    row = parts.table.numbers[0] if parts.table.numbers else None
    same = same_headers(numbers)
    if not any(map(any, parts.table.header)) or any(not column.parts for column in same):
        fault = Fault(MeaningFault.NO_HEADER, row=row)
        return [fault], {column.position for column in numbers}
    unnamed = [column for column in numbers if not column.parts and len(numbers) > 1]
    partly = incomplete(parts.table, numbers)
    faults = [
        Fault(
            MeaningFault.SAME_HEADER,
            {"name": " / ".join(column.parts), "sheet": parts.table.sheet or "–"},
            row=row,
            column=column.name,
        )
        for column in same
    ]
    codes = _nameless_codes(parts)
    faults += [
        Fault(
            FaultCode.UNNAMED_COLUMN,
            {"number": column.position + (parts.table.group is None)},
            file=parts.table.sheet or None,
            row=row,
        )
        for column in (*unnamed, *codes)
    ]
    faults += [
        Fault(
            MeaningFault.INCOMPLETE_HEADER,
            {"name": " / ".join(column.parts)},
            file=parts.table.sheet or None,
            row=row,
            column=column.name,
        )
        for column in partly
    ]
    unread = {column.position for column in (*same, *unnamed, *partly)}
    return faults, {column.position for column in numbers} if codes else unread


def _nameless_codes(parts: Parts) -> list[Column]:
    """Columns of digits that nothing names among named ones: months, codes, nobody knows."""
    labels = parts.of(Role.DIMENSION)
    return [
        column
        for column in labels
        if not column.parts
        and len(parts.of(Role.PERIOD)) + len(labels) > 1
        and any(other.parts for other in (*labels, *parts.of(Role.PERIOD)))
        and column.counts
        and all(shown(cell).strip().isdigit() for cell in column.counts)
    ]


def mixed_faults(parts: Parts) -> list[Fault]:
    """One fault for each column that has decimal commas as well as points."""
    return [
        _mixed(parts.table, column)
        for column in parts.of(Role.VALUE)
        if parts.read[column.position].mixed
    ]


def row_fault(parts: Parts, row: int) -> Fault:
    """Why a whole row is left out: its period, or its place."""
    if row in parts.places.bad:
        column = parts.places.bad[row]
        code, cell = MeaningFault.REGION_CONFLICT, column.cells[row]
    else:
        column, cell = parts.times.bad[row]
        code = MeaningFault.UNKNOWN_PERIOD
    return Fault(code, row=parts.table.numbers[row], column=column.name, cell=_repeated(cell))


def cell_fault(problem: Problem, row: int, column: Column, cell: Cell) -> Fault:
    """Why a cell of numbers is none."""
    code: str = problem.code
    if isinstance(cell, str) and is_excel_error(cell):
        code = MeaningFault.EXCEL_ERROR
    return Fault(code, dict(problem.params), row=row, column=column.name, cell=_repeated(cell))


def unit_fault(row: int, column: Column, cell: Cell, unit: str) -> Fault:
    """A cell in per cent below a heading that names another unit."""
    code = MeaningFault.UNIT_CONFLICT
    return Fault(code, {"unit": unit}, row=row, column=column.name, cell=_repeated(cell))


def period_fault(row: int, column: Column, cell: Cell) -> Fault:
    """A cell whose column and row give periods that cannot both hold."""
    code = MeaningFault.IMPOSSIBLE_PERIOD
    return Fault(code, row=row, column=column.name, cell=_repeated(cell))


def _mixed(table: Table, column: Column) -> Fault:
    params: dict[str, Param] = {"comma": 0, "point": 0}
    for name, mark in (("comma", ","), ("point", ".")):
        rows = (
            number
            for number, cell in zip(table.numbers, column.cells, strict=True)
            if isinstance(cell, str) and mark in cell.strip(". ")
        )
        params[name] = next(rows, 0)
    return Fault(FaultCode.MIXED_DECIMAL_MARKS, params, column=column.name)


def _repeated(cell: Cell) -> str:
    return masked(shown(cell))[:_LONGEST]
