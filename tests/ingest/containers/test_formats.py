"""What cells show that their values do not say: per cent, months, thousands."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.containers.formats import Shows, formats_of
from tracker.ingest.foreign import read_file
from tracker.ingest.recognised import Recognised

TODAY = date(2026, 11, 22)


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        write(book)
    return held.getvalue()


def table(header: list[str], rows: list[list[object]], formats: dict[int, str]) -> Recognised:
    """A sheet whose columns have number formats, as read."""

    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, header)
        styles = {c: book.add_format({"num_format": code}) for c, code in formats.items()}
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, styles.get(column))

    return read_file(workbook(write), "tabell.xlsx", today=TODAY)


def numbers(read: Recognised) -> list[tuple[float | None, str]]:
    return [(value.value, value.unit) for value in read.values]


@pytest.mark.parametrize(
    ("code", "held", "read_as"),
    [
        ("0%", 0.46, (0.46, "andel")),
        ("0.0%", 0.4615, (0.4615, "andel")),
        ("0.00 %", 0.46123, (0.46123, "andel")),
        ("[Red]0%;[Blue]-0%", -0.046, (-0.046, "andel")),
        ('0.0"%"', 46.5, (46.5, "%")),  # a sign that multiplies nothing
        ("0\\ \\%", 46, (46.0, "%")),
        ("0%", 1.25, (1.25, "andel")),
        ("0%", 0, (0, "andel")),
    ],
)
def test_what_is_shown_as_per_cent_is_a_share_beyond_doubt(
    code: str, held: float, read_as: tuple[float, str]
) -> None:
    """As the file holds it: 0.46 of one, or 46 where the sign multiplies nothing."""
    read = table(["Område", "År", "Andel"], [["Gottsunda", 2023, held]], {2: code})
    assert numbers(read) == [read_as]
    assert not read.questions
    assert not read.faults


def test_small_shares_with_a_sign_are_not_asked_about_and_those_without_are() -> None:
    header, row = ["Område", "År", "Andel rån", "Andel mord"], ["Gottsunda", 2023, 0.004, 0.004]
    read = table(header, [row], {2: "0.0%"})
    assert numbers(read) == [(0.004, "andel"), (0.004, "")]
    assert [(question.key, question.places) for question in read.questions] == [("share", 1)]


def test_a_month_shown_without_its_day_is_a_month_and_a_year_a_year() -> None:
    months = [["Gottsunda", date(2023, 5, 1), 3], ["Gottsunda", date(2023, 6, 1), 4]]
    read = table(["Område", "Månad", "Antal"], months, {1: "mmm-yy"})
    assert [value.period.code for value in read.values if value.period] == ["2023-05", "2023-06"]
    years = [["Gottsunda", date(2022, 1, 1), 3], ["Gottsunda", date(2023, 1, 1), 4]]
    read = table(["Område", "Datum", "Antal"], years, {1: "yyyy"})
    assert [value.period.code for value in read.values if value.period] == ["2022", "2023"]


def test_a_day_stays_a_day() -> None:
    days = [["Gottsunda", date(2023, 5, 14), 3], ["Gottsunda", date(2023, 6, 1), 4]]
    for code in ("yyyy-mm-dd", "mmm-yy"):
        read = table(["Område", "Datum", "Antal"], days, {1: code})
        assert read.values[0].period is not None
        assert read.values[0].period.code == "2023-05-14"


def test_numbers_shown_as_thousands_are_read_as_stored_and_told() -> None:
    rows: list[list[object]] = [["Gottsunda", 2023, 1_234_567], ["Valsätra", 2023, 0]]
    read = table(["Område", "År", "Kostnad, tkr"], rows, {2: "#,##0,"})
    assert [value.value for value in read.values] == [1_234_567.0, 0.0]
    assert [(w.code, w.params["count"]) for w in read.warnings] == [(FaultCode.SHOWN_SCALED, 1)]
    assert not table(["Område", "År", "Antal"], rows, {2: "#,##0"}).warnings


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", None),
        ("#,##0.00", None),
        ('#,##0 "kr"', None),
        ("0.0%;0.0", None),  # says two things
        ("0.0%;@", Shows.PERCENT),
        ("[$-41D]mmm\\-yy;@", Shows.MONTH),
        ("yyyy\\-mm", Shows.MONTH),
        ("[$-41D]mmmm yyyy", Shows.MONTH),
        ("yyyy-mm-dd hh:mm", None),
        ("0.0,,", Shows.SCALED),
        ('"100%"', None),
        ('"a;b"0%', Shows.PERCENT),
        ("0" * 300 + "%", None),
    ],
)
def test_codes(code: str, shows: Shows | None) -> None:
    escaped = code.replace("&", "&amp;").replace('"', "&quot;").encode()
    styles = (
        b'<styleSheet><numFmts><numFmt formatCode="%b" numFmtId="164"/></numFmts>'
        b'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        b'<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" fontId="1"/></cellXfs>'
        b"</styleSheet>"
    ) % escaped
    assert formats_of(styles) == ({1: shows} if shows else {})


@pytest.mark.parametrize(
    "styles",
    [
        b"",
        b"<cellXfs><xf/></cellXfs>",
        b"\xff\xfe<numFmt numFmtId=''>",
        b"<cellXfs>" * 100_000,  # never closed: looked through once
        b"<numFmt " * 100_000,
    ],
)
def test_styles_that_say_nothing(styles: bytes) -> None:
    assert formats_of(styles) == {}


def test_a_moment_of_the_day_is_not_made_a_month() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Tid", "Antal"])
        style = book.add_format({"num_format": "mmm-yy"})
        sheet.write_datetime(1, 0, datetime(2023, 5, 1, 12, 30), style)
        sheet.write(1, 1, 7)

    (grid,) = open_file(workbook(write), "tid.xlsx").grids
    assert grid.rows[1][0] == datetime(2023, 5, 1, 12, 30)
