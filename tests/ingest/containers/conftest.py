"""Builders of workbooks: xlsx through XlsxWriter, parts put into one, and a small old xls."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

import pytest
import xlsxwriter

Rows = Sequence[Sequence[object]]


def written(sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """An xlsx with these sheets; None is a blank cell."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell)
    return held.getvalue()


def with_parts(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same workbook with parts put in or replaced."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return held.getvalue()


def with_sheet(data: str, workbook: str = "") -> bytes:
    """An xlsx whose only sheet has this XML between <sheetData> and its end."""
    book = written({"Blad1": [["x"]]})
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>'
    )
    parts = {"xl/worksheets/sheet1.xml": sheet.encode()}
    if workbook:
        parts["xl/workbook.xml"] = workbook.encode()
    return with_parts(book, parts)


def record(kind: int, content: bytes) -> bytes:
    """A record of the Excel binary format."""
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> bytes:
    return record(
        0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")
    )


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def old_stream(cells: bytes, *, visible: int = 0, extra: bytes = b"", rows: int = 100) -> bytes:
    """The workbook stream of an old xls with one sheet called Blad1."""
    bof = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600))
    sheet_bof = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600))
    end = record(0x0A, b"")
    size = record(0x200, struct.pack("<IIHHH", 0, rows, 0, 20, 0))
    name = b"Blad1"
    start = len(bof) + len(extra) + 4 + 8 + len(name) + len(end)
    bound = record(0x85, struct.pack("<IBBBB", start, visible, 0, len(name), 0) + name)
    return bof + extra + bound + end + sheet_bof + size + cells + end


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file with these streams, each stored in whole sectors of 512 bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(content: bytes) -> int:
        start = len(sectors)
        pieces = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        for offset, piece in enumerate(pieces):
            sectors.append(piece)
            last = offset == len(pieces) - 1
            fat.append(0xFFFFFFFE if last else start + offset + 1)
        return start

    def entry(name: str, kind: int, start: int, size: int, child: int, right: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        tree = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, right, child)
        head = raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + tree
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    placed = [(name, store(c.ljust(4096, b"\0")), max(len(c), 4096)) for name, c in streams.items()]
    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0, 1, 0xFFFFFFFF)]
    for index, (name, start, size) in enumerate(placed):
        right = index + 2 if index + 1 < len(placed) else 0xFFFFFFFF
        entries.append(entry(name, 2, start, size, 0xFFFFFFFF, right))
    while len(entries) % 4:
        entries.append(bytes(68) + struct.pack("<III", *[0xFFFFFFFF] * 3) + bytes(48))
    directory = store(b"".join(entries))
    table = len(sectors)
    fat.append(0xFFFFFFFD)
    sectors.append(struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff"))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<IIIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, table
    )
    return header.ljust(512, b"\xff") + b"".join(sectors)


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    return written


@pytest.fixture
def xlsx_parts() -> Callable[..., bytes]:
    return with_parts


@pytest.fixture
def xlsx_sheet() -> Callable[..., bytes]:
    return with_sheet


@pytest.fixture
def old() -> SimpleNamespace:
    """What old Excel files are built of."""
    return SimpleNamespace(
        record=record, label=label, number=number, old_stream=old_stream, compound=compound
    )
