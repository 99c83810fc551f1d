"""What each column is: period, place, label, measure, numbers. Decided by name, then by content."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Cell
from tracker.ingest.meaning.columns import Column, shown
from tracker.ingest.meaning.context import Context
from tracker.ingest.meaning.marks import Marked, is_excel_error, read_number
from tracker.ingest.meaning.names import (
    DAY_NAMES,
    MEASURE_NAMES,
    PARTS_BY_NAME,
    PERIOD_NAMES,
    YEAR_NAMES,
    is_dimension_name,
    is_ignored_name,
    is_region_name,
)
from tracker.ingest.meaning.period_names import FIRST_YEAR
from tracker.ingest.meaning.period_parts import Part, as_year, read_part, read_year
from tracker.ingest.meaning.period_words import is_year_or_month, read_dated
from tracker.ingest.meaning.regions import candidates, is_municipality_code, is_total
from tracker.ingest.recognised import Role

_FINEST = (Part.WEEK, Part.MONTH, Part.QUARTER, Part.TERTIAL, Part.HALF, Part.TERM)
_ENDS_WITH_YEAR = re.compile(r".*\D(?:19[5-9]|20[0-3])\d")
_PLUS = re.compile(r"\s*\+\d[\d\s.,]*")
_NUMBERS_SPELT = (FaultCode.THOUSANDS_MARK, FaultCode.EXPONENT)
_PAST_MONTHS = 210_000  # 209912 is the last month that digits alone name
_DIGIT = re.compile(r"\d")
_BARE = re.compile(r"[\d\s.,]+")


@dataclass(frozen=True)
class _Content:
    """Shares of a column's cells that are not blank, 0-1; `coded`: `01` stands among them."""

    numbers: float
    marks: float
    periods: float
    bare_years: float
    places: float
    coded: bool


def roles_of(columns: Sequence[Column], context: Context) -> tuple[Role, ...]:
    """The role of each column. A column that fits nothing is a label, never a number."""
    named = any(is_region_name(column.word) and column.filled for column in columns)
    contents = [
        _content(column, context.today, placed=not named or not column.word) for column in columns
    ]
    roles = [
        _by_name(column, content, context.today)
        for column, content in zip(columns, contents, strict=True)
    ]
    dated = [i for i, column in enumerate(columns) if _ENDS_WITH_YEAR.fullmatch(column.word)]
    if len(dated) > 1:  # `Folkmängd 2022`, `Folkmängd 2023`: numbers, whatever is in them
        roles = [Role.VALUE if i in dated and i else role for i, role in enumerate(roles)]
    for i, column in enumerate(columns):
        if roles[i] is None:
            roles[i] = _by_content(column, contents[i], roles, context)
    settled = [role or Role.DIMENSION for role in roles]
    if Role.PERIOD not in settled:
        settled = [
            Role.PERIOD if _must_be_time(column) else role
            for column, role in zip(columns, settled, strict=True)
        ]
    if context.rules.measures and Role.MEASURE not in settled:
        unnamed = [c for c in columns if not c.word and settled[c.position] is Role.DIMENSION]
        if unnamed:
            settled[unnamed[0].position] = Role.MEASURE
    return tuple(_without_copies(columns, settled, context.today))


def years_or_codes(column: Column) -> bool:
    """Whether an unnamed column holds years that are all codes of municipalities as well."""
    texts = [shown(cell).strip() for cell in column.counts]
    return (
        not column.word
        and len(texts) > 1
        and all(read_year(t) and is_municipality_code(t) for t in texts)
    )


def _by_name(column: Column, content: _Content, today: date) -> Role | None:
    word = column.word
    headed = any(_is_period_header(part, today) for part in column.parts)
    if not column.filled:
        return Role.VALUE if headed else Role.IGNORED
    if headed:
        return Role.VALUE if column.position or content.numbers + content.marks >= 0.5 else None
    if word in PERIOD_NAMES:  # a year that cannot be read is still no amount
        return Role.PERIOD if content.periods >= 0.5 else Role.DIMENSION
    if is_region_name(word):
        return Role.REGION
    if word in MEASURE_NAMES and content.numbers < 0.5:
        return Role.MEASURE
    if is_ignored_name(word):
        return Role.IGNORED
    if is_dimension_name(word):
        return Role.DIMENSION
    return None


def _by_content(
    column: Column, content: _Content, roles: Sequence[Role | None], context: Context
) -> Role:
    if content.coded:
        alone = Role.REGION not in roles or not column.word
        return Role.REGION if content.places > 0.9 and alone else Role.DIMENSION
    has_period, has_place = Role.PERIOD in roles, Role.REGION in roles
    if content.periods - content.bare_years >= 0.8 and not has_period:
        return Role.PERIOD
    if has_period and content.periods == 1 and _names_parts(column):
        return Role.PERIOD  # January to December below any name, beside the year
    if not column.word and content.bare_years == 1 and not has_period:
        codes = years_or_codes(column)
        answer = context.answer("years_or_codes", "years", "codes")
        if codes and answer == "codes":
            return Role.REGION
        if not codes or answer == "years":
            return Role.PERIOD
        return Role.DIMENSION
    if not column.word and _counts_rows(column):
        return Role.IGNORED
    if content.places >= 0.8 and not has_place and content.numbers < 0.5:
        return Role.REGION
    if content.numbers + content.marks >= 0.5 and (content.numbers or content.marks == 1):
        return Role.VALUE
    return Role.DIMENSION


def _content(column: Column, today: date, *, placed: bool) -> _Content:
    """What a column holds. `placed`: whether it could be the one with the places."""
    total = column.filled or 1
    numbers = marks = periods = years = places = 0
    word = column.word
    coded = any(_kind(cell) == "code" for cell in column.counts if isinstance(cell, str))
    named = coded or is_region_name(word)
    part, yearly = PARTS_BY_NAME.get(word), word in YEAR_NAMES
    for cell, count in column.counts.items():
        if isinstance(cell, str):
            kind = _kind(cell)
            numbers += count * (kind == "number")
            marks += count * (kind == "mark")
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            numbers += count
            dated = FIRST_YEAR <= cell < _PAST_MONTHS and (yearly or is_year_or_month(cell))
            if not (named or part or dated):
                continue  # neither place nor time: most numbers are values
        told = as_year(cell) if yearly else cell
        if _is_time(told, part, today):
            periods += count
            year = read_year(told)
            years += count * (year is not None and 1950 <= year <= 2035)
        if placed and _is_place(shown(cell), named):
            places += count
    return _Content(
        numbers / total, marks / total, periods / total, years / total, places / total, coded
    )


def _names_parts(column: Column) -> bool:
    """Whether every cell is a part of a year in words: `Januari`, `kvartal 1`."""
    return all(
        isinstance(cell, str) and cell.strip()[:1].isalpha() and read_part(cell)
        for cell in column.counts
    )


def _must_be_time(column: Column) -> bool:
    """Whether a column called Datum or År has figures that only cannot be read: 45000, 19:10."""
    named = column.word in YEAR_NAMES or column.word in DAY_NAMES
    return named and bool(column.counts) and all(_DIGIT.search(shown(c)) for c in column.counts)


def _is_time(cell: Cell, part: Part | None, today: date) -> bool:
    if isinstance(cell, str) and len(cell) > 40:
        return False
    return read_dated(cell, today) is not None or read_part(cell, part) is not None


def _is_place(text: str, named: bool) -> bool:
    """Whether a text is a place; bare digits only are where the column says so."""
    if len(text) > 60 or (_BARE.fullmatch(text) and not named):
        return False
    return bool(candidates(text)) or is_total(text)


@lru_cache(maxsize=65536)
def _kind(text: str) -> str:
    """What a text is to a column of numbers: number, mark, code (`01`), or text."""
    if text.strip()[:1].isalpha():
        return "text"
    if is_excel_error(text):
        return "mark"
    read = read_number(text)
    if isinstance(read, Marked):
        hidden = read.low is not None or bool(read.asked and read.asked != "dash")
        return "number" if read.value is not None or hidden else "mark"
    if (isinstance(read, Problem) and read.code in _NUMBERS_SPELT) or _PLUS.fullmatch(text):
        return "number"  # a column of them is none of labels: each gets its fault
    code = isinstance(read, Problem) and read.code == FaultCode.LEADING_ZERO
    return "code" if code and text.strip().isdigit() else "text"


def _is_period_header(part: str, today: date) -> bool:
    return read_dated(part, today) is not None and part.strip() != ""


def _counts_rows(column: Column) -> bool:
    """0, 1, 2 … in an unnamed first column: a saved index."""
    cells = column.cells
    if column.position or len(cells) < 3 or shown(cells[0]) not in {"0", "1"}:
        return False
    first = int(shown(cells[0]))
    return all(shown(cell) == str(first + i) for i, cell in enumerate(cells))


def _without_copies(columns: Sequence[Column], roles: list[Role], today: date) -> list[Role]:
    """Where one column holds whole periods, the others that do so too, or parts, are copies."""
    periods = [c for c in columns if roles[c.position] is Role.PERIOD]
    if len(periods) < 2:
        return roles
    years = [c for c in periods if c.word in YEAR_NAMES]
    parts = [c for c in periods if c.word in PARTS_BY_NAME and not _whole(c, today)]
    parts.sort(key=lambda c: _FINEST.index(PARTS_BY_NAME[c.word]))
    joined = {c.position for c in (*years[:1], *parts[:1])} if years and parts else set()
    whole = [c for c in periods if _whole(c, today)]
    if len(joined) == 2:
        keep = joined
    elif whole:
        keep = {whole[0].position}
    else:
        keep = {c.position for c in periods[:2]}
    return [
        Role.IGNORED if role is Role.PERIOD and i not in keep else role
        for i, role in enumerate(roles)
    ]


def _whole(column: Column, today: date) -> bool:
    """Whether its cells are periods that are finer than a bare year."""
    return all(read_dated(c, today) and read_year(c) is None for c in column.counts)
