"""A text → a period. Every form of Swedish statistics, and none that needs a guess.

A part of a date (a month without its year) is read by `read_part`, and joined by `joined`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from tracker.ingest.grid import Cell
from tracker.ingest.meaning.words import folded
from tracker.model.periods import (
    Period,
    PeriodKind,
    last_day,
    parse_period,
    spanning_months,
    week,
)

_DIGIT = re.compile(r"\d")
FIRST_YEAR, LAST_YEAR = 1800, 2100  # a number outside is no year

_MONTHS = (
    "januari january jan",
    "februari february feb febr",
    "mars march mar",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "augusti august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_COUNTED = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "first": 1, "i": 1, "ii": 2}
_COUNTED |= {"iii": 3, "iv": 4, "första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_NTH = "|".join(_COUNTED)

# Said beside a period: not final. `2026 prel., Aug`, `2023*`, `2024 (preliminär)`.
_PRELIMINARY = re.compile(
    r"[\s,(]*\b(?:preliminär[at]?|preliminary|prel\b\.?)[\s,)]*|(?<=\d)\s?\*$"
)
_FLAG = re.compile(r"(?<=\d)\s?p$")
# Words that only introduce a period.
_INTRODUCED = re.compile(
    r"^(?:valt läsår|läsår(?:et)?|period(?:en)?|år(?:et)?|kalenderår|year|tid|avser|per den|den"
    r"|mätår|redovisningsår)\s*:?\s+"
)

_Y = r"(?P<y>(?:18|19|20)\d\d)"
_Y2 = r"(?P<yy>\d\d)"
_YEAR_AS_NUMBER = re.compile(rf"\s*{_Y}[.,]0\s*", re.ASCII)
_SEP = r"[\s\-/.,:_]*"
_Q = r"(?:k|q|kv|kvartal|quarter|qtr)"
_W = r"(?:v|w|vecka|week|veckonummer)"


class Part(StrEnum):
    """A part of a period: it needs a year, or (a year) may be joined by another part."""

    MONTH = "month"
    QUARTER = "quarter"
    WEEK = "week"
    HALF = "half_year"
    TERTIAL = "tertial"
    TERM = "term"
    WHOLE = "whole"  # Helår: all of the year


@dataclass(frozen=True)
class Dated:
    """A period as a text words it. `preliminary` when the text says so beside it."""

    period: Period
    preliminary: bool = False


def read_period(text: Cell, today: date) -> Period | None:
    """The period that a cell names; None when it names none, or not without a guess."""
    dated = read_dated(text, today)
    return dated.period if dated else None


def read_dated(cell: Cell, today: date) -> Dated | None:
    """The period that a cell names and whether it is called preliminary.

    today  settles the century of `jan-19`: the latest that does not lie in the future
    """
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return Dated(_point(cell.date())) if midnight else None
    if isinstance(cell, date):
        return Dated(_point(cell))
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, float):
        if not cell.is_integer():
            return None
        cell = int(cell)
    text = str(cell)
    return _read(text, today) if len(text) <= 60 and _DIGIT.search(text) else None


@lru_cache(maxsize=65536)
def _read(text: str, today: date) -> Dated | None:
    word = folded(text)
    rest = _FLAG.sub("", _PRELIMINARY.sub(" ", word).strip())
    preliminary = rest != word
    rest = _INTRODUCED.sub("", rest)
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(rest):
            try:
                return Dated(build(match, today), preliminary)
            except (ValueError, OverflowError):
                return None
    return None


def _point(day: date) -> Period:
    return Period(day, day, PeriodKind.POINT)


def _year(match: re.Match[str], today: date) -> int:
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    short = int(groups["yy"])
    return 2000 + short if 2000 + short <= today.year + 1 else 1900 + short


def _number(match: re.Match[str]) -> int:
    text = match["n"]
    return MONTHS.get(text) or _COUNTED.get(text) or int(text)


def _months(months: int, kind: PeriodKind) -> "_Build":
    def build(match: re.Match[str], today: date) -> Period:
        number = _number(match)
        if not 1 <= number <= 12 // months:
            raise ValueError(match.string)
        return spanning_months(_year(match, today), (number - 1) * months + 1, months, kind)

    return build


def _week(match: re.Match[str], today: date) -> Period:
    return week(_year(match, today), int(match["n"]))


def _term(match: re.Match[str], today: date) -> Period:
    first = 1 if match["n"][0] == "v" else 7
    return spanning_months(_year(match, today), first, 6, PeriodKind.TERM)


def _canonical(match: re.Match[str], _: date) -> Period:
    return parse_period(match.string.upper())


def _day(match: re.Match[str], today: date) -> Period:
    month = MONTHS.get(match["n"]) or int(match["n"])
    return _point(date(_year(match, today), month, int(match["d"])))


def _span(match: re.Match[str], _: date) -> Period:
    """`jan-mar 2023`, `nov 2017-feb 2018`: whole months."""
    last = int(match["y2"] or match["y"])
    first = int(match["y"] or last)
    start, end = MONTHS[match["n"]], MONTHS[match["m"]]
    period = Period(date(first, start, 1), last_day(last, end), PeriodKind.RANGE)
    if period.end < period.start:
        raise ValueError(match.string)
    return period


_Build = Callable[[re.Match[str], date], Period]
_MONTHLY = _months(1, PeriodKind.MONTH)
_QUARTERLY = _months(3, PeriodKind.QUARTER)
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern, re.ASCII if "[å" not in pattern else 0), build)
    for pattern, build in (
        (rf"{_Y}", _canonical),
        (rf"{_Y}m(?P<n>\d\d?)", _MONTHLY),
        (rf"{_Y}-(?P<n>0[1-9]|1[0-2])", _MONTHLY),
        (rf"{_Y}(?P<n>0[1-9]|1[0-2])", _MONTHLY),
        (rf"{_Y}{_SEP}(?P<n>{_MONTH})\.?", _MONTHLY),
        (rf"(?P<n>{_MONTH}){_SEP}{_Y}", _MONTHLY),
        (rf"(?P<n>{_MONTH})[\s\-]+'?{_Y2}", _MONTHLY),
        (rf"{_Y}{_SEP}{_Q}\.?\s?(?P<n>[1-4]|{_NTH})", _QUARTERLY),
        (rf"{_Q}\.?\s?(?P<n>[1-4]|{_NTH}){_SEP}{_Y}", _QUARTERLY),
        (rf"(?P<n>[1-4]|{_NTH})(?::?a|:?e)?\s+kvartalet{_SEP}{_Y}", _QUARTERLY),
        (rf"{_Y}{_SEP}{_W}\.?\s?(?P<n>\d\d?)", _week),
        (rf"{_W}\.?\s?(?P<n>\d\d?){_SEP}{_Y}", _week),
        (rf"{_Y}\s?(?:h|halvår|hå)\s?(?P<n>[12])", _months(6, PeriodKind.HALF_YEAR)),
        (rf"(?:h|halvår)\s?(?P<n>[12]){_SEP}{_Y}", _months(6, PeriodKind.HALF_YEAR)),
        (rf"{_Y}\s?(?:t|tertial)\s?(?P<n>[1-3])", _months(4, PeriodKind.TERTIAL)),
        (rf"(?:t|tertial)\s?(?P<n>[1-3]){_SEP}{_Y}", _months(4, PeriodKind.TERTIAL)),
        (rf"(?P<n>vt|ht|vårtermin(?:en)?|hösttermin(?:en)?)\s?-?{_Y}", _term),
        (rf"{_Y}\s?(?P<n>vt|ht)", _term),
        (r"\d{4}/(?:\d{4}|\d{2})", _canonical),
        (rf"{_Y}\s?-\s?(?:18|19|20)\d\d", lambda m, _: parse_period(m.string.replace(" ", ""))),
        (r"\d{4}-\d\d/\d{4}-\d\d", _canonical),
        (r"\d{4}-\d\d-\d\d", _canonical),
        (rf"(?P<d>\d\d?)\.?\s+(?P<n>{_MONTH})\.?\s+{_Y}", _day),
        (
            rf"(?P<n>{_MONTH})\.?\s?(?P<y>\d{{4}})?\s?-\s?(?P<m>{_MONTH})\.?\s?(?P<y2>\d{{4}})",
            _span,
        ),
        (rf"(?P<y>\d{{4}})\s+(?P<n>{_MONTH})\.?\s?-\s?(?P<m>{_MONTH})\.?(?P<y2>)", _span),
    )
)

_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = tuple(
    (re.compile(pattern), part)
    for pattern, part in (
        (rf"(?P<n>{_MONTH})\.?", Part.MONTH),
        (r"(?:m|månad\s?)(?P<n>0?[1-9]|1[0-2])", Part.MONTH),
        (rf"{_Q}\.?\s?(?P<n>[1-4]|{_NTH})", Part.QUARTER),
        (rf"(?P<n>[1-4]|{_NTH})(?::?a|:?e)?\s+kvartalet", Part.QUARTER),
        (rf"{_W}\.?\s?(?P<n>[1-9]|[0-4]\d|5[0-3])", Part.WEEK),
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
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, float):
        if not cell.is_integer():
            return None
        cell = int(cell)
    text = folded(str(cell))
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
            return part, MONTHS.get(number) or _COUNTED.get(number) or int(number)
    if expected and text in _COUNTED:
        return expected, _COUNTED[text]
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
