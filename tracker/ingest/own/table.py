"""The body as Arrow columns of dictionary-encoded text, and the rows that do not fit."""

import csv
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode
from tracker.ingest.own.columns import TextColumn
from tracker.ingest.own.frame import Frame

_BLOCK = 4 * 2**20  # bytes parsed at a time; a record must fit in one
_LARGE = 8 * 2**20  # bytes, from which on several threads pay for themselves
_MANY = 3  # from this many misfits on, most rows being misfits is said once
_MOST_MISFITS = 2_000_000  # rows, as many as the pages take: then the rest is not read
_FIRST_MISFITS = 10  # are listed of a file that is given up
_NONE: npt.NDArray[np.int32] = np.empty(0, np.int32)


@dataclass(frozen=True)
class TextTable:
    """The body of a file before meaning. Blank rows are left out; every cell is text.

    rows         the number of each row, as a spreadsheet shows it
    misfit_rows  rows that are left out because they do not fit the header
    misfit_cells how many cells those have; 0 where a quote was not closed
    """

    columns: tuple[TextColumn, ...]
    rows: npt.NDArray[np.int32]
    misfit_rows: npt.NDArray[np.int32]
    misfit_cells: npt.NDArray[np.int32]

    def misfit_faults(self, limit: int) -> tuple[list[Fault], int]:
        """The faults of rows that do not fit the header, and how many there are in all.

        When most rows do not fit, the header is what is wrong, and it is said once.
        """
        count = len(self.misfit_rows)
        if count >= _MANY and count > len(self.rows):
            usual = int(np.bincount(self.misfit_cells).argmax())
            if usual:
                params: dict[str, Param] = {"count": count, "found": usual}
                params["expected"] = len(self.columns)
                return [Fault(FaultCode.SHIFTED_ROWS, params, row=int(self.misfit_rows[0]))], 1
        misfits = zip(self.misfit_rows[:limit], self.misfit_cells[:limit], strict=True)
        return [_misfit_fault(int(r), int(c), len(self.columns)) for r, c in misfits], count


def _misfit_fault(row: int, found: int, expected: int) -> Fault:
    if not found:
        return Fault(FaultCode.UNCLOSED_QUOTE, row=row)
    return Fault(FaultCode.RAGGED_ROW, {"expected": expected, "found": found}, row=row)


class _Misfits:
    """Takes the rows that Arrow cannot place; those whose extra cells are empty are mended.

    most   so many are rejected before the file is given up
    """

    def __init__(self, frame: Frame, separator: str, most: int) -> None:
        self.frame = frame
        self.separator = separator
        self.most = most
        self.records = array("i")
        self.rows = array("i")
        self.cells = array("i")
        self.mended_rows = array("i")
        self.mended: list[list[str]] = []

    def __call__(self, row: pa.csv.InvalidRow) -> str:
        """Judge one row. Arrow asks for a word: every such row is left out of its table."""
        if self.given_up:
            return "error"
        self.records.append(row.number)
        number = self.frame.header_row + row.number
        if "\n" in row.text or "\r" in row.text:
            self._reject(number, 0)
        elif row.actual_columns < len(self.frame.header):
            self._reject(number, row.actual_columns)
        else:
            self._mend(number, next(csv.reader([row.text], delimiter=self.separator)))
        return "skip"

    @property
    def given_up(self) -> bool:
        """Whether so many rows do not fit that the rest is not looked at."""
        return len(self.rows) >= self.most

    def faults(self) -> tuple[Fault, ...]:
        """What is said of a file that is given up: how far it was read, and its first misfits."""
        params: dict[str, Param] = {"count": len(self.rows), "rows": self.records[-1]}
        first = zip(self.rows[:_FIRST_MISFITS], self.cells[:_FIRST_MISFITS], strict=True)
        listed = [_misfit_fault(row, cells, len(self.frame.header)) for row, cells in first]
        return (Fault(FaultCode.TOO_MANY_MISFITS, params), *listed)

    def _mend(self, number: int, cells: list[str]) -> None:
        expected = len(self.frame.header)
        beyond = [i for i, cell in enumerate(cells) if i >= expected and cell.strip()]
        if beyond:
            self._reject(number, beyond[-1] + 1)
        else:
            self.mended_rows.append(number)
            self.mended.append(cells[:expected])

    def _reject(self, number: int, cells: int) -> None:
        self.rows.append(number)
        self.cells.append(cells)


def read_table(
    body: bytes, frame: Frame, separator: str, most_misfits: int = _MOST_MISFITS
) -> TextTable | tuple[Fault, ...]:
    """Read the rows below the header.

    Faults when quotes make the text unreadable, or so many rows do not fit the header.
    """
    misfits = _Misfits(frame, separator, most_misfits)
    data = pa.py_buffer(body)[frame.start :]
    if not data.size:
        return TextTable((), _NONE, _NONE, _NONE)
    table = None
    if data.size > _LARGE:
        with suppress(pa.ArrowInvalid):  # told by the second reading, with the row
            table = _parsed(data, frame.width, separator, lambda _row: "error", threads=True)
    if table is None:
        try:
            table = _parsed(data, frame.width, separator, misfits, threads=False)
        except pa.ArrowInvalid:
            return misfits.faults() if misfits.given_up else (Fault(FaultCode.BROKEN_QUOTES),)
    first, read = frame.header_row + 1, table.num_rows + len(misfits.records)
    rows = np.arange(first, first + read, dtype=np.int32)
    if misfits.records:
        rows = np.delete(rows, np.frombuffer(misfits.records, dtype=np.int32) - 1)
        rows = np.concatenate([rows, np.array(misfits.mended_rows, np.int32)])
    columns = tuple(_columns(table, frame, misfits.mended))
    if misfits.mended:
        order = np.argsort(rows)
        rows, columns = rows[order], tuple(column.rows(order) for column in columns)
    return _fitting(columns, rows, misfits, frame.header)


def _parsed(
    data: pa.Buffer,
    width: int,
    separator: str,
    misfits: Callable[[pa.csv.InvalidRow], str],
    *,
    threads: bool,
) -> pa.Table:
    """Arrow's reader. In one thread it can number the rows that it cannot place."""
    names = [str(position) for position in range(width)]
    text = pa.dictionary(pa.int32(), pa.string())
    return pa.csv.read_csv(
        pa.BufferReader(data),
        read_options=pa.csv.ReadOptions(use_threads=threads, block_size=_BLOCK, column_names=names),
        parse_options=pa.csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=misfits,
        ),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, text), strings_can_be_null=False, check_utf8=False
        ),
    )


def _columns(table: pa.Table, frame: Frame, mended: list[list[str]]) -> Iterator[TextColumn]:
    for position in range(table.num_columns):
        name = frame.header[position] if position < len(frame.header) else ""
        extra = [cells[position] if position < len(cells) else "" for cells in mended]
        parts = [*table.column(0).chunks, pa.array(extra, pa.string()).dictionary_encode()]
        table = table.remove_column(0)  # let go of, part by part
        yield TextColumn(position, name, *_unified(parts))
        pa.default_memory_pool().release_unused()


def _unified(parts: list[pa.DictionaryArray]) -> tuple[pa.Array, npt.NDArray[np.int32]]:
    """The distinct strings of all parts, each once, and the place of each row's among them."""
    every = pa.concat_arrays([part.dictionary for part in parts]).dictionary_encode()
    places = every.indices.to_numpy()
    codes = np.empty(sum(map(len, parts)), dtype=np.int32)
    row = string = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        of_part = places[string : string + len(part.dictionary)]
        codes[row : row + len(part)] = of_part[part.indices.to_numpy()]
        row, string = row + len(part), string + len(part.dictionary)
    return every.dictionary, codes


def _fitting(
    columns: tuple[TextColumn, ...],
    rows: npt.NDArray[np.int32],
    misfits: _Misfits,
    header: tuple[str, ...],
) -> TextTable:
    """The table without blank rows, repeated headers, and rows that go on beyond the header."""
    named, beyond = columns[: len(header)], columns[len(header) :]
    cells = np.zeros(len(rows), dtype=np.int32)
    for column in beyond:
        cells[~column.blank()] = column.position + 1
    fits = (cells == 0) & ~_all_true(column.blank() for column in named)
    fits &= ~_all_true(column.equal(name) for column, name in zip(named, header, strict=True))
    misfit_rows = np.concatenate([np.array(misfits.rows, np.int32), rows[cells > 0]])
    misfit_cells = np.concatenate([np.array(misfits.cells, np.int32), cells[cells > 0]])
    order = np.argsort(misfit_rows)
    if not fits.all():
        kept = np.flatnonzero(fits)
        rows, named = rows[kept], tuple(column.rows(kept) for column in named)
    return TextTable(named, rows, misfit_rows[order], misfit_cells[order])


def _all_true(masks: Iterator[npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
    """The rows where every mask is true; masks are made only while some row still is."""
    both = next(masks)
    while both.any() and (mask := next(masks, None)) is not None:
        both = both & mask
    return both
