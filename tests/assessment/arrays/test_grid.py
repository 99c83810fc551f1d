"""Periods as numbers, against the periods themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.arrays.grid import (
    days_of,
    ended_by,
    first_day,
    last_day,
    number_of,
    periods_in,
    span,
)
from tracker.model.periods import PeriodKind, containing, parse_period

CALENDAR = [k for k in PeriodKind if k not in (PeriodKind.RANGE, PeriodKind.POINT)]
days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(CALENDAR)


def _day(day):
    return days_of([day.toordinal()])


@given(day=days, kind=kinds)
def test_a_number_has_the_days_of_its_period(day, kind):
    period, number = containing(day, kind), number_of(_day(day), kind)
    assert first_day(number, kind)[0].item() == period.start
    assert last_day(number, kind)[0].item() == period.end


@given(day=days, kind=kinds)
def test_the_next_period_has_the_next_number(day, kind):
    following = containing(day, kind).end + timedelta(days=1)
    assert number_of(_day(following), kind) == number_of(_day(day), kind) + 1


@given(day=days, kind=kinds)
def test_a_period_has_ended_on_its_last_day(day, kind):
    period, number = containing(day, kind), number_of(_day(day), kind)
    assert ended_by(_day(period.end), kind) == number
    assert ended_by(_day(period.end - timedelta(days=1)), kind) == number - 1


def test_a_span_is_a_range_of_days():
    first, last = (number_of(_day(date(2024, m, 1)), PeriodKind.MONTH)[0] for m in (1, 12))
    assert span(int(first), int(last), PeriodKind.MONTH) == parse_period("2024-01/2024-12")


@pytest.mark.parametrize(
    ("months", "kind", "periods"),
    [
        (12, PeriodKind.MONTH, 12),
        (12, PeriodKind.WEEK, 52),
        (1, PeriodKind.WEEK, 5),  # 4 1/3, rounded up
        (24, PeriodKind.TERTIAL, 6),
        (6, PeriodKind.TERTIAL, 2),
        (6, PeriodKind.YEAR, 1),
    ],
)
def test_whole_periods_in_months(months, kind, periods):
    assert periods_in(months, kind) == periods
