"""A text → a period. Every form of Swedish statistics, and none that needs a guess.

A part of a date (a month without its year) is read in `period_parts`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from tracker.ingest.grid import Cell
from tracker.ingest.meaning.period_names import (
    COUNTED,
    MONTH,
    MONTHS,
    NTH,
    QUARTER,
    WEEK,
    YEAR,
)
from tracker.ingest.meaning.words import folded
from tracker.model.periods import (
    Period,
    PeriodKind,
    last_day,
    parse_period,
    spanning_months,
    week,
)

# Every form has four digits together, or a word and two digits: most texts have neither.
_DATED = re.compile(r"\d{4}|[^\W\d_]\W*\d|&")

# Said beside a period: not final. `2026 prel., Aug`, `2023*`, `2024 (preliminär)`.
_PRELIMINARY = re.compile(
    r"(?:(?<![\s,(])[\s,(]*+)?\b(?:preliminär[at]?|preliminary|prel\b\.?)[\s,)]*"
    r"|(?<=\d)\s?\*$"
)
_FLAG = re.compile(r"(?<=\d)\s?p$")
# `läsår 22/23`; without the word 11/12 may be a day.
_SHORT_SCHOOL_YEAR = re.compile(r"(?:valt )?läsår(?:et)?\s*+(?::\s*+)?(\d\d)/(\d\d)")
# Words that only introduce a period.
_INTRODUCED = re.compile(
    r"^(?:valt läsår|läsår(?:et)?|period(?:en)?|år(?:et)?|kalenderår|year|tid|avser|per den|den"
    r"|mätår|redovisningsår)\s*:?\s+"
)

_Y2 = r"(?P<yy>\d\d)"
_SEP = r"[\s\-/.,:_]*"


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
    if isinstance(cell, str):
        if len(cell) > 60 or not _DATED.search(cell):
            return None
        digits = cell.strip()
        bare = int(digits) if digits.isdecimal() else None
        return _read(cell, today) if bare is None or is_year_or_month(bare) else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return _read(str(int(cell)), today) if is_year_or_month(cell) else None


def is_year_or_month(number: float) -> bool:
    """Whether digits alone may be a period: 2019 or 201901."""
    if not (1800 <= number < 2100 or 180_000 < number < 210_000):
        return False
    return isinstance(number, int) or number.is_integer()


@lru_cache(maxsize=65536)
def _read(text: str, today: date) -> Dated | None:
    word = folded(text)
    rest = _FLAG.sub("", _PRELIMINARY.sub(" ", word).strip())
    preliminary = rest != word
    if match := _SHORT_SCHOOL_YEAR.fullmatch(rest):
        century = 20 if int(match[1]) <= today.year % 100 + 1 else 19
        rest = f"{century}{match[1]}/{match[2]}"
    rest = _INTRODUCED.sub("", rest)
    if not _BEGINS.match(rest):
        return None
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
    return MONTHS.get(text) or COUNTED.get(text) or int(text)


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


# How every form begins.
_BEGINS = re.compile(
    rf"\d|{MONTH}|(?:{QUARTER}|{WEEK})\.?\s?(?:\d|{NTH})|(?:{NTH})(?:a|e)?\W|(?:h|halvår|t|tertial)\s?\d"
    r"|vt|ht|vårt|höst"
)
_Build = Callable[[re.Match[str], date], Period]
_MONTHLY = _months(1, PeriodKind.MONTH)
_QUARTERLY = _months(3, PeriodKind.QUARTER)
_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern, re.ASCII if "[å" not in pattern else 0), build)
    for pattern, build in (
        (rf"{YEAR}", _canonical),
        (rf"{YEAR}m(?P<n>\d\d?)", _MONTHLY),
        (rf"{YEAR}-(?P<n>0[1-9]|1[0-2])", _MONTHLY),
        (rf"{YEAR}(?P<n>0[1-9]|1[0-2])", _MONTHLY),
        (rf"{YEAR}{_SEP}(?P<n>{MONTH})\.?", _MONTHLY),
        (rf"(?P<n>{MONTH}){_SEP}{YEAR}", _MONTHLY),
        (rf"(?P<n>{MONTH})[\s\-]+'?{_Y2}", _MONTHLY),
        (rf"{YEAR}{_SEP}{QUARTER}\.?\s?(?P<n>[1-4]|{NTH})", _QUARTERLY),
        (rf"{QUARTER}\.?\s?(?P<n>[1-4]|{NTH}){_SEP}{YEAR}", _QUARTERLY),
        (rf"{QUARTER}\.?\s?(?P<n>[1-4])[\s\-/']+{_Y2}", _QUARTERLY),
        (rf"(?P<n>[1-4]|{NTH})(?::?a|:?e)?\s+kvartalet{_SEP}{YEAR}", _QUARTERLY),
        (rf"{YEAR}{_SEP}{WEEK}\.?\s?(?P<n>\d\d?)", _week),
        (rf"{WEEK}\.?\s?(?P<n>\d\d?){_SEP}{YEAR}", _week),
        (rf"{YEAR}\s?(?:h|halvår|hå)\s?(?P<n>[12])", _months(6, PeriodKind.HALF_YEAR)),
        (rf"(?:h|halvår)\s?(?P<n>[12]){_SEP}{YEAR}", _months(6, PeriodKind.HALF_YEAR)),
        (rf"{YEAR}\s?(?:t|tertial)\s?(?P<n>[1-3])", _months(4, PeriodKind.TERTIAL)),
        (rf"(?:t|tertial)\s?(?P<n>[1-3]){_SEP}{YEAR}", _months(4, PeriodKind.TERTIAL)),
        (rf"(?P<n>vt|ht|vårtermin(?:en)?|hösttermin(?:en)?)\s?-?{YEAR}", _term),
        (rf"(?P<n>vt|ht)\s?[\-']?{_Y2}", _term),
        (rf"{YEAR}\s?(?P<n>vt|ht)", _term),
        (r"\d{4}/(?:\d{4}|\d{2})", _canonical),
        (rf"{YEAR}\s?-\s?(?:18|19|20)\d\d", lambda m, _: parse_period(m.string.replace(" ", ""))),
        (r"\d{4}-\d\d/\d{4}-\d\d", _canonical),
        (r"\d{4}-\d\d-\d\d", _canonical),
        (rf"(?P<d>\d\d?)\.?\s+(?P<n>{MONTH})\.?\s+{YEAR}", _day),
        (
            rf"(?P<n>{MONTH})\.?\s?(?P<y>\d{{4}})?\s?-\s?(?P<m>{MONTH})\.?\s?(?P<y2>\d{{4}})",
            _span,
        ),
        (rf"(?P<y>\d{{4}})\s+(?P<n>{MONTH})\.?\s?-\s?(?P<m>{MONTH})\.?(?P<y2>)", _span),
    )
)
