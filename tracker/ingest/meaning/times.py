"""The period of each row, from one column or two, the title, or an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.ingest.grid import Cell
from tracker.ingest.meaning.columns import Column
from tracker.ingest.meaning.headers import Header
from tracker.ingest.meaning.names import PARTS_BY_NAME, YEAR_NAMES
from tracker.ingest.meaning.period_parts import Part, as_year, joined, read_part
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.model.periods import Period, PeriodKind, containing, spanning_months

_SHORT = re.compile(r"\s*\d\d\s?/\s?\d\d\s*")


@dataclass(frozen=True)
class Moment:
    """What is known of a row's time: a period, or a part of a year that has no year yet."""

    dated: Dated | None = None
    part: tuple[Part, int] | None = None


@dataclass(frozen=True)
class RowTimes:
    """A moment for each row; None where a period column's cell cannot be read.

    named   the rows have a column of periods
    bad     row → the cell that cannot be read, and its column
    """

    moments: tuple[Moment | None, ...]
    named: bool
    bad: dict[int, tuple[Column, Cell]]


def row_times(columns: Sequence[Column], rows: int, today: date) -> RowTimes:
    """The moments of a table's rows.

    columns  those that are periods: at most a year and a part of it
    """
    if not columns:
        return RowTimes((Moment(),) * rows, named=False, bad={})
    known = [{cell: _moment(column, cell, today) for cell in column.counts} for column in columns]
    moments: list[Moment | None] = []
    together: dict[tuple[int, ...], Moment | None] = {}
    bad: dict[int, tuple[Column, Cell]] = {}
    said = [map(read.get, column.cells) for column, read in zip(columns, known, strict=True)]
    for i, parts in enumerate(zip(*said, strict=True)):
        key = tuple(map(id, parts))
        if key not in together:
            together[key] = _together(parts)
        moment = together[key]
        if moment is None:
            broken = next((j for j, part in enumerate(parts) if part is None), len(columns) - 1)
            bad[i] = (columns[broken], columns[broken].cells[i])
        moments.append(moment)
    return RowTimes(tuple(moments), named=True, bad=bad)


def period_of(moment: Moment, header: Header, outside: Dated | None) -> tuple[Dated | None, bool]:
    """The period of one cell, and whether it is known to be impossible (week 53 of 2021).

    outside  what the title says or was answered, for what rows and headers leave out
    """
    dated = header.dated or moment.dated or outside
    part = header.part or moment.part
    if header.dated and moment.dated and header.dated != moment.dated:
        dated = _narrower(header.dated, moment.dated)
        if dated is None:
            return None, True
    if part is None:
        return dated, False
    if dated is None or dated.period.kind is not PeriodKind.YEAR:
        return None, dated is not None
    period = joined(dated.period.start.year, *part)
    return (Dated(period, dated.preliminary) if period else None), period is None


def _moment(column: Column, cell: Cell, today: date) -> Moment | None:
    part = PARTS_BY_NAME.get(column.word)
    if column.word in YEAR_NAMES:
        cell = as_year(cell)
    if "läsår" in column.word and isinstance(cell, str) and _SHORT.fullmatch(cell):
        cell = f"läsår {cell.strip()}"
    if part is not None and (named := read_part(cell, part)):
        return Moment(part=named)
    if dated := read_dated(cell, today):
        if "läsår" in column.word:
            return _school_year(dated)
        return _fitting(dated, part)
    if named := read_part(cell):
        return Moment(part=named)
    return None


def _fitting(dated: Dated, part: Part | None) -> Moment | None:
    """A whole period in a column of months is a month: `2021-05` under Vecka is not read."""
    if part is None or dated.period.kind == part.value:
        return Moment(dated)
    first = dated.period.start.day == 1 and dated.period.kind is PeriodKind.POINT
    if part is Part.MONTH and first:  # 2021-05-01 is how Excel keeps May 2021
        return Moment(Dated(containing(dated.period.start, PeriodKind.MONTH), dated.preliminary))
    return None


def _school_year(dated: Dated) -> Moment | None:
    """`2022-2023` in a column of school years is one school year; a bare year is not known."""
    period = dated.period
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return Moment(dated)
    if period.kind is PeriodKind.RANGE and period.end.year == period.start.year + 1:
        year = spanning_months(period.start.year, 7, 12, PeriodKind.SCHOOL_YEAR)
        return Moment(Dated(year, dated.preliminary))
    return None


def _together(parts: Sequence[Moment | None]) -> Moment | None:
    """A year and a part of it, as one moment."""
    if any(part is None for part in parts):
        return None
    dated = next((m.dated for m in parts if m and m.dated), None)
    part = next((m.part for m in parts if m and m.part), None)
    if dated is None or part is None:
        return Moment(dated, part)
    if dated.period.kind is not PeriodKind.YEAR:
        return None
    period: Period | None = joined(dated.period.start.year, *part)
    return Moment(Dated(period, dated.preliminary)) if period else None


def _narrower(one: Dated, other: Dated) -> Dated | None:
    if one.period.within(other.period):
        return one
    return other if other.period.within(one.period) else None
