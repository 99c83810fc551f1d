"""Our own form told from other files, and read from a workbook with the sheet's row numbers."""

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Fault
from tracker.ingest.containers import open_file
from tracker.ingest.grid import Cell, ContainerKind, Grid, Opened
from tracker.ingest.own_sheets import is_own_text, is_own_workbook, own_text

HEADER = "indikator;område;period;värde"
NAMES = tuple(HEADER.split(";"))


def book(*sheets: tuple[tuple[Cell, ...], ...], **more: bool) -> Opened:
    grids = tuple(Grid(f"Blad{n}", rows, **more) for n, rows in enumerate(sheets, 1))
    return Opened(ContainerKind.XLSX, grids=grids)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("title", ["", "Larm på torget\n\n"])
def test_a_text_is_ours_by_its_header(encoding, title):
    assert is_own_text(f"{title}{HEADER}\nlarm;torget;2024-01;7\n".encode(encoding))
    assert not is_own_text(f"{title}område;period;värde\ntorget;2024-01;7\n".encode(encoding))


def test_a_long_text_is_ours_by_its_beginning():
    assert is_own_text((HEADER + "\nlarm;torget;2024-01;7" * 10_000).encode())


def test_a_damaged_text_with_our_header_is_ours_so_that_its_reader_tells_the_damage():
    assert is_own_text(HEADER.encode() + b"\nlarm;torg\xc3\x83\xc2\xa5et;2024-01;7")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b'{"a": 1}', b"<html>", b"\0" * 100])
def test_what_is_no_table_is_not_ours(data):
    assert not is_own_text(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_one_or_the_other(data):
    assert is_own_text(data) in (True, False)


def test_rows_keep_their_numbers_and_cells_are_as_typed():
    opened = book(
        (
            ("Titel", "", "", ""),
            (),
            (*NAMES, ""),
            ("larm", "torget", datetime(2024, 1, 31), 7.0, ""),
            ("larm", "torget", date(2024, 2, 29), 1.234, ""),
            ("larm", "torget", 2024, 0.5, "utanför"),
        )
    )
    assert is_own_workbook(opened)
    assert own_text(opened).decode().splitlines() == [
        "Titel;;;",
        ";;;",
        HEADER,
        "larm;torget;2024-01-31;7",
        "larm;torget;2024-02-29;1,2340",
        "larm;torget;2024;0,5;utanför",
    ]


def test_our_header_on_two_sheets_is_a_fault_and_hidden_sheets_are_not_looked_at():
    sheet = (NAMES, ("larm", "torget", "2024", 1))
    found = own_text(book(sheet, sheet))
    assert isinstance(found, Fault)
    assert found.params == {"sheets": "Blad1, Blad2"}
    assert not is_own_workbook(book(sheet, hidden=True))
    assert not is_own_workbook(book((("Kommun", "2024"), ("Uppsala", 1))))


def test_a_workbook_from_excel():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Ifylld")
        sheet.write_row(0, 0, NAMES)
        sheet.write_row(1, 0, ("larm", "torget", "2024-01", 7.25))
    assert ZipFile(made).namelist()
    opened = open_file(made.getvalue(), "ifylld.xlsx")
    assert own_text(opened).decode().splitlines()[1] == "larm;torget;2024-01;7,25"
