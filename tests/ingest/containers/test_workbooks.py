"""Excel workbooks: every kind of cell, what is hidden, and what is refused before it is opened."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from tracker.ingest import Limits
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.grid import ContainerKind


def codes(data: bytes, **limits: int) -> list[str]:
    return [fault.code for fault in open_file(data, "bok.xlsx", Limits(**limits)).faults]


def test_every_kind_of_cell_is_kept():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Blad")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        both = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        hours = book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(0, 0, ["0380", 45000, 12.5, -3])
        sheet.write_datetime(0, 4, datetime(2023, 3, 15), day)
        sheet.write_datetime(0, 5, datetime(2023, 3, 15, 12, 30), both)
        sheet.write_datetime(0, 6, time(6, 30), clock)
        sheet.write_datetime(0, 7, timedelta(hours=36), hours)
        sheet.write_boolean(0, 8, True)
        sheet.write_formula(0, 9, "=1+1", None, 2)
        sheet.write_formula(0, 10, '="å"', None, "å")
        sheet.write_formula(0, 11, "=NA()", None, "#N/A")
    # XlsxWriter asks for a calculation at opening, as programs do that calculate nothing.
    (grid,) = open_file(held.getvalue(), "bok.xlsx").grids
    assert grid.rows[0][:4] == ("0380", 45000, 12.5, -3)
    assert grid.rows[0][4:] == (
        date(2023, 3, 15),
        datetime(2023, 3, 15, 12, 30),
        time(6, 30),
        "36:00:00",
        True,
        2,
        "å",
        "#N/A",
    )
    assert [type(cell) for cell in grid.rows[0][1:3]] == [int, float]


def test_a_sheet_begins_at_its_first_row_and_column_whatever_is_blank(xlsx):
    (grid,) = open_file(xlsx({"B": [[], [None, "x"]]}), "bok.xlsx").grids
    assert grid.rows == (("", ""), ("", "x"))


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        pytest.param('<c r="B1"><f>A1+1</f></c>', "=A1+1", id="no value"),
        pytest.param('<c r="B1"><f>A1+1</f><v></v></c>', "=A1+1", id="an empty one"),
        pytest.param('<c r="B1"><f>A1+1</f><v/></c>', "=A1+1", id="a closed one"),
    ],
)
def test_a_formula_that_was_never_calculated_is_no_blank(xlsx_sheet, cell, formula):
    read = open_file(xlsx_sheet(f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'), "bok.xlsx")
    (fault,) = read.faults
    assert (fault.code, fault.row, fault.column) == ("formula_without_value", 1, "B")
    assert (fault.file, fault.cell) == ("Blad1", formula)
    assert read.grids[0].rows == ((1, formula),)


def test_a_formula_may_give_an_empty_text(xlsx_sheet):
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1,"","x")</f><v></v></c>'
    assert codes(xlsx_sheet(f'<row r="1">{cells}</row>')) == []


def test_a_zero_in_a_workbook_that_was_never_calculated_is_no_value():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet().write_formula("A1", "=SUM(B1:B9)")
    assert codes(held.getvalue()) == ["formula_without_value"]


def test_merged_labels_hold_for_all_their_cells_and_merged_numbers_do_not():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "Titel")
        sheet.merge_range("C2:D2", "Antal")
        sheet.write_row("B3", ["Månad", "K", "M"])
        sheet.merge_range("A4:A5", 2020)
        sheet.write_row("B4", ["jan", 1])
        sheet.write_row("B5", ["feb", 2])
        sheet.merge_range("D4:D5", 7)
    (grid,) = open_file(held.getvalue(), "bok.xlsx").grids
    assert grid.rows == (
        ("Titel", "", "", ""),
        ("", "", "Antal", ""),  # alone in its row: the frame fills it, as it does without merging
        ("", "Månad", "K", "M"),
        (2020, "jan", 1, 7),
        (2020, "feb", 2, ""),
    )


def test_what_is_hidden_is_told():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        shown = book.add_worksheet("Syns")
        for row in range(4):
            shown.write_row(row, 0, ["a", 1, 2])
        shown.set_row(2, None, None, {"hidden": True})
        shown.set_column(1, 1, None, None, {"hidden": True})
        for name in ("Dold", "Mycket dold"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "x")
            sheet.very_hidden() if name.startswith("Mycket") else sheet.hide()
    read = open_file(held.getvalue(), "bok.xlsx")
    assert [grid.hidden for grid in read.grids] == [False, True, True]
    assert (read.grids[0].hidden_rows, read.grids[0].hidden_columns) == ((3,), (1,))
    assert [(w.code, w.file) for w in read.warnings] == [
        ("hidden_cells", "Syns"),
        ("hidden_sheet", "Dold"),
        ("hidden_sheet", "Mycket dold"),
    ]


def test_chart_sheets_are_passed_over():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("Data").write_column(0, 0, ["x", 1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$2:$A$3"})
        book.add_chartsheet("Diagram").set_chart(chart)
    assert [grid.name for grid in open_file(held.getvalue(), "x").grids] == ["Data"]


PLAIN = {"Blad": [["Kommun", 2019], ["Uppsala", 5]]}


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/vbaProject.bin", b"x", FaultCode.MACROS),
        ("xl/macrosheets/sheet1.xml", b"<x/>", FaultCode.MACROS),
        ("xl/workbook.bin", b"x", FaultCode.BINARY_WORKBOOK),
        ("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>', "damaged_workbook"),
        ("xl/workbook.xml", b"<workbook", FaultCode.DAMAGED_WORKBOOK),
        ("xl/worksheets/sheet1.xml", b"\0" * 40_000_000, FaultCode.UNPACKED_TOO_LARGE),
    ],
)
def test_what_a_workbook_may_not_hold(xlsx, xlsx_parts, part, content, code):
    read = open_file(xlsx_parts(xlsx(PLAIN), {part: content}), "bok.xlsx")
    assert (read.grids, [f.code for f in read.faults]) == ((), [code])


def test_links_to_other_files_are_told_and_never_followed(xlsx, xlsx_parts):
    part = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    read = open_file(xlsx_parts(xlsx(PLAIN), part), "bok.xlsx")
    assert read.grids[0].rows[1] == ("Uppsala", 5)
    assert [warning.code for warning in read.warnings] == [FaultCode.EXTERNAL_LINKS]


def test_a_cell_in_the_last_corner_is_refused_before_anything_is_made(xlsx_sheet):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert codes(xlsx_sheet(far)) == ["too_many_cells"]


def test_cells_without_a_place_are_counted_too(xlsx_sheet):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 30
    assert codes(xlsx_sheet(rows), max_cells=50) == ["too_many_cells"]
    assert codes(xlsx_sheet(rows)) == []


def test_unpacking_stops_at_the_limit_whatever_the_archive_declares(xlsx):
    assert codes(xlsx(PLAIN), max_unpacked=1000) == ["unpacked_too_large"]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_workbook_that_was_cut_short_is_damaged(xlsx, kept):
    data = xlsx(PLAIN)
    read = open_file(data[: int(len(data) * kept)], "bok.xlsx")
    assert [f.code for f in read.faults] in ([FaultCode.DAMAGED_WORKBOOK], [FaultCode.ZIP_FILE])


def test_a_part_whose_checksum_is_wrong_is_damage(xlsx):
    data = bytearray(xlsx(PLAIN))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 60] ^= 0xFF
    assert codes(bytes(data)) == ["damaged_workbook"]


def test_a_workbook_without_cells_is_said_to_be_empty(xlsx):
    assert codes(xlsx({"Tomt": []})) == ["no_cells"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", FaultCode.OPEN_DOCUMENT_FILE),
        (b"x", FaultCode.ZIP_FILE),
    ],
)
def test_other_archives_are_refused(content, code):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", content)
    assert codes(held.getvalue()) == [code]


def test_unseen_letters_in_a_workbook_are_taken_away(xlsx):
    read = open_file(xlsx({"B": [["Upp\u200bsala", 5]]}), "bok.xlsx")
    assert read.grids[0].rows == (("Uppsala", 5),)
    assert [(w.code, w.file) for w in read.warnings] == [("invisible_removed", "B")]


def test_the_kind_is_found_from_the_bytes(xlsx):
    assert open_file(xlsx(PLAIN), "data.csv").kind is ContainerKind.XLSX
