"""A table → its columns by role, with everything around them that its values depend on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ingest.grid import Table
from tracker.ingest.meaning.columns import Column, columns_of
from tracker.ingest.meaning.context import (
    Context,
    title_level,
    title_period,
    title_region,
    title_unit,
)
from tracker.ingest.meaning.headers import Header, read_headers
from tracker.ingest.meaning.headers import years_or_codes as headers_years_or_codes
from tracker.ingest.meaning.numbers import ReadColumn, read_columns
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.ingest.meaning.places import (
    RowPlaces,
    answered_level,
    decide,
    level_among,
    row_places,
)
from tracker.ingest.meaning.roles import roles_of, years_or_codes
from tracker.ingest.meaning.times import RowTimes, row_times
from tracker.ingest.recognised import Region, Role


@dataclass(frozen=True)
class Parts:
    """A table's columns by role, and what was found around them.

    headers, read, wide   by position of a column of numbers; `wide` only where headers are places
    outside   the period that the title says or a person gave
    place     the place that the title names, when neither rows nor headers name any
    unit      the unit of numbers that nothing but the title names
    doubtful  headers or rows may be years as well as codes, and nobody has said which
    """

    table: Table
    roles: tuple[Role, ...]
    columns: tuple[Column, ...]
    headers: dict[int, Header]
    read: dict[int, ReadColumn]
    times: RowTimes
    places: RowPlaces
    wide: dict[int, Region]
    outside: Dated | None
    place: Region | None
    unit: str
    doubtful: bool

    def of(self, role: Role) -> list[Column]:
        """The columns of a role, left to right."""
        return [c for c in self.columns if self.roles[c.position] is role]


def take_apart(table: Table, context: Context, year_key: str) -> Parts:
    """Find what each column is and read each distinct cell once.

    year_key  the question that a missing year is asked with; `year` answers it for every table
    """
    columns = columns_of(table)
    roles = roles_of(columns, context)

    def of(role: Role) -> list[Column]:
        return [c for c in columns if roles[c.position] is role]

    numbers, placed = of(Role.VALUE), bool(of(Role.REGION))
    answer = context.answer("years_or_codes", "years", "codes")
    headers = read_headers(
        numbers,
        context.today,
        has_region=placed,
        as_codes=None if answer is None else answer == "codes",
    )
    by_measure: dict[str, list[Column]] = defaultdict(list)
    for column, header in zip(numbers, headers, strict=True):
        by_measure[header.measure].append(column)
    by_position = {c.position: h for c, h in zip(numbers, headers, strict=True)}
    wide = _wide_places(table, by_position, context)
    given = context.answers.get(year_key) or context.answers.get("year", "")
    doubtful = headers_years_or_codes(numbers, has_region=placed)
    return Parts(
        table,
        roles,
        columns,
        by_position,
        read_columns(list(by_measure.values()), context),
        row_times(of(Role.PERIOD), len(table.rows), context.today),
        row_places(of(Role.REGION), len(table.rows), context, title_level(table)),
        wide,
        title_period(table, context.today) or read_dated(given, context.today),
        None if placed or wide else title_region(table),
        title_unit(table),
        answer is None and (doubtful or any(map(years_or_codes, columns))),
    )


def same_headers(columns: Sequence[Column]) -> list[Column]:
    """Columns of numbers that nothing in the header tells apart."""
    alike: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    for column in columns:
        alike[column.parts].append(column)
    return [column for group in alike.values() if len(group) > 1 for column in group]


def _wide_places(table: Table, headers: dict[int, Header], context: Context) -> dict[int, Region]:
    """The place of each column, when the table is wide by place."""
    wide = {i: header.regions for i, header in headers.items() if header.regions}
    level = level_among([found[0].label for found in wide.values()]) or title_level(table)
    return {
        i: decide(
            found,
            found[0].label,
            answered_level(found[0].label, context) or level or context.rules.level,
        )
        for i, found in wide.items()
    }
