"""Header cells that are numbers: years, months, ages, codes. Are they names or values?"""

import re
from collections.abc import Sequence

from tracker.ingest.frames.rows import BLANK, MARK, NUMBER, TEXT, Row, as_text

_FIRST_YEAR, _LAST_YEAR = 1950, 2035
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_WHOLE = re.compile(r"\d{1,8}")
# What the first column of Swedish tables is called, for a header that has only numbers beside it.
_HEADINGS = re.compile(
    r"(?:år|kvartal|månad|vecka|tid|period|datum|läsår|kommun\w*|län\w*|region\w*|område\w*|kod"
    r"|skola|skolenhet|stadsdel|kön|ålder|åldersgrupp|namn|indikator|brottstyp|deso|regso"
    r"|year|month|quarter|week|sex|age|county|municipality|name|code|radetiketter)",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a text is an ordinary name of a column of labels."""
    return _HEADINGS.fullmatch(text.strip()) is not None


def is_axis(row: Row, below: Sequence[Row], *, first: bool) -> bool:
    """Whether a row with numbers is a header whose numbers are names.

    below  the next rows that hold values; without any the row heads nothing
    first  nothing but a title stands right above: no header whose unnamed sum this could be
    """
    if not below or not row.filled or MARK in row.kinds:
        return False
    base = min(row.first, *(other.first for other in below))  # the table may begin further right
    if row.kind(base) == NUMBER:
        return False
    places = [i for i, kind in enumerate(row.kinds) if kind == NUMBER]
    written = [as_text(row.cells[i]).strip() for i in places]
    if not written or not all(map(_WHOLE.fullmatch, written)):
        return False
    numbers = [int(text) for text in written]
    corner = row.kind(base) == BLANK
    heads = corner or is_heading(as_text(row.cells[base]))
    if all(map(_is_period, written)):
        return _heads_periods(numbers, places, below, heads)
    if corner and first and below[0].kind(base) != BLANK and row.filled == len(places):
        return len(set(written)) == len(written)
    if len(numbers) > 1 and any(text.startswith("0") for text in written if len(text) > 1):
        return len({len(text) for text in written}) == 1
    counted = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    contrast = row.kind(base) == TEXT and below[0].kind(base) == NUMBER
    return counted and numbers[0] <= 1 and (heads or contrast)


def _heads_periods(
    numbers: list[int], places: list[int], below: Sequence[Row], heads: bool
) -> bool:
    if len(numbers) == 1:
        values = [as_text(r.cells[places[0]]).strip() for r in below if r.kind(places[0]) == NUMBER]
        return heads or sum(map(_is_period, values)) * 2 <= len(values)
    numbers = _block(numbers)
    ordered = sorted(numbers)
    if numbers not in (ordered, ordered[::-1]):
        return False
    if heads or len(numbers) > 2:
        return heads or len(set(numbers)) == len(numbers)
    # From one December to the next January is 89. Two years side by side are periods; 2021 and
    # 2023 may be counts of a place called Vansbro.
    return abs(numbers[1] - numbers[0]) in (1, 89)


def _block(numbers: list[int]) -> list[int]:
    """The years that stand again and again, below one measure after another; else all of them."""
    for size in range(2, len(numbers) // 2 + 1):
        if numbers == numbers[:size] * (len(numbers) // size):
            return numbers[:size]
    return numbers


def _is_period(text: str) -> bool:
    if _YEAR_MONTH.fullmatch(text):
        return True
    return len(text) == 4 and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR
