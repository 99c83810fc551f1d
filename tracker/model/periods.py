"""Periods: ISO week, month, quarter, tertial, half-year, term, school year, year, range, point.

A period knows its first and last day. Its `code` is its one canonical spelling:
2021V07 · 2021-03 · 2021K1 · 2021T1 · 2021H1 · VT2021 · 2021/22 · 2021 · 2020-2022 ·
2017-11/2018-02 · 2023-12-31.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """The kinds of period a series may have. Each series has one."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"  # four months: Jan-Apr, May-Aug, Sep-Dec
    HALF_YEAR = "half_year"
    TERM = "term"  # VT January-June, HT July-December, as schools count
    SCHOOL_YEAR = "school_year"  # 1 July-30 June
    YEAR = "year"
    RANGE = "range"  # whole years or whole months, such as a survey's field period
    POINT = "point"  # a stock on a date


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.TERTIAL: 4,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.TERM: 6,
    PeriodKind.SCHOOL_YEAR: 12,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, order=True)
class Period:
    """A closed span of days. Ordered by first day, then last day, then kind."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def code(self) -> str:
        """The canonical spelling, which `parse_period` reads back."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case PeriodKind.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}V{iso.week:02d}"
            case PeriodKind.MONTH:
                return f"{year}-{month:02d}"
            case PeriodKind.QUARTER:
                return f"{year}K{(month + 2) // 3}"
            case PeriodKind.TERTIAL:
                return f"{year}T{(month + 3) // 4}"
            case PeriodKind.HALF_YEAR:
                return f"{year}H{1 if month == 1 else 2}"
            case PeriodKind.TERM:
                return f"{'VT' if month == 1 else 'HT'}{year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{year}/{(year + 1) % 100:02d}"
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.RANGE:
                whole_years = month == 1 and self.end.month == 12
                if whole_years and year != self.end.year:
                    return f"{year}-{self.end.year}"
                return f"{year}-{month:02d}/{self.end.year}-{self.end.month:02d}"
            case PeriodKind.POINT:
                return self.start.isoformat()

    @property
    def months(self) -> int:
        """Calendar months covered, whole ones; 0 for a week or a point."""
        if self.kind in _MONTHS:
            return _MONTHS[self.kind]
        if self.kind is PeriodKind.RANGE:
            return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return 0

    @property
    def middle(self) -> date:
        """The day in the middle, where a chart draws the period."""
        return self.start + (self.end - self.start) / 2

    def within(self, other: "Period") -> bool:
        """Whether every day of this period lies in `other`."""
        return other.start <= self.start and self.end <= other.end


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def spanning_months(year: int, month: int, months: int, kind: PeriodKind) -> Period:
    """The period of `months` months that begins on the first of the given month."""
    end = year * 12 + month - 1 + months - 1
    return Period(date(year, month, 1), last_day(end // 12, end % 12 + 1), kind)


def week(year: int, number: int) -> Period:
    """An ISO week. Raises ValueError for a week that the year does not have."""
    monday = date.fromisocalendar(year, number, 1)
    return Period(monday, monday + timedelta(days=6), PeriodKind.WEEK)


_PATTERNS: tuple[tuple[re.Pattern[str], PeriodKind], ...] = tuple(
    (re.compile(pattern, re.ASCII), kind)
    for pattern, kind in (
        (r"(?P<y>\d{4})[VW](?P<n>\d{1,2})", PeriodKind.WEEK),
        (r"(?P<y>\d{4})[-M](?P<n>\d{2})", PeriodKind.MONTH),
        (r"(?P<y>\d{4})[KQ](?P<n>[1-4])", PeriodKind.QUARTER),
        (r"(?P<y>\d{4})T(?P<n>[1-3])", PeriodKind.TERTIAL),
        (r"(?P<y>\d{4})H(?P<n>[12])", PeriodKind.HALF_YEAR),
        (r"(?P<term>VT|HT)(?P<y>\d{4})", PeriodKind.TERM),
        (r"(?P<y>\d{4})/(?P<y2>\d{4}|\d{2})", PeriodKind.SCHOOL_YEAR),
        (r"(?P<y>\d{4})", PeriodKind.YEAR),
        (r"(?P<y>\d{4})-(?P<y2>\d{4})", PeriodKind.RANGE),
        (r"(?P<y>\d{4})-(?P<m>\d{2})/(?P<y2>\d{4})-(?P<m2>\d{2})", PeriodKind.RANGE),
        (r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", PeriodKind.POINT),
    )
)


def parse_period(text: str) -> Period:
    """Read one canonical spelling (K or Q for a quarter, V or W for a week, - or M for a month).

    Raises ValueError with the text when it is no period, names no real date, or runs backwards.
    """
    text = text.strip()
    for pattern, kind in _PATTERNS:
        if match := pattern.fullmatch(text):
            try:
                period = _build(kind, match)
            except OverflowError as error:
                raise ValueError(text) from error
            if period.end < period.start:
                raise ValueError(text)
            return period
    raise ValueError(text)


def _build(kind: PeriodKind, match: re.Match[str]) -> Period:
    groups = match.groupdict()
    year = int(groups["y"])
    match kind:
        case PeriodKind.WEEK:
            return week(year, int(groups["n"]))
        case PeriodKind.TERM:
            return spanning_months(year, 1 if groups["term"] == "VT" else 7, 6, kind)
        case PeriodKind.SCHOOL_YEAR:
            following = groups["y2"]
            if int(following) != (year + 1 if len(following) == 4 else (year + 1) % 100):
                raise ValueError(match.string)
            return spanning_months(year, 7, 12, kind)
        case PeriodKind.YEAR:
            return spanning_months(year, 1, 12, kind)
        case PeriodKind.RANGE if groups.get("m"):
            end = last_day(int(groups["y2"]), int(groups["m2"]))
            return Period(date(year, int(groups["m"]), 1), end, kind)
        case PeriodKind.RANGE:
            return Period(date(year, 1, 1), date(int(groups["y2"]), 12, 31), kind)
        case PeriodKind.POINT:
            day = date(year, int(groups["m"]), int(groups["d"]))
            return Period(day, day, kind)
        case _:
            length = _MONTHS[kind]
            return spanning_months(year, (int(groups["n"]) - 1) * length + 1, length, kind)


def containing(day: date, kind: PeriodKind) -> Period:
    """The period of a calendar kind that `day` lies in. Raises ValueError for ranges."""
    match kind:
        case PeriodKind.WEEK:
            iso = day.isocalendar()
            return week(iso.year, iso.week)
        case PeriodKind.SCHOOL_YEAR:
            return spanning_months(day.year if day.month >= 7 else day.year - 1, 7, 12, kind)
        case PeriodKind.POINT:
            return Period(day, day, kind)
        case PeriodKind.RANGE:
            raise ValueError(kind)
        case _:
            length = _MONTHS[kind]
            return spanning_months(day.year, (day.month - 1) // length * length + 1, length, kind)


def sequence(window: Period, kind: PeriodKind) -> Iterator[Period]:
    """Every whole period of a calendar kind inside `window`, oldest first."""
    day = window.start
    while True:
        period = containing(day, kind)
        if period.end > window.end:
            return
        if period.start >= window.start:
            yield period
        day = period.end + timedelta(days=1)
