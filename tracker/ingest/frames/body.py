"""The rows below a header: which are data, which repeat the header, and where the table ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.ingest.frames.axis import is_heading
from tracker.ingest.frames.groups import groups_of
from tracker.ingest.frames.heads import Head, Sheet, find_head
from tracker.ingest.frames.rows import BLANK, VALUES, Row, as_text

# How footnotes begin in the exports of Swedish authorities.
_NOTE = re.compile(
    r"\s*(?:källa|källor|source|anm\b|anmärkning|not\b|noter|fotnot|kommentar|kontakt|contact"
    r"|database|internal reference|senast|uppdaterad|latest update|last updated|rapportbeskrivning"
    r"|enhet|units?\b|copyright|©|förklaring|teckenförklaring|\*|\d{1,2}\)|[a-e]\))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19[5-9]|20[0-3])\d")
_LONG = 80  # characters: a sentence, no label


@dataclass
class Body:
    """The rows of a table below its header, as positions in the sheet.

    data      rows of data, and rows with a lone label, in order
    lone      those of `data` that have nothing but a label in the first column
    notes     rows that are neither, in order
    repeated  rows that say the header or a title again
    end       where the next table, or its titles, may begin
    """

    data: list[int] = field(default_factory=list)
    lone: set[int] = field(default_factory=set)
    notes: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    end: int = 0


def take_body(sheet: Sheet, head: Head, titles: Iterable[int]) -> Body:
    """Sort the rows below a header until the next table begins."""
    framing = {_said(sheet.rows[p]) for p in (*head.header, *titles)}
    extents = {_extent(sheet.rows[p]) for p in (*head.header, *titles)}
    begins = {_begin(sheet.rows[p]) for p in (*head.header, *titles)}
    top_titles = {_said(sheet.rows[p]) for p in titles}
    body = Body(end=len(sheet.rows))
    gap = False
    aside = False  # a row that is no data came since the last data row
    years: set[int] = set()
    for position in range(head.body, len(sheet.rows)):
        row = sheet.rows[position]
        if not row.filled:
            gap = True
        elif position == head.data:
            body.data.append(position)
            gap = aside = False
        elif _extent(row) in extents and _begin(row) in begins and _said(row) in framing:
            if gap and _said(row) not in top_titles and _own_title(sheet, body, position):
                body.end = position
                break
            body.repeated.append(position)
        elif _holds_values(sheet, head, position) and not (gap and sheet.is_axis(position)):
            body.data.append(position)
            gap = aside = False
        elif gap and _begins_another(sheet, head, position, aside):
            body.end = position
            break
        elif (not gap or sheet.next_values[position] == position + 1) and _is_labelled(
            sheet, head, position
        ):
            body.data.append(position)
        elif _is_lone(row, head, sheet):
            body.data.append(position)
            body.lone.add(position)
            aside = True
        else:
            if _is_year_alone(row, sheet.rows[head.data]):
                years.add(position)
            else:
                body.notes.append(position)
            aside = True
    _place_years(sheet, body, years)
    _end_with_values(sheet, head, body)
    return body


def _holds_values(sheet: Sheet, head: Head, position: int) -> bool:
    """Whether a row holds values, be it without any label: a sum that nobody named."""
    row = sheet.rows[position]
    base = sheet.rows[head.data].first
    return sheet.holds_values(position) or any(
        row.kind(column) in VALUES for column in head.values if column > base
    )


def _extent(row: Row) -> tuple[int, int, str]:
    """What tells most rows apart at once: where they begin, how much is filled, the kinds."""
    return row.first, row.filled, row.kinds.rstrip(BLANK)


def _begin(row: Row) -> str:
    """What stands in a row's first filled cell."""
    return as_text(row.cells[row.first]).strip()


def _said(row: Row) -> tuple[tuple[int, str], ...]:
    """What a row says, and where."""
    return tuple(
        (place, as_text(row.cells[place]).strip())
        for place, kind in enumerate(row.kinds)
        if kind != BLANK
    )


def _own_title(sheet: Sheet, body: Body, position: int) -> bool:
    """Whether a repeated header has a title of its own right above, so that it heads new data."""
    above = position - 1
    while above > 0 and not sheet.rows[above].filled:
        above -= 1
    return above in body.lone or (bool(body.notes) and above == body.notes[-1])


def _begins_another(sheet: Sheet, head: Head, position: int, titled: bool) -> bool:
    """Whether a header of its own stands between this row, below a blank one, and its values."""
    other = find_head(sheet, position)
    if other is None or not other.header:
        return False
    top = sheet.rows[other.header[0]]
    if other.header[0] > position and not _only_titles(sheet, position, other.header[0]):
        return False
    if [_said(sheet.rows[h]) for h in other.header] == [_said(sheet.rows[h]) for h in head.header]:
        return other.header[0] > position
    label = as_text(top.cells[top.first])
    same_corner = bool(head.header) and _said(sheet.rows[head.header[0]])[:1] == _said(top)[:1]
    names = [text for _, text in _said(sheet.rows[other.header[-1]])]
    distinct = len(set(names)) == len(names)
    evident = (
        titled
        or other.header[0] > position
        or top.first > 0
        or same_corner
        or is_heading(label)
        or len(other.header) > 1
        or len(names) > 2
    )
    return (distinct and evident) or len(other.header) > 1


def _only_titles(sheet: Sheet, start: int, header: int) -> bool:
    return all(
        sheet.rows[p].filled < 2 or not sheet.rows[p].has_values() for p in range(start, header)
    )


def _is_labelled(sheet: Sheet, head: Head, position: int) -> bool:
    """Whether a row without values has its labels, or words where values stand: it is data."""
    row = sheet.rows[position]
    if row.filled < 2 or row.kind(row.first) in VALUES:
        return row.filled > 1
    base = sheet.rows[head.data].first
    label = as_text(row.cells[row.first])
    no_more = sheet.next_values[position] == len(sheet.rows)
    return row.first <= base and not (no_more and _NOTE.match(label))


def _is_lone(row: Row, head: Head, sheet: Sheet) -> bool:
    """Whether a row has a label in the table's first column and nothing else."""
    if row.kind(row.first) in VALUES and len(row.cells) > 1:
        return False
    return row.filled == 1 and row.first <= sheet.rows[head.data].first


def _is_year_alone(row: Row, data: Row) -> bool:
    """Whether a row has a year in the first column, where the data has words, and nothing else."""
    alone = row.filled == 1 and row.first == data.first and data.kind(data.first) not in VALUES
    return alone and bool(_YEAR.fullmatch(_begin(row)))


def _place_years(sheet: Sheet, body: Body, years: set[int]) -> None:
    """Rows of a year alone: groups where they are it for certain, and else notes.

    They are where they are the table's only groups, and rows below one come again below another.
    """
    last = max((p for p in body.data if p not in body.lone), default=-1)
    above = {p for p in years if p < last}
    data = sorted(above.union(p for p in body.data if p <= last))
    if any(p < last for p in body.lone) or (data and groups_of(sheet, data, above) is None):
        above = set()
    body.data = sorted(above.union(body.data))
    body.lone |= above
    body.notes = sorted(years.difference(above).union(body.notes))


def _end_with_values(sheet: Sheet, head: Head, body: Body) -> None:
    """What stands after the last row of data is notes, a label alone in a text file's row apart.

    A row of separators as many as the others' is a row of the table whose values are missing.
    """
    last = max((p for p in body.data if p not in body.lone), default=-1)
    width = len(sheet.rows[head.data].cells)
    grouped = groups_of(sheet, [p for p in body.data if p <= last], body.lone) is not None
    usual = not grouped and any(p < last for p in body.lone)
    kept = []
    expected = last + 1
    for position in body.data:
        row = sheet.rows[position]
        if position > last:
            as_wide = (sheet.ragged or usual) and width > 1 and len(row.cells) == width
            text = as_text(row.cells[row.first])
            if position == expected and as_wide and len(text) < _LONG and not _NOTE.match(text):
                expected += 1
            else:
                body.notes.append(position)
                body.lone.discard(position)
                continue
        kept.append(position)
    body.data = kept
    body.notes.sort()
