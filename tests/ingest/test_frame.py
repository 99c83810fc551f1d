"""Which character separates the cells, and where the header stands."""

import pytest

from tracker.ingest.codes import FaultCode
from tracker.ingest.own.dialect import separators_of
from tracker.ingest.own.frame import COLUMNS, Frame, column_named, find_frame, find_table


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        pytest.param("a;b;c\n1;2;3\n", ";", id="semicolon"),
        pytest.param("a\tb\tc\n1\t2\t3\n", "\t", id="tab"),
        pytest.param("a,b,c\n1,2,3\n", ",", id="comma"),
        pytest.param("1,2\n3,4\n", ",", id="digits only"),
        pytest.param("a;b\n1;2,5\n2;3,5\n", ";", id="decimal commas between semicolons"),
        pytest.param("a\tb\n1,5\t2,5\n2,5\t3,5\n", "\t", id="decimal commas between tabs"),
        pytest.param('a,b\n"x; y, z",1\n"x; y, z",2\n', ",", id="semicolons in quoted cells"),
        pytest.param("Titel, med komma\n\na;b;c\n1;2;3\n", ";", id="a title with a comma"),
        pytest.param('a;b\n"x\ny";1\n"z;w";2\n', ";", id="a line break in a quoted cell"),
    ],
)
def test_the_separator_is_the_one_that_gives_an_even_table(text, separator):
    assert separators_of(text)[0] == separator


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("område", "område"),
        ("OMRADE", "område"),
        ("Varde", "värde"),
        ("NÄMNARE", "nämnare"),
        ("antal svar", "antal_svar"),
        ("Antal-svar", "antal_svar"),
        ("a\N{COMBINING RING ABOVE}", None),
        ("omra\N{COMBINING RING ABOVE}de", "område"),
        ("value", None),
        ("", None),
    ],
)
def test_a_heading_is_recognised_without_case_and_diacritics(name, column):
    assert column_named(name) == column


def test_the_header_is_found_below_title_lines():
    text = "Brott i Gottsunda\n\nUttag 2025;\nindikator;område;period;värde;;\na;b;2021;1;;\n"
    assert find_frame(text, ";") == Frame(
        header=("indikator", "område", "period", "värde"),
        header_row=4,
        start=len("Brott i Gottsunda\n\nUttag 2025;\nindikator;område;period;värde;;\n".encode()),
        width=6,
        titles=((1, ("Brott i Gottsunda",)), (3, ("Uttag 2025",))),
    )


def test_a_quoted_title_of_two_lines_is_one_row_as_in_a_spreadsheet():
    text = '"Titel\nmed två rader"\nindikator;område;period;värde\n'
    frame = find_frame(text, ";")
    assert isinstance(frame, Frame)
    assert frame.header_row == 2
    assert frame.start == len(text.encode())


def test_the_header_decides_where_the_rows_leave_doubt():
    text = "indikator,område,period,värde,kommentar\nbrander,gottsunda,2021-03,1,;;;;;;;;;;;\n"
    separators = separators_of(text)
    assert separators[0] == ";"
    separator, frame = find_table(text, separators)
    assert separator == ","
    assert isinstance(frame, Frame)


def test_without_a_header_the_fault_says_what_it_should_be():
    fault = find_frame("brander,gottsunda,2021-03,12\n", ",")
    assert not isinstance(fault, Frame)
    assert fault.code == FaultCode.HEADER_MISSING
    assert fault.params == {"expected": ",".join(COLUMNS)}
