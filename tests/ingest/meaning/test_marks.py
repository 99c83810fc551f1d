"""What a cell of numbers holds, read as a table. No mark ever becomes a number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.meaning.marks import Asked, Dash, Marked, is_excel_error, read_number
from tracker.model.observations import Status


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0,046", 0.046),
        ("1 900", 1900),
        ("1\u00a0900", 1900),
        ("1\u202f900", 1900),
        ("1\u2009900", 1900),
        ("−5", -5),
        ("–5", -5),
        ("-5", -5),
        (45000.0, 45000),
        (7, 7),
        (" 7 ", 7),
    ],
)
def test_a_number(cell, number):
    assert read_number(cell) == Marked(number, Status.FINAL, mark=_mark(cell))


def _mark(cell) -> str:
    return next((m for m in ",." if isinstance(cell, str) and m in cell), "")


@pytest.mark.parametrize(
    ("cell", "status", "low", "high"),
    [
        pytest.param("", Status.MISSING, None, None, id="empty is not zero"),
        pytest.param("..", Status.MISSING, None, None, id="two dots"),
        pytest.param(".", Status.NOT_APPLICABLE, None, None, id="one dot"),
        pytest.param("--", Status.NOT_PUBLISHED, None, None, id="not yet"),
        pytest.param("...", Status.MISSING, None, None, id="three dots"),
        pytest.param("......", Status.MISSING, None, None, id="six dots"),
        pytest.param("<5", Status.SUPPRESSED, 0, 4, id="a small count"),
        pytest.param("<15", Status.SUPPRESSED, 0, 14, id="another bound"),
        pytest.param("~100", Status.SUPPRESSED, 0, 100, id="nearly all"),
    ],
)
def test_a_reason_and_its_bounds(cell, status, low, high):
    read = read_number(cell)
    assert (read.value, read.status, read.low, read.high) == (None, status, low, high)
    assert read.reason == cell
    assert read.asked is Asked.NOTHING


@pytest.mark.parametrize(
    ("cell", "number", "status"),
    [
        ("12*", 12, Status.PRELIMINARY),
        ("12 p", 12, Status.PRELIMINARY),
        ("12r", 12, Status.REVISED),
        ("1 900 *", 1900, Status.PRELIMINARY),
    ],
)
def test_a_flag_beside_the_number(cell, number, status):
    read = read_number(cell)
    assert (read.value, read.status, read.reason) == (number, status, cell)


def test_a_percent_sign_is_a_unit():
    assert read_number("96,5 %") == Marked(96.5, Status.FINAL, percent=True, mark=",")


@pytest.mark.parametrize(
    ("dash", "value", "asked"),
    [(Dash.ZERO, 0.0, ""), (Dash.MISSING, None, ""), (Dash.ASK, None, "dash")],
)
@pytest.mark.parametrize("cell", ["-", "–", "−"])
def test_a_dash_alone_is_what_the_source_means(cell, dash, value, asked):
    read = read_number(cell, dash=dash)
    assert (read.value, read.asked, read.reason) == (value, asked, cell)


class TestThousandsOrDecimals:
    @pytest.mark.parametrize("cell", ["1.900", "1,900", "123.456"])
    def test_is_asked(self, cell):
        read = read_number(cell)
        assert (read.value, read.status, read.asked) == (None, Status.MISSING, Asked.THOUSANDS)

    def test_the_columns_mark_settles_it(self):
        assert read_number("1.900", decimal_mark=".").value == 1.9

    def test_the_other_mark_is_still_asked(self):
        assert read_number("1.900", decimal_mark=",").asked is Asked.THOUSANDS

    @pytest.mark.parametrize(("answer", "value"), [("thousands", 1900), ("decimals", 1.9)])
    def test_an_answer_settles_it(self, answer, value):
        assert read_number("1.900", thousands=answer).value == value

    def test_the_other_mark_is_no_decimal_mark(self):
        refused = Problem(FaultCode.MIXED_DECIMAL_MARKS)
        assert read_number("1.9", decimal_mark=",") == refused
        assert read_number("1.900", decimal_mark=",", thousands="decimals") == refused


def test_parentheses_are_asked_about():
    assert read_number("(5)").asked is Asked.PARENTHESES
    assert read_number("(5)").value is None
    assert read_number("(5)", parentheses="negative").value == -5
    assert read_number("(5)", parentheses="missing").value is None


@pytest.mark.parametrize(
    "cell",
    [
        "Låg",
        "1 90",
        "12 34",
        "007",
        "=1+1",
        "1e5",
        "5-14",
        "12abc",
        "#DIV/0!",
        True,
        date(2020, 1, 1),
        float("nan"),
        float("inf"),
        "<",
        "~50",
        "<-5",
        "١٢",
    ],
)
def test_what_is_no_number_is_refused(cell):
    assert isinstance(read_number(cell), Problem)


def test_what_excel_could_not_work_out():
    assert is_excel_error("#DIV/0!")
    assert is_excel_error("#SAKNAS!")
    assert not is_excel_error("#1")


MARKS = st.sampled_from(["..", ".", "--", "...", "<5", "~100", "-", "–", "(5)", "", "prel.", "x"])


@given(MARKS, st.sampled_from(["", " ", "\u00a0", "*", " p", "r", "%"]), st.booleans())
def test_a_mark_never_becomes_a_number(mark, after, before):
    read = read_number(after + mark if before else mark + after)
    assert isinstance(read, Problem) or read.value is None


@given(st.text(max_size=12))
def test_any_text_gives_a_number_that_it_shows_or_none(text):
    read = read_number(text)
    if isinstance(read, Marked) and read.value is not None:
        digits = "".join(c for c in text if c.isdigit())
        assert digits.lstrip("0") in f"{abs(read.value):.15g}".replace(".", "") + "0" * 15
