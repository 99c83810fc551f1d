"""What one cell of numbers means (formats.md §3), read as a table."""

import pytest

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.values import Cell, Form, Mark, parse_value
from tracker.model.observations import Status

NUMBER = Form.NUMBER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0", Cell(NUMBER, 0.0), id="zero is a number"),
        pytest.param("", Cell(Form.EMPTY), id="empty is no number"),
        pytest.param("  \u00a0 ", Cell(Form.EMPTY), id="spaces are empty"),
        pytest.param("..", Cell(Form.MISSING), id="two points: missing"),
        pytest.param(".", Cell(Form.NOT_APPLICABLE), id="one point: not applicable"),
        pytest.param("--", Cell(Form.NOT_PUBLISHED), id="two dashes: not yet published"),
        pytest.param(" 12 ", Cell(NUMBER, 12.0), id="spaces around"),
        pytest.param("12,5", Cell(NUMBER, 12.5, mark=Mark.COMMA), id="decimal comma"),
        pytest.param("12.5", Cell(NUMBER, 12.5, mark=Mark.POINT), id="decimal point"),
        pytest.param("0,125", Cell(NUMBER, 0.125, mark=Mark.COMMA), id="no thousands begin with 0"),
        pytest.param("1234,567", Cell(NUMBER, 1234.567, mark=Mark.COMMA), id="four digits first"),
        pytest.param(
            "1.900", Cell(NUMBER, 1.9, mark=Mark.POINT, ambiguous=True), id="1.900 is ambiguous"
        ),
        pytest.param("1,900", Cell(NUMBER, 1.9, mark=Mark.COMMA, ambiguous=True), id="so is 1,900"),
        pytest.param("1 900", Cell(NUMBER, 1900.0), id="thousands: space"),
        pytest.param("1\u00a0900", Cell(NUMBER, 1900.0), id="thousands: no-break space"),
        pytest.param("1\u202f900", Cell(NUMBER, 1900.0), id="thousands: narrow no-break space"),
        pytest.param("1\u2009900", Cell(NUMBER, 1900.0), id="thousands: thin space"),
        pytest.param("12 345 678,9", Cell(NUMBER, 12345678.9, mark=Mark.COMMA), id="millions"),
        pytest.param(
            "1 900,500", Cell(NUMBER, 1900.5, mark=Mark.COMMA), id="a space settles the comma"
        ),
        pytest.param("-5", Cell(NUMBER, -5.0), id="minus: hyphen"),
        pytest.param("\u22125", Cell(NUMBER, -5.0), id="minus: U+2212"),
        pytest.param("\u20135", Cell(NUMBER, -5.0), id="minus: en dash"),
        pytest.param("3 %", Cell(NUMBER, 3.0, percent=True), id="per cent with a space"),
        pytest.param(
            "96,5%", Cell(NUMBER, 96.5, mark=Mark.COMMA, percent=True), id="per cent without"
        ),
        pytest.param("12*", Cell(NUMBER, 12.0, Status.PRELIMINARY), id="star: preliminary"),
        pytest.param("12p", Cell(NUMBER, 12.0, Status.PRELIMINARY), id="p: preliminary"),
        pytest.param("12 p", Cell(NUMBER, 12.0, Status.PRELIMINARY), id="space and p"),
        pytest.param("12 prel.", Cell(NUMBER, 12.0, Status.PRELIMINARY), id="prel."),
        pytest.param("12r", Cell(NUMBER, 12.0, Status.REVISED), id="r: revised"),
        pytest.param("12 rev.", Cell(NUMBER, 12.0, Status.REVISED), id="rev."),
        pytest.param("<5", Cell(Form.BELOW, 5.0), id="below five"),
        pytest.param("< 15", Cell(Form.BELOW, 15.0), id="below fifteen, with a space"),
        pytest.param("~100", Cell(Form.NEARLY_ALL, 100.0), id="nearly all"),
    ],
)
def test_a_cell_is_read(text, expected):
    assert parse_value(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("-", FaultCode.LONE_DASH, id="a dash: zero or missing?"),
        pytest.param("\u2013", FaultCode.LONE_DASH, id="an en dash too"),
        pytest.param("1.900.000", FaultCode.THOUSANDS_MARK, id="points between thousands"),
        pytest.param("1.900,5", FaultCode.THOUSANDS_MARK, id="point and comma"),
        pytest.param("1,900.5", FaultCode.THOUSANDS_MARK, id="comma and point"),
        pytest.param("1'900", FaultCode.THOUSANDS_MARK, id="apostrophe"),
        pytest.param("1 90", FaultCode.THOUSANDS_GROUPS, id="a group of two"),
        pytest.param("1900 000", FaultCode.THOUSANDS_GROUPS, id="a first group of four"),
        pytest.param("1  900", FaultCode.THOUSANDS_GROUPS, id="two spaces"),
        pytest.param("nan", FaultCode.NOT_A_NUMBER, id="nan"),
        pytest.param("inf", FaultCode.NOT_A_NUMBER, id="inf"),
        pytest.param("1e5", FaultCode.EXPONENT, id="exponent"),
        pytest.param("1,5E+05", FaultCode.EXPONENT, id="Excel's exponent"),
        pytest.param("(5)", FaultCode.PARENTHESES, id="parentheses: minus or uncertain?"),
        pytest.param("=1+1", FaultCode.FORMULA_IN_NUMBER, id="a formula"),
        pytest.param("=cmd()", FaultCode.FORMULA_IN_NUMBER, id="a formula that runs a program"),
        pytest.param("+5", FaultCode.FORMULA_IN_NUMBER, id="plus"),
        pytest.param("@SUM(A1)", FaultCode.FORMULA_IN_NUMBER, id="at sign"),
        pytest.param("0380", FaultCode.LEADING_ZERO, id="a municipality's code"),
        pytest.param("1234567890123456", FaultCode.TOO_LARGE, id="sixteen digits"),
        pytest.param("~95", FaultCode.NOT_A_NUMBER, id="about 95"),
        pytest.param("<5*", FaultCode.NOT_A_NUMBER, id="hidden and preliminary"),
        pytest.param("5,", FaultCode.NOT_A_NUMBER, id="no digit after the mark"),
        pytest.param(",5", FaultCode.NOT_A_NUMBER, id="no digit before the mark"),
        pytest.param("12 st", FaultCode.NOT_A_NUMBER, id="a unit in the cell"),
        pytest.param("\u0661\u0662", FaultCode.NOT_A_NUMBER, id="digits of another script"),
        pytest.param("12\n13", FaultCode.NOT_A_NUMBER, id="two lines"),
    ],
)
def test_a_cell_is_refused_with_the_reason(text, code):
    problem = parse_value(text)
    assert isinstance(problem, Problem)
    assert problem.code is code
