"""An old Excel file's sheets, weighed before calamine opens them: size, errors, what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers.compound import CompoundFile, DamagedFile
from tracker.ingest.containers.places import Place
from tracker.ingest.containers.sheets import Sheet
from tracker.ingest.limits import Limits

# Records of the Excel binary format (MS-XLS 2.3).
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _SST = (0x809, 0x509), 0x0A, 0x85, 0x2F, 0xFC
_DIMENSIONS, _ROW, _COLUMNS, _MULRK = 0x200, 0x208, 0x7D, 0xBD
_FORMULA, _BOOLERR = 0x06, 0x205
_CELLS = frozenset((_FORMULA, _BOOLERR, _MULRK, 0xFD, 0x203, 0x204, 0x27E, 0xD6, 0x02, 0x03, 0x04))
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MACROS = frozenset(("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"))

_Record = tuple[int, bytes]


@dataclass
class _Seen:
    """What was seen of a sheet so far."""

    height: int = 0
    width: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def cell(self, row: int, column: int) -> None:
        """Take a cell into the area that is counted from A1 on."""
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)

    def sheet(self) -> Sheet:
        """The same as the XML of a newer workbook tells."""
        return Sheet(
            cells=self.height * self.width,
            unsolved={},
            errors=self.errors,
            hidden_rows=tuple(self.hidden_rows),
            hidden_columns=tuple(sorted(self.hidden_columns)),
            margins=(),
        )


def weigh_xls(data: bytes, limits: Limits) -> dict[str, Sheet] | Fault:
    """Every sheet's name and what is beside its values; a Fault for what is not opened."""
    try:
        file = CompoundFile(data)
        if {"EncryptedPackage", "EncryptionInfo"} & file.names:
            return Fault(FaultCode.LOCKED_WORKBOOK)
        workbook = file.stream("Workbook") or file.stream("Book")
        if not workbook:
            return Fault(FaultCode.OLD_EXCEL_FILE)
        if file.names & _MACROS:
            return Fault(FaultCode.MACROS)
        sheets = _sheets(workbook)
    except (DamagedFile, struct.error, IndexError):
        return Fault(FaultCode.DAMAGED_WORKBOOK)
    if isinstance(sheets, Fault):
        return sheets
    if sum(sheet.cells for sheet in sheets.values()) > limits.max_cells:
        return Fault(FaultCode.TOO_MANY_CELLS, {"limit": limits.max_cells})
    return sheets


def _sheets(workbook: bytes) -> dict[str, Sheet] | Fault:
    bound: list[tuple[str, int]] = []
    for kind, record in _records(workbook, 0):
        if kind == _FILEPASS:
            return Fault(FaultCode.LOCKED_WORKBOOK)
        if kind == _SST and struct.unpack_from("<I", record, 4)[0] > len(workbook):
            raise DamagedFile
        if kind == _BOUNDSHEET:
            bound.append((_sheet_name(record), struct.unpack_from("<I", record)[0]))
        if kind == _EOF:
            break
    if len({start for _, start in bound}) < len(bound):
        raise DamagedFile  # sheets that share their cells would be read again and again
    return {name: _searched(workbook, start) for name, start in bound}


def _sheet_name(record: bytes) -> str:
    length, flags = record[6], record[7]
    if flags & 1:
        return record[8 : 8 + 2 * length].decode("utf-16-le", errors="replace")
    return record[8 : 8 + length].decode("latin-1")


def _searched(workbook: bytes, start: int) -> Sheet:
    seen = _Seen()
    depth = 0
    for number, (kind, record) in enumerate(_records(workbook, start)):
        if not number and kind not in _BOF:
            raise DamagedFile
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        else:
            _look_at(kind, record, seen)
    return seen.sheet()


def _look_at(kind: int, record: bytes, seen: _Seen) -> None:
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MULRK else column
        if max(column, last) >= _MOST_COLUMNS or last < column:
            raise DamagedFile
        seen.cell(row, last)
        if kind == _BOOLERR and record[7]:
            seen.errors[row, column] = _ERRORS.get(record[6], "#N/A")
        elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
            seen.errors[row, column] = _ERRORS.get(record[8], "#N/A")
    elif kind == _DIMENSIONS:
        layout = "<IIHH" if len(record) >= 14 else "<HHHH"
        first, end, left, right = struct.unpack_from(layout, record)
        if end > _MOST_ROWS or right > _MOST_COLUMNS or first > end or left > right:
            raise DamagedFile
    elif kind == _ROW and len(record) >= 14 and record[12] & 0x20:
        seen.hidden_rows.append(struct.unpack_from("<H", record)[0] + 1)
    elif kind == _COLUMNS and record[8] & 1:
        first, last = struct.unpack_from("<HH", record)
        seen.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))


def _records(workbook: bytes, start: int) -> Iterator[_Record]:
    while start + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, start)
        yield kind, workbook[start + 4 : start + 4 + length]
        start += 4 + length
