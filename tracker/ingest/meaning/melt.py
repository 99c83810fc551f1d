"""A table → values: each cell of numbers with its measure, labels, place and period."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.distinct import distinct
from tracker.ingest.grid import Cell, Share, Table
from tracker.ingest.meaning.cell_faults import (
    cell_fault,
    header_faults,
    mixed_faults,
    period_fault,
    row_fault,
    unit_fault,
)
from tracker.ingest.meaning.columns import Column, shown
from tracker.ingest.meaning.context import Context, title_years
from tracker.ingest.meaning.marks import Asked, Marked
from tracker.ingest.meaning.names import UNIT_NAMES, VALUE_NAMES
from tracker.ingest.meaning.taking_apart import Parts, take_apart
from tracker.ingest.meaning.times import Moment, period_of
from tracker.ingest.meaning.units import unit_in
from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import FRACTION, RecognisedValue, Region, Role
from tracker.model.observations import Status
from tracker.model.periods import Period

_OF_SHARES = ("", "%", FRACTION)  # a cell may say which, whatever its header does
_VALUE = RecognisedValue._make
_BOOLEAN = Problem(FaultCode.NOT_A_NUMBER)
Labels = tuple[tuple[str, str], ...]


@dataclass
class Melted:
    """What one table gave, and what has to be asked about it.

    signed     the identities of the values whose cell has a per cent sign
    asked      what is asked → the values that it is about
    undated    how many values have no period; `years` may be offered for them
    codes      cells below headers that are years as well as codes
    ambiguous  name of a place → cells it is about
    distinct   no two values are about the same thing; False: they have to be compared
    """

    roles: tuple[Role, ...]
    values: list[RecognisedValue] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    signed: set[int] = field(default_factory=set)
    asked: dict[Asked, list[RecognisedValue]] = field(default_factory=lambda: defaultdict(list))
    undated: int = 0
    years: tuple[str, ...] = ()
    codes: int = 0
    ambiguous: Counter[str] = field(default_factory=Counter)
    distinct: bool = False


class _Row(NamedTuple):
    """What all the values of a row have in common. `named`: measure, `unit`: as the row says."""

    number: int
    moment: Moment
    named: str
    unit: str
    region: Region | None
    labels: Labels


class _Below(NamedTuple):
    """What rows of one moment have in common below a header; `impossible`: week 53 of 2021."""

    measure: str
    unit: str
    period: Period | None
    preliminary: bool
    impossible: bool


def melt(table: Table, context: Context, year_key: str) -> Melted:
    """Read one table. Every cell becomes a value or a fault, or stands in a column of labels.

    year_key  the question that a missing year is asked with, "year" or "year:<sheet>"
    """
    parts = take_apart(table, context, year_key)
    melted = Melted(parts.roles, years=title_years(table))
    numbers = parts.of(Role.VALUE)
    if not numbers or not table.rows:
        return melted
    if parts.doubtful:
        melted.codes = sum(column.filled for column in numbers)
    melted.ambiguous.update(parts.places.ambiguous)
    for region in parts.wide.values():
        if not (region.code or region.aggregate):
            melted.ambiguous[region.label] += len(table.rows)
    faults, unread = header_faults(parts)
    melted.faults += [*faults, *mixed_faults(parts)]
    _fill(melted, parts, [c for c in numbers if c.position not in unread])
    return melted


def _fill(melted: Melted, parts: Parts, numbers: list[Column]) -> None:
    columns = [
        (c, c.cells, parts.read[c.position].cells, parts.wide.get(c.position)) for c in numbers
    ]
    known: dict[tuple[int, str, str], list[_Below]] = {}
    said: list[tuple[int, Labels, Region | None]] = []
    values, sheet = melted.values, parts.table.sheet
    for index, row in _rows(melted, parts):
        key = (id(row.moment), row.named, row.unit)
        if key not in known:
            known[key] = [_below(parts, row, column) for column in numbers]
        _, _, _, _, of_row, labels = row
        said.append((id(known[key]), labels, of_row))
        for (column, cells, reads, place), below in zip(columns, known[key], strict=True):
            cell = cells[index]
            read = _BOOLEAN if cell is True or cell is False else reads[cell]
            if isinstance(read, Problem) or below.impossible or _of_other_unit(read, below):
                _keep_fault(melted, row, column, cell, (read, below))
                continue
            number, status, low, high, reason, percent, _, asked = read
            measure, unit, period, preliminary, _ = below
            if preliminary and status is Status.FINAL:
                status = Status.PRELIMINARY
            if percent:
                unit = "%"
            if type(cell) is Share:
                number, unit = cell.held, FRACTION
            value = _VALUE(
                (
                    measure,
                    unit,
                    labels,
                    place or of_row,
                    period,
                    number,
                    status,
                    low,
                    high,
                    reason,
                    sheet,
                    row.number,
                    column.name,
                )
            )
            values.append(value)
            melted.undated += period is None
            if percent:
                melted.signed.add(id(value))
            if asked:
                melted.asked[asked].append(value)
    melted.distinct = _distinct(known.values(), said, [place for _, _, _, place in columns])


def _of_other_unit(read: Marked, below: _Below) -> bool:
    return read.percent and below.unit not in ("", "%")


def _keep_fault(
    melted: Melted,
    row: _Row,
    column: Column,
    cell: Cell,
    read_as: tuple[Marked | Problem, _Below],
) -> None:
    """Why a cell gives no value."""
    read, below = read_as
    if isinstance(read, Problem):
        if read.code is not FaultCode.MIXED_DECIMAL_MARKS:  # said once for the column
            melted.faults.append(cell_fault(read, row.number, column, cell))
    elif below.impossible:
        melted.faults.append(period_fault(row.number, column, cell))
    else:
        melted.faults.append(unit_fault(row.number, column, cell, below.unit))


def _distinct(
    known: Iterable[list[_Below]],
    rows: list[tuple[int, Labels, Region | None]],
    places: list[Region | None],
) -> bool:
    """Whether no two values can be about the same thing, which the rows and the headers tell.

    rows    what each row says beside its cells, and whose `_Below` are its own
    places  of the columns
    """
    headers = [
        (below.measure, "" if below.unit in _OF_SHARES else below.unit, below.period, place)
        for belows in known
        for below, place in zip(belows, places, strict=True)
    ]
    numbers: dict[Region | None, int] = {}
    by_place = {
        id(region): numbers.setdefault(region, len(numbers))
        for region in distinct(region for _, _, region in rows)
    }
    keys = {(own, labels, by_place[id(region)]) for own, labels, region in rows}
    return len(keys) == len(rows) and len(set(headers)) == len(headers)


def _rows(melted: Melted, parts: Parts) -> Iterator[tuple[int, _Row]]:
    """The rows whose period and place can be read; a fault for each of the others."""
    measures = parts.of(Role.MEASURE)
    units = [c for c in parts.of(Role.DIMENSION) if _holds_units(c)]
    labelled = [column for column in parts.of(Role.DIMENSION) if column.filled]
    names = [column.name for column in labelled]
    said = [[tidy(shown(cell).strip()) for cell in column.cells] for column in labelled]
    texts = list(zip(*said, strict=True)) if said else [()] * len(parts.table.rows)
    made: dict[tuple[Labels, tuple[str, ...]], Labels] = {}  # equal labels are one object
    for index, number in enumerate(parts.table.numbers):
        moment = parts.times.moments[index]
        if moment is None or index in parts.places.bad:
            melted.faults.append(row_fault(parts, index))
            continue
        beside = parts.places.labels[index]
        labels = made.get((beside, texts[index]))
        if labels is None:
            own = ((n, text) for n, text in zip(names, texts[index], strict=True) if text)
            labels = made[beside, texts[index]] = beside + tuple(own)
        named = " / ".join(tidy(shown(column.cells[index])) for column in measures)
        unit = next((shown(column.cells[index]) for column in units), "")
        region = parts.places.regions[index] or parts.place
        yield index, _Row(number, moment, named, unit_in(unit), region, labels)


def _holds_units(column: Column) -> bool:
    """Whether a column called Enhet holds units: it may as well hold schools."""
    named = column.word in UNIT_NAMES and bool(column.counts)
    return named and all(unit_in(shown(cell)) for cell in column.counts)


def _below(parts: Parts, row: _Row, column: Column) -> _Below:
    """What the values of rows like this one have in common below a header."""
    header = parts.headers[column.position]
    dated, impossible = period_of(row.moment, header, parts.outside)
    generic = row.named and folded(header.measure) in VALUE_NAMES
    measure = row.named if generic else " / ".join(filter(None, (row.named, header.measure)))
    unit = header.unit or unit_in(row.named) or row.unit or ("" if measure else parts.unit)
    preliminary = dated is not None and dated.preliminary
    return _Below(measure, unit, dated.period if dated else None, preliminary, impossible)
