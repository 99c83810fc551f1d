"""Where a table begins: its first row of values, and the header rows above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.ingest.frames.axis import is_axis, is_heading
from tracker.ingest.frames.rows import BLANK, NUMBER, TEXT, VALUES, Row, as_text

_DEEPEST = 5
_SAMPLE = 40  # rows of values that tell which columns hold values
_BELOW = 6
_CLIMB = 5_000  # rows above the first values that are looked at: theirs may all be missing


@dataclass(frozen=True)
class Head:
    """Where a table begins, as positions in the sheet's list of rows.

    header   the header's rows, top first; empty when there is none
    body     the first row below the header, or of the table without one
    data     the first row that holds values
    values   the columns that hold values
    """

    header: tuple[int, ...]
    body: int
    data: int
    values: frozenset[int]


class Sheet:
    """A sheet's rows, with what is asked of them again and again."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.width = max((len(row.kinds.rstrip(BLANK)) for row in rows), default=0)
        # A table whose only numbers stand in its first column has its values there.
        self.first_too = not any(row.has_values() for row in rows)
        self.ragged = len({len(row.cells) for row in rows if row.filled}) > 1

    def holds_values(self, position: int) -> bool:
        """Whether a row has a label and a number or a mark (or a number, in a one-column sheet)."""
        row = self.rows[position]
        if self.width == 1:
            return row.kinds[:1] == NUMBER
        return row.filled > 1 and (
            row.has_values() or (self.first_too and row.filled > 2 and row.kinds[:1] == NUMBER)
        )

    @cached_property
    def next_values(self) -> list[int]:
        """For each row the next one that holds values, itself included; the end when none does."""
        end = len(self.rows)
        following = [end] * (end + 1)
        for position in range(end - 1, -1, -1):
            here = self.holds_values(position)
            following[position] = position if here else following[position + 1]
        return following

    def below(self, position: int, count: int) -> list[Row]:
        """The next rows that hold values, after a row."""
        found: list[Row] = []
        here = self.next_values[position + 1]
        while here < len(self.rows) and len(found) < count:
            found.append(self.rows[here])
            here = self.next_values[here + 1]
        return found

    def is_axis(self, position: int) -> bool:
        """Whether a row with numbers is a header."""
        row = self.rows[position]
        above = self.rows[position - 1] if position else None
        first = above is None or above.filled < 2
        return (
            self.width > 1
            and not (above and _names_each(above, row))
            and is_axis(row, self.below(position, _BELOW), first=first)
        )


def _names_each(above: Row, row: Row) -> bool:
    """Whether every cell of a row has a name of its own right above it, as data below a header has.

    `Område;Antal` above `Gottsunda;2021`: 2021 is an amount, be it a year by its looks.
    """
    if not row.filled or row.kind(row.first) != TEXT or is_heading(as_text(row.cells[row.first])):
        return False
    places = [place for place, kind in enumerate(row.kinds) if kind != BLANK]
    names = [as_text(above.cells[p]).strip() for p in places if above.kind(p) == TEXT]
    return len(names) == len(places) and len(set(names)) == len(names)


def find_head(sheet: Sheet, start: int) -> Head | None:
    """The next table at or below a row; None when no more values come."""
    data = sheet.next_values[start]
    while data < len(sheet.rows) and sheet.is_axis(data):
        data = sheet.next_values[data + 1]
    if data == len(sheet.rows):
        return None
    return _climb(sheet, data, start)


def _climb(sheet: Sheet, data: int, start: int) -> Head:
    """The header above the first row of values, not above `start`."""
    values = _value_columns(sheet, data)
    bottom = _bottom(sheet, data, start, values)
    if bottom is None:
        return Head((), data, data, values)
    header = [bottom]
    while len(header) < _DEEPEST and _heads_too(sheet, header[0] - 1, header, start):
        header.insert(0, header[0] - 1)
    return Head(tuple(header), bottom + 1, data, values)


def _value_columns(sheet: Sheet, data: int) -> frozenset[int]:
    """The columns that mostly hold numbers or marks, among the next rows of values."""
    sample = [sheet.rows[data], *sheet.below(data, _SAMPLE)]
    columns = set()
    for column in range(max(len(row.kinds) for row in sample)):
        kinds = [row.kind(column) for row in sample if row.kind(column) != BLANK]
        if sum(kind in VALUES for kind in kinds) * 2 > len(kinds):
            columns.add(column)
    return frozenset(columns)


def _bottom(sheet: Sheet, data: int, start: int, values: frozenset[int]) -> int | None:
    """The header's last row: the nearest one above with a name over a column of values."""
    above = data - 1
    if above >= start and not sheet.rows[above].filled and _is_wide(sheet, above - 1, start):
        above -= 1  # one blank row between a header and its body
    first = above
    while above >= max(start, first - _CLIMB):
        row = sheet.rows[above]
        if not row.filled:
            break
        numbers = any(kind in VALUES for kind in row.kinds)
        if numbers and not sheet.is_axis(above):
            if sheet.holds_values(above):
                break
            above -= 1  # 2021 and words where the values stand: a row of data
            continue
        if any(row.kind(column) != BLANK for column in values) and (
            row.filled > 1 or row.first > _base(sheet, data) or sheet.width == 1
        ):
            return _with_corner(sheet, _above_words(sheet, above, start, data), data)
        above -= 1
    row = sheet.rows[first]
    if first >= start and row.filled > 1 and not any(kind in VALUES for kind in row.kinds):
        return first
    return None


def _above_words(sheet: Sheet, bottom: int, start: int, data: int) -> int:
    """Further up where every cell has a name above it: `Gottsunda;ca 5` below `Stadsdel;Antal`.

    What stands below a complete header are rows of data whose values are words.
    """
    while bottom > start and not sheet.is_axis(bottom):
        names, words = sheet.rows[bottom - 1], sheet.rows[bottom]
        texts = [
            as_text(cell).strip()
            for cell, kind in zip(names.cells, names.kinds, strict=True)
            if kind != BLANK
        ]
        named = all(names.kind(c) != BLANK for c, k in enumerate(words.kinds) if k != BLANK)
        if (
            names.filled < 2
            or words.first > _base(sheet, data)
            or not named
            or len(set(texts)) < len(texts)
            or (any(kind in VALUES for kind in names.kinds) and not sheet.is_axis(bottom - 1))
        ):
            break
        bottom -= 1
    return bottom


def _with_corner(sheet: Sheet, bottom: int, data: int) -> int:
    """One row further down when a pivot table has put its row labels' name there alone."""
    below = sheet.rows[bottom + 1]
    lone = below.filled == 1 and below.first == 0 and bottom + 1 < data
    if lone and sheet.rows[bottom].kind(0) == BLANK and is_heading(as_text(below.cells[0])):
        return bottom + 1
    return bottom


def _is_wide(sheet: Sheet, position: int, start: int) -> bool:
    return position >= start and sheet.rows[position].filled > 1


def _heads_too(sheet: Sheet, position: int, header: list[int], start: int) -> bool:
    """Whether the row above a header belongs to it; a title does not."""
    if position < start:
        return False
    row, below = sheet.rows[position], [sheet.rows[h] for h in header]
    if not row.filled or (any(k in VALUES for k in row.kinds) and not sheet.is_axis(position)):
        return False
    base = min(r.first for r in (*below, *sheet.below(header[-1], 1)))
    if row.filled == 1 and row.first <= base:
        return False
    if sheet.ragged and len(row.cells) != len(below[-1].cells):
        return False
    if row.first > base:
        return True
    names = [
        tuple(as_text(r.cells[c]) if r.kind(c) != BLANK else "" for r in below)
        for c in range(base, max(len(r.kinds.rstrip(BLANK)) for r in below))
    ]
    return any(not "".join(name) for name in names) or len(set(names)) < len(names)


def _base(sheet: Sheet, data: int) -> int:
    """The table's first column."""
    return min(row.first for row in (sheet.rows[data], *sheet.below(data, _SAMPLE)))
