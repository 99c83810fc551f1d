"""Rolling sums of twelve months."""

from dataclasses import replace

import pytest

from tracker.assessment import rolling_12_months
from tracker.model.observations import Status
from tracker.model.periods import PeriodKind, parse_period


def test_each_month_from_the_twelfth_on_ends_a_sum(run, indicator):
    sums = rolling_12_months(run("2023-01", range(1, 15)), indicator())
    # 1+...+12 = 78; a month later 13 - 1 more, then 14 - 2 more
    assert [s.value for s in sums] == [78, 90, 102]
    assert [s.period.code for s in sums] == [
        "2023-01/2023-12",
        "2023-02/2024-01",
        "2023-03/2024-02",
    ]
    assert {s.period.kind for s in sums} == {PeriodKind.RANGE}
    assert {s.status for s in sums} == {Status.FINAL}


def test_eleven_months_make_no_sum(run, indicator):
    assert rolling_12_months(run("2023-01", [1] * 11), indicator()) == ()


def test_a_missing_month_is_never_zero(run, indicator):
    values = [1] * 13
    values[1] = None
    sums = rolling_12_months(run("2023-01", [*values, 1]), indicator())
    assert [s.status for s in sums] == [Status.MISSING, Status.MISSING, Status.FINAL]
    assert [s.value for s in sums] == [None, None, 12]


def test_a_month_without_a_row_is_missing_too(run, indicator):
    months = run("2023-01", [1] * 13)
    sums = rolling_12_months((*months[:5], *months[6:]), indicator())
    assert {s.status for s in sums} == {Status.MISSING}


def test_a_hidden_month_gives_bounds(run, hidden, indicator):
    months = (*run("2023-01", [10] * 10), hidden("2023-11"), hidden("2023-12", 2, 3))
    (year,) = rolling_12_months(months, indicator())
    assert year.status is Status.SUPPRESSED
    assert year.value is None
    assert (year.low, year.high) == (100 + 1 + 2, 100 + 4 + 3)


@pytest.mark.parametrize("status", [Status.PRELIMINARY, Status.ESTIMATED])
def test_one_uncertain_month_marks_the_sum(run, indicator, status):
    months = list(run("2023-01", [1] * 12))
    months[3] = replace(months[3], status=status)
    assert rolling_12_months(months, indicator())[0].status is status


def test_a_partial_month_ends_no_sum(run, indicator):
    months = list(run("2023-01", [1] * 13))
    months[12] = replace(months[12], status=Status.PARTIAL)
    assert [s.period.end for s in rolling_12_months(months, indicator())] == [
        parse_period("2023-12").end
    ]


def test_a_rate_sums_its_denominators(run, indicator):
    rate = indicator(measure="rate", per=1000)
    (year,) = rolling_12_months(run("2023-01", [2] * 12, denominator=500.0), rate)
    assert (year.value, year.denominator) == (24, 6000)


def test_a_denominator_unknown_leaves_the_sum_without(run, hidden, indicator):
    rate = indicator(measure="rate", per=1000)
    months = (*run("2023-01", [2] * 11, denominator=500.0), hidden("2023-12"))
    assert rolling_12_months(months, rate)[0].denominator is None


def test_four_quarters_make_a_year(run, indicator):
    sums = rolling_12_months(run("2023K1", [1, 2, 3, 4, 5]), indicator(frequency="quarter"))
    assert [(s.value, s.period.code) for s in sums] == [
        (10, "2023-01/2023-12"),
        (14, "2023-04/2024-03"),
    ]


@pytest.mark.parametrize(
    ("first", "fields"),
    [("2020", {}), ("2023-01", {"measure": "share"}), ("2023-01", {"measure": "value"})],
    ids=["years", "shares", "plain values"],
)
def test_what_cannot_be_summed_is_given_back(run, indicator, first, fields):
    given = run(first, [1] * 13)
    assert rolling_12_months(given, indicator(**fields)) == given


def test_nothing_gives_nothing(indicator):
    assert rolling_12_months((), indicator()) == ()
