"""What stands above a column of numbers: a period, a place, a measure, a unit."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tracker.ingest.meaning.columns import Column
from tracker.ingest.meaning.names import PERIOD_NAMES
from tracker.ingest.meaning.period_parts import Part, read_part, read_year
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.ingest.meaning.regions import candidates, is_municipality_code
from tracker.ingest.meaning.units import is_only_unit, unit_in
from tracker.ingest.meaning.words import folded
from tracker.ingest.recognised import Region

FIRST_HEADER_YEAR, LAST_HEADER_YEAR = 1950, 2035
_CLASSIFICATION = re.compile(r"\b(?:sun|ssyk|sni|nace|nuts|isced|rev|version|kapitel|kap)\W*$")

# `t.o.m. sep 2023` is no September: what it is, only a person knows.
_SO_FAR = re.compile(
    r"(?:t\.? ?o\.? ?m\.?|till och med|ack\.?|ackumulera[dt]e?t?|hittills|ytd|r12|rullande(?: 12)?)"
)


@dataclass(frozen=True)
class Header:
    """What a column's header says.

    measure  what is left when period, place and unit are taken away
    dated    the period of the whole column
    part     the part of a year (a month, `Helår`) that needs its year from the row or the title
    regions  the places that it may mean, when the table is wide by place
    """

    measure: str
    unit: str = ""
    dated: Dated | None = None
    part: tuple[Part, int] | None = None
    regions: tuple[Region, ...] = ()


def read_headers(
    columns: Sequence[Column], today: date, *, has_region: bool, as_codes: bool | None = None
) -> tuple[Header, ...]:
    """The headers of a table's columns of numbers, which decide about each other.

    has_region  the rows name places, so that the headers do not
    as_codes    the answer when headers are both years and municipality codes
    """
    if as_codes or (as_codes is None and _all_codes(columns) and not has_region):
        return tuple(_as_regions(column) for column in columns)
    years = [_year_part(column, today) for column in columns]
    made = []
    for i, column in enumerate(columns):
        beside = [years[j] for j in (i - 1, i + 1) if 0 <= j < len(columns)]
        accepted = years[i] is not None and (not beside or any(y is not None for y in beside))
        made.append(_read(column, today, years[i] if accepted else None))
    made = _months_in_company(columns, made)
    made = _years_in_names(made, today)
    return tuple(made if has_region else _places_in_company(made))


def years_or_codes(columns: Sequence[Column], *, has_region: bool) -> bool:
    """Whether the headers are years as well as codes of municipalities, unevenly spaced."""
    if has_region or len(columns) < 2:
        return False
    lasts = [column.parts[-1] if column.parts else "" for column in columns]
    years = [read_year(last) for last in lasts]
    if not all(_in_range(y) for y in years) or not all(map(is_municipality_code, lasts)):
        return False
    steps = {b - a for a, b in pairwise(years) if a and b}
    return len(steps) > 1


def _all_codes(columns: Sequence[Column]) -> bool:
    lasts = [column.parts[-1] if column.parts else "" for column in columns]
    codes = len(lasts) > 1 and all(map(is_municipality_code, lasts))
    return codes and not all(_in_range(read_year(last)) for last in lasts)


def _in_range(year: int | None) -> bool:
    return year is not None and FIRST_HEADER_YEAR <= year <= LAST_HEADER_YEAR


def _as_regions(column: Column) -> Header:
    measure = " / ".join(column.parts[:-1])
    return Header(measure, unit_in(measure), regions=candidates(column.parts[-1]))


def _year_part(column: Column, today: date) -> str | None:
    """The header's part that is a period, a bare year included."""
    for part in column.parts:
        year = read_year(part)
        if _in_range(year) or (year is None and read_dated(part, today)):
            return part
    return None


def _read(column: Column, today: date, year: str | None) -> Header:
    header = Header("")
    rest: list[str] = []
    for part in column.parts:
        word = folded(part)
        named = read_part(part)
        if (year is not None and part == year) or (
            read_year(part) is None and header.dated is None and read_dated(part, today)
        ):
            header = replace(header, dated=read_dated(part, today))
        elif named and header.part is None:
            header = replace(header, part=named)
        elif is_only_unit(part):
            header = replace(header, unit=unit_in(part))
        elif word in PERIOD_NAMES and len(column.parts) > 1:
            continue  # `År` above `2021`
        else:
            rest.append(part)
    measure = " / ".join(rest)
    return replace(header, measure=measure, unit=header.unit or unit_in(measure))


def _months_in_company(columns: Sequence[Column], headers: list[Header]) -> list[Header]:
    """A lone `Mars` or `Maj` is a name; a month beside other parts of a year is a month."""
    if sum(header.part is not None for header in headers) > 1:
        return [
            replace(h, part=None) if h.part and h.dated and h.dated.period.months < 12 else h
            for h in headers
        ]
    return [
        replace(h, part=None, measure=" / ".join(c.parts)) if h.part and h.dated is None else h
        for c, h in zip(columns, headers, strict=True)
    ]


def _years_in_names(headers: list[Header], today: date) -> list[Header]:
    """`Folkmängd 2022`, `Folkmängd 2023`: the period stands inside the measure's name."""
    split = [(None if h.dated or h.part else _split_off(h.measure, today)) for h in headers]
    names = Counter(s[0] for s in split if s)
    everywhere = all(s is not None for s in split)
    return [
        replace(h, measure=s[0], unit=h.unit or unit_in(s[0]), dated=s[1])
        if s and (everywhere or names[s[0]] > 1)
        else h
        for h, s in zip(headers, split, strict=True)
    ]


def _split_off(measure: str, today: date) -> tuple[str, Dated] | None:
    words = measure.replace("_", " ").split()
    for take in (1, 2, 3):
        for tail in (True, False):
            piece = words[-take:] if tail else words[:take]
            rest = words[:-take] if tail else words[take:]
            text = " ".join(piece).strip("(),")
            year = read_year(text)
            dated = read_dated(text, today) if year is None or _in_range(year) else None
            left = " ".join(rest).strip(" ,(–-")
            if (
                not dated
                or not left
                or _SO_FAR.fullmatch(folded(left))
                or candidates(measure)
                or _CLASSIFICATION.search(folded(left))
            ):
                continue
            if any(read_part(word) for word in (left, *re.split(r"[\s\-–]+", left))):
                continue  # `2023 jan-okt` is no whole year
            return left, dated
    return None


def _places_in_company(headers: list[Header]) -> list[Header]:
    """Headers that are places, when at least half of them are: the table is wide by place."""
    found = [_place(h) for h in headers]
    if sum(bool(f) for f in found) < max(2, len(headers) / 2):
        return headers
    return [
        replace(h, measure=f[0], unit=unit_in(f[0]), regions=f[1]) if f else h
        for h, f in zip(headers, found, strict=True)
    ]


def _place(header: Header) -> tuple[str, tuple[Region, ...]] | None:
    parts = header.measure.split(" / ")
    for i, part in enumerate(parts):
        if (found := candidates(part)) and read_year(part) is None:
            return " / ".join(parts[:i] + parts[i + 1 :]), found
    return None
