"""Files that are refused as a whole: what is said, and that nothing is read from them."""

import io
import zipfile

import pytest

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own import cells, columns, faults, form, strings
from tracker.ingest.own.frame import Frame
from tracker.ingest.own.table import read_table

HEADER = "indikator;område;period;värde"
ROW = "brander;gottsunda;2021-03;12"


def _zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", FaultCode.EMPTY_FILE, id="nothing"),
        pytest.param(b"\xef\xbb\xbf", FaultCode.EMPTY_FILE, id="a byte order mark only"),
        pytest.param(b" \r\n\r\n", FaultCode.EMPTY_FILE, id="blank lines only"),
        pytest.param(
            _zipped("[Content_Types].xml", "xl/workbook.xml"), FaultCode.EXCEL_FILE, id="xlsx"
        ),
        pytest.param(_zipped("data.csv"), FaultCode.ZIP_FILE, id="zip"),
        pytest.param(_zipped(), FaultCode.ZIP_FILE, id="empty zip"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FaultCode.OLD_EXCEL_FILE, id="xls"
        ),
        pytest.param(b"\x1f\x8b\x08\0\0", FaultCode.ZIP_FILE, id="gzip"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", FaultCode.PDF_FILE, id="PDF"),
        pytest.param(b"<!DOCTYPE html><html>", FaultCode.HTML_FILE, id="HTML"),
        pytest.param("\ufeff\n <table>".encode(), FaultCode.HTML_FILE, id="HTML after a mark"),
        pytest.param("\ufeff<html>".encode("utf-16-le"), FaultCode.HTML_FILE, id="HTML in UTF-16"),
        pytest.param(b"<?xml version='1.0'?>", FaultCode.HTML_FILE, id="XML"),
        pytest.param(b'{"class": "dataset"}', FaultCode.JSON_FILE, id="JSON-stat"),
        pytest.param(b'[{"datetime": "2023"}]', FaultCode.JSON_FILE, id="a list of events"),
        pytest.param(b'CHARSET="ANSI";\nAXIS-VERSION="2000";', FaultCode.PX_FILE, id="PX"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FaultCode.BINARY_FILE, id="a picture"),
        pytest.param(bytes(range(256)), FaultCode.BINARY_FILE, id="any bytes"),
        pytest.param(b"a;b\n" + b"\0" * 10, FaultCode.BINARY_FILE, id="NUL"),
        pytest.param(b"a;b\n" * 2000 + b"\0", FaultCode.CONTROL_CHARACTER, id="NUL further down"),
        pytest.param(f"{HEADER}\nomr\ufffdde".encode(), FaultCode.REPLACEMENT_CHARACTER, id="�"),
        pytest.param(
            f"{HEADER}\n{ROW}".encode().decode("cp1252").encode(), FaultCode.MOJIBAKE, id="Ã¥"
        ),
        pytest.param(b"0" * 200_000, FaultCode.LINE_TOO_LONG, id="zeros on one line"),
        pytest.param(
            f"{HEADER}\n{';' * 200_000}".encode(), FaultCode.LINE_TOO_LONG, id="200,000 columns"
        ),
        pytest.param(b"namn;telefon\nA;B\n", FaultCode.HEADER_MISSING, id="another table"),
        pytest.param(f"{ROW}\n".encode(), FaultCode.HEADER_MISSING, id="no header"),
        pytest.param(
            ("\n" * 60 + HEADER).encode(), FaultCode.HEADER_MISSING, id="a header too far down"
        ),
        pytest.param(HEADER.encode(), FaultCode.HEADER_ONLY, id="a header only"),
        pytest.param(f"{HEADER}\n\n;;;\n".encode(), FaultCode.HEADER_ONLY, id="and blank rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused(read, data, code):
    reading = read(data, "namn.csv")
    assert [fault.code for fault in reading.faults] == [code]
    assert reading.faults_total == 1
    assert reading.observations.num_rows == 0


def test_the_file_is_named_by_its_last_part_only(read):
    (fault,) = read(b"%PDF-1.7", "../../etc/C:\\hemligt\\rap\x07port.csv").faults
    assert fault.params == {"file": "rapport.csv"}
    (fault,) = read(b"%PDF-1.7", "850709-9805.csv").faults
    assert "850709" not in str(fault)


def test_too_large_a_file_says_how_large_it_may_be(read):
    reading = read(b"x" * (2**20 + 1), max_bytes=2**20)
    assert reading.faults == (Fault("file_too_large", {"size": 2, "limit": 1}),)


def test_too_many_rows_are_refused_unread(read):
    file = HEADER + f"\n{ROW}" * 10
    assert read(file, max_rows=10).faults[0].code == FaultCode.DUPLICATE_ROW
    assert read(file, max_rows=9).faults == (Fault("too_many_rows", {"limit": 9}),)


@pytest.mark.parametrize(
    ("header", "cells", "faults"),
    [
        pytest.param(
            "indikator;område;period;värde;kön",
            "brander;gottsunda;2021-03;12;kvinnor",
            [
                (
                    "unknown_column",
                    {"name": "kön", "known": "nämnare, antal_svar, status, kommentar"},
                )
            ],
            id="an unknown column",
        ),
        pytest.param(
            "indikator;område;period;värde;komentar",
            "brander;gottsunda;2021-03;12;",
            [("unknown_column", {"name": "komentar", "known": "kommentar"})],
            id="a misspelt column",
        ),
        pytest.param(
            "indikator;område;period;kommentar",
            "brander;gottsunda;2021-03;12",
            [("missing_column", {"column": "värde"})],
            id="no values",
        ),
        pytest.param(
            "indikator;område;period;värde;varde",
            "brander;gottsunda;2021-03;12;13",
            [("duplicate_column", {"first": "värde", "second": "varde"})],
            id="the same column twice",
        ),
        pytest.param(
            "indikator;;område;period;värde",
            "brander;x;gottsunda;2021-03;12",
            [("unnamed_column", {"number": 2})],
            id="a column without a heading",
        ),
        pytest.param(
            "indikator;;område;period;värde",
            "brander;;gottsunda;2021-03;12",
            [],
            id="an empty column without a heading",
        ),
    ],
)
def test_what_is_wrong_with_the_header(read, header, cells, faults):
    reading = read(f"{header}\n{cells}\n")
    assert [(fault.code, fault.params) for fault in reading.faults] == faults
    assert all(fault.row == 1 for fault in reading.faults)


def test_personal_data_is_found_in_a_file_that_lacks_a_column(read):
    reading = read("indikator;område;person\nbrander;gottsunda;850709-9805\n")
    assert [(f.code, f.row) for f in reading.faults] == [
        ("unknown_column", 1),
        ("missing_column", 1),
        ("missing_column", 1),
        ("personal_data", 2),
    ]


@pytest.mark.parametrize(
    ("column", "row"),
    [
        ("nämnare", "inbrott;gottsunda;2021;12"),
        ("antal_svar", "trygghet;gottsunda;2021;12"),
    ],
)
def test_an_optional_column_that_the_measure_needs_is_asked_for_once(read, column, row):
    file = f"{HEADER}\n{ROW}\n{row}\n{row.replace('2021', '2022')}\n"
    reading = read(file)
    assert reading.faults == (Fault("missing_column", {"column": column}),)
    assert reading.observations["source_row"].to_pylist() == [2]


def test_a_shifted_column_is_said_once(read):
    rows = [f"brander;;gottsunda;2021-{month:02d};12" for month in range(1, 13)]
    reading = read("\n".join([HEADER, *rows, "brander;gottsunda;2020-01;7"]))
    params = {"count": 12, "expected": 4, "found": 5}
    assert reading.faults == (Fault("shifted_rows", params, row=2),)
    assert (reading.rows, reading.observations["source_row"].to_pylist()) == (13, [14])


class TestManyFaults:
    """A file that is plainly not in the form is refused before all of it is read."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr(form, "_LONG", 300)
        monkeypatch.setattr(form, "_LOOK", 200)
        for module in (cells, columns, strings, faults):
            monkeypatch.setattr(module, "MOST_FAULTY", 3)

    GOOD = tuple(f"brander;gottsunda;20{n}-{m:02d};7" for n in (21, 22) for m in range(1, 13))

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("brander;gottsunda;2021-05;x", "not_a_number"),
            ("okänd;gottsunda;2021-05;7", "unknown_indicator"),
            ("brander;gottsunda;2021-05;7", "duplicate_row"),
            ("brander;gottsunda;2021-05", "shifted_rows"),
        ],
    )
    def test_by_its_first_rows(self, read, row, code):
        reading = read("\n".join([HEADER, *[row] * 100, "å"]))
        assert (reading.faults[0].code, reading.faults[0].row) == ("too_many_faults", None)
        assert reading.faults[1].code == code
        assert reading.faults[0].params["count"] + 1 == reading.faults_total
        assert reading.rows < 10

    @pytest.mark.parametrize("place", ["first", "later"])
    def test_where_it_goes_bad(self, read, monkeypatch, place):
        monkeypatch.setattr(form, "_APART", 300)
        monkeypatch.setattr(faults, "MOST_FAULTY", 1000)
        good = self.GOOD if place == "later" else ()
        reading = read("\n".join([HEADER, *good, *["brander;gottsunda;2023-05;x"] * 400, "å"]))
        codes = [(fault.code, fault.row) for fault in reading.faults[:2]]
        assert codes == [("too_many_faults", None), ("not_a_number", 2 + len(good))]
        assert reading.observations.num_rows == len(good)
        assert reading.rows < 60

    def test_a_look_in_the_middle_of_a_cell_refuses_nothing(self, read, monkeypatch):
        monkeypatch.setattr(form, "_APART", 60)
        monkeypatch.setattr(form, "_LOOK", 40)
        said = '"' + "\n".join(["en rad;x", "och en till"] * 20) + '"'
        rows = [f"{row};{said}" for row in self.GOOD]
        reading = read("\n".join([f"{HEADER};kommentar", *rows]) + "\n")
        assert (reading.faults, reading.rows) == ((), len(rows))

    def test_but_not_when_they_are_good(self, read):
        reading = read("\n".join([HEADER, *self.GOOD, *["brander;gottsunda;2021-05;x"] * 100]))
        assert (reading.faults_total, reading.rows) == (200, 124)  # no number, and a duplicate
        assert "too_many_faults" not in {fault.code for fault in reading.faults}

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("x{n};gottsunda;2023-01;7", "unknown_indicator"),
            ("brander;gottsunda;x{n};7", "bad_period"),
            ("brander;gottsunda;2023-01;x{n}", "not_a_number"),
            ("brander;gottsunda;2023-01;a{n}@b.se", "personal_data"),
        ],
    )
    def test_by_so_many_different_ones_in_a_column(self, read, row, code):
        reading = read("\n".join([HEADER, *self.GOOD, *(row.format(n=n) for n in range(20))]))
        assert reading.faults[0].code == "too_many_faults"
        assert reading.observations.num_rows == 0
        listed = [fault for fault in reading.faults if fault.code == code]
        assert [fault.row for fault in listed][:3] == [26, 27, 28]
        assert ({fault.cell for fault in listed} == {None}) == (code == "personal_data")

    def test_by_so_many_rows_that_do_not_fit(self):
        body = "\n".join([*self.GOOD, *["a;b"] * 5, "c;d;e;f"]).encode()
        frame = Frame(("indikator", "område", "period", "värde"), 1, 0, 4, ())
        first, *listed = read_table(body, frame, ";", most_misfits=3)
        assert first == Fault("too_many_misfits", {"count": 3, "rows": 27})
        params = {"expected": 4, "found": 2}
        assert listed == [Fault("ragged_row", params, row=n) for n in (26, 27, 28)]
        assert len(read_table(body, frame, ";", most_misfits=6).misfit_rows) == 5


def test_decimal_commas_in_a_comma_file_shift_the_rows(read):
    rows = [f"merit,gottsunda,20{n}/{n + 1},210,5" for n in range(10, 15)]
    (fault,) = read("\n".join(["indikator,område,period,värde", *rows])).faults
    assert (fault.code, fault.params["found"]) == ("shifted_rows", 5)


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(f'brander;gottsunda;2021-05;1;"å\n{ROW};\n' * 1, id="to the end of the file"),
        pytest.param(f'brander;gottsunda;2021-05;1;"å\n{ROW};\n{ROW};å"\n', id="to another quote"),
        pytest.param(f'"brander;gottsunda;2021-05;1;å\n{ROW};\n', id="in the first cell"),
    ],
)
def test_a_quote_that_is_not_closed_swallows_no_row_silently(read, tail):
    reading = read(f"{HEADER};kommentar\n{ROW};\nbrander;gottsunda;2021-04;1;\n{tail}")
    assert [(fault.code, fault.row) for fault in reading.faults] == [("unclosed_quote", 4)]
    assert reading.observations["source_row"].to_pylist() == [2, 3]


def test_a_quote_that_swallows_megabytes_is_refused(read):
    swallowed = f"{ROW};\n" * 200_000
    reading = read(f'{HEADER};kommentar\nbrander;gottsunda;2021-05;1;"å\n{swallowed}')
    assert [fault.code for fault in reading.faults] in (["broken_quotes"], ["unclosed_quote"])
    assert reading.observations.num_rows == 0


@pytest.mark.parametrize(
    ("beyond", "code"),
    [
        pytest.param(";x", "unknown_column", id="named"),
        pytest.param(";", "unnamed_column", id="not"),
    ],
)
def test_a_thousand_columns_are_told_once(read, beyond, code):
    header = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
    reading = read(f"{header}{beyond * 1000}\n{'a;' * 1008}\n")
    assert [(fault.code, fault.row) for fault in reading.faults] == [(code, 1)]
