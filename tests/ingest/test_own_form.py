"""Correct files in the own form, and what they are read as."""

import codecs
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tracker.model.observations import ENCODED_OBSERVATIONS

FIXTURES = Path(__file__).parent / "fixtures"

# One row of every measure, with decimals; {d} is the decimal mark.
ROWS = [
    ["indikator", "område", "period", "värde", "nämnare", "antal_svar", "status", "kommentar"],
    ["brander", "gottsunda", "2021-03", "12", "", "", "preliminär", "Två i Valsätra"],
    ["brander", "Bandstolsvägen", "2021-03", "<5", "", "", "", ""],
    ["inbrott", "gottsunda", "2021", "31", "9876{d}5", "", "", ""],
    ["trygghet", "gottsunda", "2021", "41{d}5", "", "312", "", "Å; ä, ö\toch «mer»"],
    ["merit", "gottsunda", "2021/22", "-215{d}25", "", "", "uppskattad", ""],
]
ENCODINGS = {
    "utf-8": "",
    "utf-8-bom": codecs.BOM_UTF8,
    "cp1252": "",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def written(separator: str, mark: str, encoding: str) -> bytes:
    """The rows as a spreadsheet saves them: a cell with the separator in it is quoted."""

    def cell(text: str) -> str:
        text = text.format(d=mark)
        return f'"{text}"' if separator in text else text

    text = "\r\n".join(separator.join(map(cell, row)) for row in ROWS) + "\r\n"
    codec = encoding.removesuffix("-bom")
    return (ENCODINGS[encoding] or b"") + text.encode(codec)


@pytest.mark.parametrize(
    ("separator", "mark", "encoding"),
    list(product([";", ",", "\t"], [",", "."], ENCODINGS)),
    ids=lambda value: {"\t": "tab"}.get(value, value),
)
def test_every_dialect_and_encoding_gives_the_same_observations(read, separator, mark, encoding):
    reading = read(written(separator, mark, encoding))
    assert reading.faults == ()
    assert (reading.encoding, reading.separator) == (encoding, separator)
    assert (reading.decimal_mark, reading.header_row, reading.rows) == (mark, 1, 5)
    assert reading.header == tuple(ROWS[0])
    assert reading.observations.schema == ENCODED_OBSERVATIONS
    march, year = (date(2021, 3, 1), date(2021, 3, 31)), (date(2021, 1, 1), date(2021, 12, 31))
    school = (date(2021, 7, 1), date(2022, 6, 30))
    comment = "Å; ä, ö\toch «mer»"
    expected = [
        ("brander", "gottsunda", "month", *march, 12.0, None, None, "preliminary", None, None),
        ("brander", "bandstolsvagen", "month", *march, None, None, None, "suppressed", 1.0, 4.0),
        ("inbrott", "gottsunda", "year", *year, 31.0, 9876.5, None, "final", None, None),
        ("trygghet", "gottsunda", "year", *year, 41.5, None, 312.0, "final", None, None),
        (
            "merit",
            "gottsunda",
            "school_year",
            *school,
            -215.25,
            None,
            None,
            "estimated",
            None,
            None,
        ),
    ]
    comments = ["Två i Valsätra", None, None, comment, None]
    assert [tuple(row.values()) for row in reading.observations.to_pylist()] == [
        (*row, comment, number)
        for number, (row, comment) in enumerate(zip(expected, comments, strict=True), start=2)
    ]


def test_a_person_sees_the_first_rows_and_a_line_with_swedish_letters(read):
    lines = ["indikator;område;period;värde", "brander;gottsunda;2021-01;1"]
    lines += [f"brander;Gottsunda/Valsätra;2021-{month:02d};{month}" for month in range(2, 13)]
    reading = read("\n".join(lines))
    assert reading.sample == "brander;Gottsunda/Valsätra;2021-02;2"
    assert len(reading.head) == 8
    assert reading.head[1] == ("brander", "Gottsunda/Valsätra", "2021-02", "2")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("värde;period;område;indikator", id="another order"),
        pytest.param("VARDE;Period;Omrade;Indikator", id="no diacritics, any case"),
        pytest.param("värde;period;område;indikator;;", id="empty columns at the end"),
        pytest.param("Rubrik\n\nvärde;period;område;indikator", id="below a title"),
        pytest.param("\n\nvärde;period;område;indikator", id="below blank lines"),
    ],
)
def test_the_header_may_vary(read, header):
    reading = read(f"{header}\n12;2021-03;gottsunda;brander\n")
    fault_free = header.endswith(";;")
    if fault_free:  # the row must then have the empty cells too
        reading = read(f"{header}\n12;2021-03;gottsunda;brander;;\n")
    assert reading.faults == ()
    assert reading.observations["value"].to_pylist() == [12.0]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("brander;gottsunda;2021-03;12;;;\n", id="rows end with separators"),
        pytest.param(";;;\n\nbrander;gottsunda;2021-03;12\n;;;\n\n", id="blank rows"),
        pytest.param("brander;gottsunda;2021-03;12", id="no line end at the end"),
        pytest.param("brander;gottsunda;2021-03;12\r", id="carriage return only"),
        pytest.param(
            "brander;gottsunda;2021-03;12\nindikator;område;period;värde\n", id="header repeated"
        ),
    ],
)
def test_what_holds_nothing_is_left_out(read, body):
    reading = read(f"indikator;område;period;värde\n{body}")
    assert reading.faults == ()
    assert reading.observations["value"].to_pylist() == [12.0]
    assert reading.rows == 1


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read):
    text = (
        'Titel\nindikator;område;period;värde;kommentar\n\nbrander;gottsunda;2021-01;1;"två\nrader"'
    )
    text += "\nbrander;gottsunda;2021-02;2;;;;\nbrander;gottsunda;2021-03;3;\n"
    reading = read(text)
    assert reading.faults == ()
    assert reading.observations["source_row"].to_pylist() == [4, 5, 6]
    assert reading.observations["comment"].to_pylist() == ["två\nrader", None, None]


@pytest.mark.parametrize(
    ("row", "status", "low", "high"),
    [
        pytest.param("brander;gottsunda;2021-03;<5;;;;", "suppressed", 1, 4, id="count: 1 to n-1"),
        pytest.param(
            "dolda_nollor;gottsunda;2021K1;<5;;;;", "suppressed", 0, 4, id="count that hides zeros"
        ),
        pytest.param(
            "trygghet;gottsunda;2021;<5 %;;;;", "suppressed", 0, 5, id="share: nothing to n"
        ),
        pytest.param("merit;gottsunda;2021/22;<5;;;;", "suppressed", None, 5, id="a value"),
        pytest.param(
            "trygghet;gottsunda;2021;~100;;50;;", "suppressed", 92, 98, id="1-4 of 50 are missing"
        ),
        pytest.param("trygghet;gottsunda;2021;~100;;3;;", "suppressed", 0, 200 / 3, id="of 3"),
        pytest.param("trygghet;gottsunda;2021;~100;;;;", "suppressed", 0, 100, id="of unknown"),
        pytest.param("brander;gottsunda;2021-03;;;;dold;", "suppressed", None, None, id="hidden"),
        pytest.param("brander;gottsunda;2021-03;..;;;;", "missing", None, None, id="missing"),
        pytest.param("brander;gottsunda;2021-03;;;;;", "missing", None, None, id="empty"),
        pytest.param("brander;gottsunda;2021-03;.;;;;", "not_applicable", None, None, id="none"),
        pytest.param("brander;gottsunda;2025-03;--;;;;", "not_published", None, None, id="later"),
    ],
)
def test_no_number_keeps_its_reason_and_bounds(only, row, status, low, high):
    observation = only(row)
    assert observation["value"] is None
    assert observation["status"] == status
    assert (observation["low"], observation["high"]) == (low, high)


def test_zero_is_a_number(only):
    observation = only("brander;gottsunda;2021-03;0;;;;")
    assert (observation["value"], observation["status"]) == (0.0, "final")


def test_a_share_with_an_assumed_number_of_answers_needs_none(only):
    assert only("antagen;gottsunda;2017-11/2018-02;40;;;;")["responses"] is None


def test_a_share_without_a_number_needs_no_answers(only):
    assert only("trygghet;gottsunda;2021;;;;;")["status"] == "missing"


def test_a_formula_in_a_comment_is_text(only):
    assert only("brander;gottsunda;2021-03;1;;;;=cmd()")["comment"] == "=cmd()"


def test_an_area_whose_name_looks_like_an_address_is_no_personal_data(read_rows):
    (fault,) = read_rows("brander;Bandstolsvägen 12;2021-03;1;;;;").faults
    assert fault.code == "area_not_for_indicator"
    assert fault.cell == "Bandstolsvägen 12"


def test_other_decimals_in_the_column_settle_an_ambiguous_number(read_rows):
    reading = read_rows("merit;gottsunda;2021/22;1.900;;;;", "merit;gottsunda;2022/23;2.5;;;;")
    assert reading.faults == ()
    assert reading.observations["value"].to_pylist() == [1.9, 2.5]


def test_a_comma_and_three_digits_are_decimals_where_commas_separate_nothing(only):
    assert only("merit;gottsunda;2021/22;1,900;;;;")["value"] == 1.9


def test_two_indicators_of_different_frequency_in_one_file(read_rows):
    reading = read_rows("brander;gottsunda;2021-03;1;;;;", "per_week;gottsunda;2021V07;2;;;;")
    assert reading.faults == ()
    assert reading.observations["period_kind"].to_pylist() == ["month", "week"]


@pytest.mark.parametrize(
    ("file", "encoding", "separator", "header_row", "values"),
    [
        pytest.param(
            "excel-unicode-text.txt",
            "utf-16-le",
            "\t",
            1,
            [1900.0, 2.0],
            id="Excel's Unicode text: UTF-16, tabs, narrow spaces",
        ),
        pytest.param(
            "titel-och-fot.csv",
            "cp1252",
            ";",
            4,
            [12.0, None, 14.0],
            id="CP1252 with title lines, empty columns and rows",
        ),
        pytest.param(
            "engelsk-excel.csv",
            "utf-8-bom",
            ",",
            1,
            [41.5, 38.25],
            id="commas, points, quoted cells with commas and quotes",
        ),
    ],
)
def test_files_with_ordinary_quirks(read, file, encoding, separator, header_row, values):
    reading = read((FIXTURES / file).read_bytes())
    assert reading.faults == ()
    assert (reading.encoding, reading.separator) == (encoding, separator)
    assert reading.header_row == header_row
    assert reading.observations["value"].to_pylist() == values
