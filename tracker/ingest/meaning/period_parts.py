"""A year, and a part of a year that needs one: `2021`, `maj`, `kvartal 1`, `v. 12`."""

import re
from enum import StrEnum

from tracker.ingest.grid import Cell
from tracker.ingest.meaning.period_names import (
    COUNTED,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH,
    MONTHS,
    NTH,
    QUARTER,
    WEEK,
    YEAR,
)
from tracker.ingest.meaning.words import folded
from tracker.model.periods import Period, PeriodKind, spanning_months, week

_YEAR_AS_NUMBER = re.compile(rf"\s*{YEAR}[.,]0\s*", re.ASCII)


class Part(StrEnum):
    """A part of a period: it needs a year, or (a year) may be joined by another part."""

    MONTH = "month"
    QUARTER = "quarter"
    WEEK = "week"
    HALF = "half_year"
    TERTIAL = "tertial"
    TERM = "term"
    WHOLE = "whole"  # Helår: all of the year


_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = tuple(
    (re.compile(pattern), part)
    for pattern, part in (
        (rf"(?P<n>{MONTH})\.?", Part.MONTH),
        (r"(?:m|månad\s?)(?P<n>0?[1-9]|1[0-2])", Part.MONTH),
        (rf"{QUARTER}\.?\s?(?P<n>[1-4]|{NTH})", Part.QUARTER),
        (rf"(?P<n>[1-4]|{NTH})(?::?a|:?e)?\s+kvartalet", Part.QUARTER),
        (rf"{WEEK}\.?\s?(?P<n>[1-9]|[0-4]\d|5[0-3])", Part.WEEK),
        (r"(?:h|halvår)\s?(?P<n>[12])", Part.HALF),
        (r"(?:t|tertial)\s?(?P<n>[1-3])", Part.TERTIAL),
        (r"(?P<n>vt|ht|vårtermin(?:en)?|hösttermin(?:en)?)", Part.TERM),
        (r"(?P<n>helår(?:et)?|hela året|totalt? året|year|full year|helar)", Part.WHOLE),
    )
)
_LENGTHS = {
    Part.MONTH: (1, PeriodKind.MONTH),
    Part.QUARTER: (3, PeriodKind.QUARTER),
    Part.TERTIAL: (4, PeriodKind.TERTIAL),
    Part.HALF: (6, PeriodKind.HALF_YEAR),
    Part.TERM: (6, PeriodKind.TERM),
    Part.WHOLE: (12, PeriodKind.YEAR),
}


def read_part(cell: Cell, expected: Part | None = None) -> tuple[Part, int] | None:
    """The part of a year that a cell names: `maj` → (MONTH, 5), `kvartal ett` → (QUARTER, 1).

    expected  what a bare number is (`9`, `09`, `8.0`) in a column called Månad, Kvartal …
    """
    if not isinstance(cell, str):
        if isinstance(cell, bool) or not isinstance(cell, int | float) or not expected:
            return None
        return (expected, int(cell)) if 0 <= cell < 100 and cell == int(cell) else None
    text = folded(cell)
    if len(text) > 20:
        return None
    if expected and (bare := re.fullmatch(r"0?(\d{1,2})(?:\.0)?", text)):
        return expected, int(bare[1])
    for pattern, part in _PARTS:
        if match := pattern.fullmatch(text):
            number = match["n"]
            if part is Part.WHOLE:
                return part, 1
            if part is Part.TERM:
                return part, 1 if number[0] == "v" else 2
            return part, MONTHS.get(number) or COUNTED.get(number) or int(number)
    if expected and text in COUNTED:
        return expected, COUNTED[text]
    return None


def joined(year: int, part: Part, number: int) -> Period | None:
    """The period of a year and a part of it; None where the year has no such part (week 53)."""
    try:
        if part is Part.WEEK:
            return week(year, number)
        months, kind = _LENGTHS[part]
        if not 1 <= number <= 12 // months:
            return None
        return spanning_months(year, (number - 1) * months + 1, months, kind)
    except (ValueError, OverflowError):
        return None


def as_year(cell: Cell) -> Cell:
    """`2019.0` and `2019,0` as programs write a year: 2019. Only where a column holds years."""
    if isinstance(cell, str) and (match := _YEAR_AS_NUMBER.fullmatch(cell)):
        return match["y"]
    return cell


def read_year(cell: Cell) -> int | None:
    """A bare year: `2021`, 2021, 2021.0; None for anything else."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = cell.strip() if isinstance(cell, str) else f"{cell:g}" if cell == int(cell) else ""
    year = int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None
