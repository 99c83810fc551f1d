"""Two tables beside each other in one sheet."""

import re
from collections.abc import Iterable, Sequence

from tracker.ingest.frames.rows import BLANK, TEXT, VALUES, Row, as_text

# What a column of places is called. Labels of rows, and not what a row is like.
_PLACES = re.compile(
    r"(?:skol(?:a|or|enhet)|förskol(?:a|or)|område|delområde|bostadsområde|polisområde"
    r"|lokalpolisområde|distrikt|stadsdel|kommun(?:er)?|län|region|stad|(?:tät)?ort|plats|deso"
    r"|regso|kvarter|gata|torg|adress|anläggning|school|area|municipality|county|district|place)"
    r"(?:s?namn| name)?",
    re.IGNORECASE,
)


def begins_beside(header: Iterable[Row], body: Sequence[Row], width: int) -> int:
    """The column that a second table begins in; 0 where there is one table only.

    It begins where the first column's heading comes again, beyond values and over other cells:
    `År;Rån;År;Stöld`. An empty column alone is space. Beyond it another table begins where there
    are values on its left, and on its right words and then values: labels of rows that the first
    table's rows are not. So does one where a heading such as Skola stands between values,
    over words that all differ, as those in the first column do.
    """
    header = tuple(header)
    if repeated := _repeats_first(header, body, width):
        return repeated
    rows = (*header, *body)
    used = [any(row.kind(column) != BLANK for row in rows) for column in range(width)]
    for gap in range(1, width - 2):
        right = gap + 1
        if used[gap] or not used[right]:
            continue
        if (
            _of_words(body, right)
            and _values(body, range(gap))
            and _values(body, range(right + 1, width))
        ):
            return right
    return _names_again(header, body, width)


def _names_again(header: Sequence[Row], body: Sequence[Row], width: int) -> int:
    """The column between values that names other places than the first one; 0 without one."""
    base = min((row.first for row in (*header, *body)), default=0)
    if not header or not _all_differ(body, base):
        return 0
    for column in range(base + 2, width - 1):
        if (
            _PLACES.fullmatch(_cell(header[-1], column))
            and _all_differ(body, column)
            and _values(body, range(base + 1, column))
            and _values(body, range(column + 1, width))
        ):
            return column
    return 0


def _all_differ(body: Sequence[Row], column: int) -> bool:
    """Whether a column holds words, two at least, and none twice."""
    texts = [_cell(row, column) for row in body if row.kind(column) != BLANK]
    return _of_words(body, column) and len(texts) > 1 and len(set(texts)) == len(texts)


def _repeats_first(header: Sequence[Row], body: Sequence[Row], width: int) -> int:
    """The column below the first one's heading, with other cells; 0 without one."""
    base = min((row.first for row in (*header, *body)), default=0)
    first = [_cell(row, base) for row in header]
    if not any(first):
        return 0
    for column in range(base + 2, width):
        if (
            [_cell(row, column) for row in header] == first
            and _values(body, range(base + 1, column))
            and any(_cell(row, column) != _cell(row, base) for row in body)
        ):
            return column
    return 0


def _cell(row: Row, column: int) -> str:
    return as_text(row.cells[column]).strip() if row.kind(column) != BLANK else ""


def _of_words(body: Sequence[Row], column: int) -> bool:
    kinds = [row.kind(column) for row in body if row.kind(column) != BLANK]
    return sum(kind == TEXT for kind in kinds) * 2 > len(kinds)


def _values(body: Sequence[Row], columns: range) -> bool:
    """Whether any column after the first of its table holds mostly values."""
    for column in columns:
        kinds = [row.kind(column) for row in body if row.kind(column) != BLANK]
        if kinds and sum(kind in VALUES for kind in kinds) * 2 > len(kinds):
            return True
    return False
