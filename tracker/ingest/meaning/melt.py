"""A table → values: each cell of numbers with its measure, labels, place and period."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Share, Table
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
from tracker.ingest.meaning.headers import Header
from tracker.ingest.meaning.marks import Asked, Marked
from tracker.ingest.meaning.names import UNIT_NAMES, VALUE_NAMES
from tracker.ingest.meaning.period_words import Dated
from tracker.ingest.meaning.taking_apart import Parts, take_apart
from tracker.ingest.meaning.times import Moment, period_of
from tracker.ingest.meaning.units import unit_in
from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import FRACTION, RecognisedValue, Region, Role
from tracker.model.observations import Status

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


@dataclass(frozen=True)
class _Row:
    """What all the values of a row have in common. `named`: measure, `unit`: as the row says."""

    number: int
    moment: Moment
    named: str
    unit: str
    region: Region | None
    labels: Labels


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
    periods: dict[tuple[int, int], tuple[Dated | None, bool]] = {}
    wordings: dict[tuple[int, str, str], tuple[str, str]] = {}
    for index, row in _rows(melted, parts):
        for column in numbers:
            cell, position = column.cells[index], column.position
            read = _BOOLEAN if isinstance(cell, bool) else parts.read[position].cells[cell]
            if isinstance(read, Problem):
                if read.code is not FaultCode.MIXED_DECIMAL_MARKS:  # said once for the column
                    melted.faults.append(cell_fault(read, row.number, column, cell))
                continue
            key = (position, id(row.moment))
            if key not in periods:
                periods[key] = period_of(row.moment, parts.headers[position], parts.outside)
            dated, impossible = periods[key]
            if impossible:
                melted.faults.append(period_fault(row.number, column, cell))
                continue
            wording = wordings.get((position, row.named, row.unit))
            if wording is None:
                wording = _wording(parts, row, parts.headers[position])
                wordings[position, row.named, row.unit] = wording
            if read.percent and wording[1] not in ("", "%"):
                melted.faults.append(unit_fault(row.number, column, cell, wording[1]))
                continue
            value = _value(parts, row, column, (read, dated), wording)
            if isinstance(cell, Share):
                value = value._replace(value=cell.held, unit=FRACTION)
            melted.values.append(value)
            melted.undated += dated is None
            if read.percent:
                melted.signed.add(id(value))
            if read.asked:
                melted.asked[read.asked].append(value)


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


def _wording(parts: Parts, row: _Row, header: Header) -> tuple[str, str]:
    """The measure and the unit of a row's values below a header."""
    generic = row.named and folded(header.measure) in VALUE_NAMES
    measure = row.named if generic else " / ".join(filter(None, (row.named, header.measure)))
    unit = header.unit or unit_in(row.named) or row.unit or ("" if measure else parts.unit)
    return measure, unit


def _value(
    parts: Parts,
    row: _Row,
    column: Column,
    read_as: tuple[Marked, Dated | None],
    wording: tuple[str, str],
) -> RecognisedValue:
    read, dated = read_as
    status = read.status
    if dated and dated.preliminary and status is Status.FINAL:
        status = Status.PRELIMINARY
    return RecognisedValue(
        wording[0],
        "%" if read.percent else wording[1],
        row.labels,
        parts.wide.get(column.position) or row.region,
        dated.period if dated else None,
        read.value,
        status,
        read.low,
        read.high,
        read.reason,
        parts.table.sheet,
        row.number,
        column.name,
    )
