"""Which spellings of a period the own form takes, read as a table."""

from datetime import date

import pytest

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.periods import EXAMPLES, parse_plain_period
from tracker.model.periods import Period, PeriodKind

TODAY = date(2025, 1, 16)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2021V07", PeriodKind.WEEK, date(2021, 2, 15), date(2021, 2, 21)),
        ("2020v53", PeriodKind.WEEK, date(2020, 12, 28), date(2021, 1, 3)),
        ("2021-03", PeriodKind.MONTH, date(2021, 3, 1), date(2021, 3, 31)),
        (" 2021m03 ", PeriodKind.MONTH, date(2021, 3, 1), date(2021, 3, 31)),
        ("2021K1", PeriodKind.QUARTER, date(2021, 1, 1), date(2021, 3, 31)),
        ("2021q4", PeriodKind.QUARTER, date(2021, 10, 1), date(2021, 12, 31)),
        ("2021T2", PeriodKind.TERTIAL, date(2021, 5, 1), date(2021, 8, 31)),
        ("2021H2", PeriodKind.HALF_YEAR, date(2021, 7, 1), date(2021, 12, 31)),
        ("ht2021", PeriodKind.TERM, date(2021, 7, 1), date(2021, 12, 31)),
        ("2021/22", PeriodKind.SCHOOL_YEAR, date(2021, 7, 1), date(2022, 6, 30)),
        ("2021", PeriodKind.YEAR, date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-2022", PeriodKind.RANGE, date(2020, 1, 1), date(2022, 12, 31)),
        ("2017-11/2018-02", PeriodKind.RANGE, date(2017, 11, 1), date(2018, 2, 28)),
        ("2023-12-31", PeriodKind.POINT, date(2023, 12, 31), date(2023, 12, 31)),
    ],
)
def test_a_plain_spelling_is_read_in_either_case(text, kind, start, end):
    assert parse_plain_period(text, TODAY) == Period(start, end, kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", FaultCode.EMPTY_CELL, id="empty"),
        pytest.param("mar-21", FaultCode.BAD_PERIOD, id="what Excel makes of 2021-03"),
        pytest.param("2021-13", FaultCode.BAD_PERIOD, id="a thirteenth month"),
        pytest.param("2021V53", FaultCode.BAD_PERIOD, id="a week that 2021 does not have"),
        pytest.param("2021-02-29", FaultCode.BAD_PERIOD, id="no leap year"),
        pytest.param("2022-2020", FaultCode.BAD_PERIOD, id="backwards"),
        pytest.param("2021/23", FaultCode.BAD_PERIOD, id="a school year of two"),
        pytest.param("9999V52", FaultCode.BAD_PERIOD, id="beyond the calendar's end"),
        pytest.param("\u0662\u0660\u0662\u0661", FaultCode.BAD_PERIOD, id="another script"),
        pytest.param("1949", FaultCode.PERIOD_TOO_OLD, id="before 1950"),
        pytest.param("1949-11/1950-02", None, id="ends in 1950"),
        pytest.param("2025", None, id="this year"),
        pytest.param("2026-01", FaultCode.PERIOD_IN_FUTURE, id="ends over a year from today"),
        pytest.param("2012021", FaultCode.BAD_PERIOD, id="too many digits"),
        pytest.param("2921-03", FaultCode.PERIOD_IN_FUTURE, id="a misprint"),
    ],
)
def test_misprints_are_refused(text, code):
    read = parse_plain_period(text, TODAY)
    assert (read.code if isinstance(read, Problem) else None) == code


@pytest.mark.parametrize("kind", PeriodKind)
def test_the_example_of_each_kind_is_one(kind):
    for example in EXAMPLES[kind].split(", "):
        read = parse_plain_period(example, TODAY)
        assert isinstance(read, Period)
        assert read.kind is kind
