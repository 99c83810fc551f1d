"""A sheet → the tables in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers.places import column_letter
from tracker.ingest.frames.beside import begins_beside
from tracker.ingest.frames.body import Body, take_body
from tracker.ingest.frames.filling import columns_to_fill, fill_down
from tracker.ingest.frames.groups import groups_of
from tracker.ingest.frames.heads import Head, Sheet, find_head
from tracker.ingest.frames.names import column_names, header_texts
from tracker.ingest.frames.rows import BLANK, NUMBER, TEXT, VALUES, Row, read_rows
from tracker.ingest.grid import Cell, Grid, Line, Table

_TOP = 1_000  # rows that tell which columns hold words
_PAIRS = 8  # rows of two cells above a table that are its preamble


@dataclass(frozen=True)
class Framed:
    """The tables of a sheet, and the rows that belong to none of them."""

    tables: tuple[Table, ...]
    loose: tuple[Line, ...]


def tables_in(grid: Grid) -> tuple[Table, ...]:
    """The tables of a sheet; none for a hidden sheet, and for one without data."""
    return framed(grid).tables


def framed(grid: Grid) -> Framed:
    """The tables of a sheet and what stands outside them."""
    rows = read_rows(grid.rows)
    sheet = Sheet(rows)
    tables: list[Table] = []
    start = 0
    while not grid.hidden:
        head = find_head(sheet, start)
        if head is None:
            break
        first = head.header[0] if head.header else head.body
        titles = [p for p in range(start, first) if rows[p].filled]
        body = take_body(sheet, head, titles)
        table = _table(grid, sheet, head, body, titles)
        tables = _with(tables, table)
        start = body.end
    rest = [p for p in range(start, len(rows)) if rows[p].filled]
    if tables:
        last = tables[-1]
        tables[-1] = replace(last, notes=(*last.notes, *_lines(rows, rest)))
        rest = []
    elif not grid.hidden and (words := _of_words(grid, sheet)):
        return Framed((words,), ())
    return Framed(tuple(tables), _lines(rows, rest))


def _with(tables: list[Table], table: Table) -> list[Table]:
    """The tables with one more; a few rows of name and value above it are its preamble."""
    if tables and len(tables[-1].names) <= 2 < len(table.names):
        small = tables[-1]
        if len(small.rows) <= _PAIRS and len(small.rows) < len(table.rows):
            pairs = tuple(
                Line(number, " ".join(str(cell).strip() for cell in row if cell != ""))
                for number, row in zip(small.numbers, small.rows, strict=True)
            )
            header = tuple(
                Line(small.numbers[0] - len(small.header) + i, " ".join(filter(None, row)))
                for i, row in enumerate(small.header)
            )
            above = sorted(
                (*small.titles, *header, *pairs, *small.notes, *small.repeated),
                key=lambda line: line.row,
            )
            return [*tables[:-1], replace(table, titles=(*above, *table.titles))]
    return [*tables, table]


def _table(grid: Grid, sheet: Sheet, head: Head, body: Body, titles: list[int]) -> Table:
    rows = sheet.rows
    header_rows = [rows[p] for p in head.header]
    groups = groups_of(sheet, body.data, body.lone)
    kept = [p for p in body.data if groups is None or p not in body.lone]
    width = max(_width(rows[p]) for p in (*head.header, *kept))
    header = header_texts(header_rows, width, head.values)
    names, doubled = column_names(header, width)
    cells = [_padded(rows[p], width) for p in kept]
    filled = columns_to_fill(cells, names, _words(rows, kept, width)) if header else 0
    fill_down(cells, filled)
    faults = _misfits(sheet, head, body, kept)
    if len(header) > 1 and doubled:
        faults.insert(
            0,
            Fault(
                FaultCode.MISPLACED_HEADER, {"name": doubled[0]}, row=rows[head.header[-1]].number
            ),
        )
    if second := begins_beside(header_rows, [rows[p] for p in kept], width):
        row = min((*head.header, *kept))
        params: dict[str, Param] = {"column": column_letter(second)}
        faults.insert(0, Fault(FaultCode.SIDE_BY_SIDE, params, row=rows[row].number))
    group = None
    if groups is not None:
        group = 0
        by_position = dict(zip(body.data, groups, strict=True))
        cells = [[by_position[p], *row] for p, row in zip(kept, cells, strict=True)]
        empty = (a for a, b in zip(body.data, [*body.data[1:], -1], strict=True) if b in body.lone)
        body.notes = sorted((*body.notes, *(p for p in empty if p in body.lone)))
        names = ("", *names)
        header = tuple(("", *row) for row in header)
    return Table(
        sheet=grid.name,
        header=header,
        names=names,
        rows=tuple(map(tuple, cells)),
        numbers=tuple(rows[p].number for p in kept),
        titles=_lines(rows, titles),
        notes=_lines(rows, body.notes),
        repeated=_lines(rows, body.repeated),
        filled=tuple(range(filled)) if group is None else tuple(range(1, filled + 1)),
        group=group,
        faults=tuple(replace(fault, file=grid.name or None) for fault in faults),
    )


def _words(rows: Sequence[Row], kept: Sequence[int], width: int) -> set[int]:
    """The columns that hold words in most of the first rows."""
    top = kept[:_TOP]
    return {c for c in range(width) if sum(rows[p].kind(c) == TEXT for p in top) * 2 > len(top)}


def _width(row: Row) -> int:
    return len(row.kinds.rstrip(BLANK))


def _padded(row: Row, width: int) -> list[Cell]:
    cells: list[Cell] = list(row.cells[:width])
    return cells + [""] * (width - len(cells))


def _misfits(sheet: Sheet, head: Head, body: Body, kept: Sequence[int]) -> list[Fault]:
    """Rows of a text file with more or fewer cells than the others.

    A row that differs from nearly all others has lost a cell or got one, be it an empty one. When
    most rows go on beyond the header, the header is what is wrong, and it is said once.
    """
    if not sheet.ragged:
        return []
    rows = [sheet.rows[p] for p in kept]
    heads = [sheet.rows[p] for p in head.header]
    usual = Counter(len(row.cells) for row in (*rows, *heads)).most_common(1)[0][0]
    named = max((_width(sheet.rows[p]) for p in head.header), default=0)
    beyond = [row for row in rows if named and _width(row) > named]
    if len(beyond) * 2 > len(rows) and named:
        found = Counter(_width(row) for row in beyond).most_common(1)[0][0]
        params: dict[str, Param] = {"count": len(beyond), "expected": named, "found": found}
        return [Fault(FaultCode.SHIFTED_ROWS, params, row=beyond[0].number)]
    odd = [row for row in rows if len(row.cells) != usual]
    strict = len(odd) <= max(1, len(rows) // 10) and len(rows) + len(heads) > 2
    expected = usual if strict else named or usual
    return [
        Fault(FaultCode.RAGGED_ROW, {"expected": expected, "found": found}, row=row.number)
        for row in (*rows, *_broken(sheet, body, kept, usual))
        if (found := _misfit(row, usual, named or usual, strict=strict))
    ]


def _broken(sheet: Sheet, body: Body, kept: Sequence[int], usual: int) -> list[Row]:
    """Rows between the rows of data that have numbers or labels of theirs, but not all cells."""
    if not kept:
        return []
    notes = {p for p in body.notes if kept[0] < p < kept[-1]}
    lone = {p for p in body.lone if p < kept[-1]} - set(kept)
    whole = sum(len(sheet.rows[p].cells) == usual for p in lone)
    odd = {p for p in lone if len(sheet.rows[p].cells) != usual and whole * 2 > len(lone)}
    broken = {p for p in notes if VALUES & set(sheet.rows[p].kinds)}
    return [sheet.rows[p] for p in sorted(odd | broken)]


def _misfit(row: Row, usual: int, expected: int, *, strict: bool) -> int:
    """How many cells a row has that does not fit; 0 for one that fits.

    strict  nearly all rows have as many cells, so that the others are damaged
    """
    found = len(row.cells)
    if _width(row) > max(expected, 1):
        return found if strict or _width(row) > usual else _width(row)
    if strict:
        return found if found != usual else 0
    return found if found < min(usual, expected) else 0


def _lines(rows: Sequence[Row], positions: Sequence[int]) -> tuple[Line, ...]:
    return tuple(Line(rows[p].number, rows[p].text()) for p in positions)


def _of_words(grid: Grid, sheet: Sheet) -> Table | None:
    """A table without any number: rows of words below a first row of names."""
    wide = [p for p, row in enumerate(sheet.rows) if row.filled > 1]
    least = 2 if not grid.name else 3
    if len(wide) < 2 or sheet.width < least or sheet.rows[wide[0]].filled < least:
        return None
    if sum(sheet.rows[p].kind(0) == NUMBER for p in wide) * 2 > len(wide):
        return None  # numbers and what they stand for, or a table turned round
    head = Head((wide[0],), wide[0] + 1, wide[1], frozenset())
    titles = [p for p in range(wide[0]) if sheet.rows[p].filled]
    body = Body(data=wide[1:], end=len(sheet.rows))
    body.notes = [p for p in range(wide[0] + 1, len(sheet.rows)) if sheet.rows[p].filled == 1]
    return _table(grid, sheet, head, body, titles)
