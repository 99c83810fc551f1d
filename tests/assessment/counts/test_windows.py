"""Gaps, the reference date, and what no verdict may depend on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment import JUDGED
from tracker.model.verdicts import Reason, Word


def test_four_fifths_of_the_window_suffice(verdict, indicator, run):
    values = [5] * 84 + [1] * 12
    values[85] = values[88] = None
    found = verdict(run("2017-01", values), indicator())
    assert found.word is Word.CONFIRMED_PROGRESS
    assert (found.latest.amount, found.latest.base) == (10, 10)  # months observed


def test_less_is_too_little(verdict, indicator, run):
    values = [5] * 84 + [1] * 12
    values[85] = values[88] = values[90] = None
    found = verdict(run("2017-01", values), indicator())
    assert (found.word, found.reason) == (Word.NO_DATA, Reason.WINDOW_GAPS)


def test_a_gap_is_not_a_zero(verdict, indicator, run):
    zeros = run("2017-01", [5] * 84 + [0] * 12)
    gaps = run("2017-01", [5] * 84 + [None] * 12)
    rule = indicator(max_age=4000)
    assert verdict(zeros, rule).word is Word.PROGRESS
    assert verdict(gaps, rule).reason is Reason.WINDOW_GAPS


def test_a_window_with_nothing_at_all(verdict, indicator, run):
    found = verdict(run("2017-01", [5] * 24), indicator(max_age=4000))
    assert (found.word, found.reason) == (Word.NO_DATA, Reason.WINDOW_EMPTY)


def test_a_baseline_with_too_many_gaps(verdict, indicator, run):
    values = [5] * 96
    values[3:8] = [None] * 5
    found = verdict(run("2017-01", values), indicator())
    assert found.reason is Reason.BASELINE_SHORT


@pytest.mark.parametrize(
    ("season", "reason"), [(True, Reason.WINDOW_GAPS), (False, None)], ids=["season", "none"]
)
def test_a_season_needs_some_of_every_quarter(verdict, indicator, run, *, season, reason):
    values = [5] * 96
    values[78:81] = [None] * 3  # the third quarter of 2023; seven eighths are there
    rule = indicator(season=season, window_months=24)
    assert verdict(run("2017-01", values), rule).reason is reason


@pytest.mark.parametrize(
    ("missing", "reason"), [(0, None), (1, Reason.BASELINE_SHORT)], ids=["twelve", "eleven"]
)
def test_a_baseline_has_twelve_observed_months(verdict, indicator, run, *, missing, reason):
    values = [5] * (12 - missing) + [None] * missing + [5] * 84
    found = verdict(run("2017-01", values), indicator(baseline_window="2017"))
    assert found.reason is reason


# 48 events in two years are 24 a year, which is not rare; 47 are.
@pytest.mark.parametrize(("events", "code"), [(48, "2024-01/2024-12"), (47, "2023-2024")])
def test_rare_is_under_two_a_month(verdict, indicator, run, *, events, code):
    baseline = [2] * (events - 24) + [1] * (48 - events)
    found = verdict(run("2017-01", baseline + [2] * 72), indicator())
    assert found.baseline.amount == events
    assert found.latest.window.code == code


@pytest.mark.parametrize(
    ("lag", "end"),
    [(31, date(2024, 11, 30)), (32, date(2024, 10, 31))],
    ids=["due on the day", "due the day after"],
)
def test_a_month_is_due_when_its_lag_has_passed(verdict, indicator, run, *, lag, end):
    found = verdict(run("2017-01", [5] * 94), indicator(reporting_lag=lag, max_age=90))
    assert found.latest.window.end == end


def test_a_month_not_due_yet_is_not_waited_for(verdict, indicator, run):
    months = run("2017-01", [5] * 94)  # to October 2024
    found = verdict(months, indicator(reporting_lag=45), reference_date=date(2024, 12, 31))
    # November is due on 14 January: the window ends with October and is whole.
    assert found.latest.window.end == date(2024, 10, 31)
    assert found.latest.base == 12


def test_a_month_that_was_due_counts_as_missing(verdict, indicator, run):
    months = run("2017-01", [5] * 94)
    rule = indicator(reporting_lag=10, max_age=90)
    found = verdict(months, rule, reference_date=date(2024, 12, 31))
    assert found.latest.window.end == date(2024, 11, 30)
    assert found.latest.base == 11


@given(st.lists(st.integers(0, 12), min_size=96, max_size=96), st.integers(60, 95))
def test_later_periods_change_nothing(verdict, indicator, run, values, kept):
    months = run("2017-01", values)
    day = months[kept - 1].period.end
    cut = verdict(months[:kept], indicator(), reference_date=day)
    assert verdict(months, indicator(), reference_date=day) == cut


@given(st.lists(st.integers(0, 12), min_size=96, max_size=96))
def test_turning_the_direction_turns_the_word(verdict, indicator, run, values):
    turned = {
        Word.PROGRESS: Word.SETBACK,
        Word.SETBACK: Word.PROGRESS,
        Word.CONFIRMED_PROGRESS: Word.CONFIRMED_SETBACK,
        Word.CONFIRMED_SETBACK: Word.CONFIRMED_PROGRESS,
    }
    months = run("2017-01", values)
    lower = verdict(months, indicator(direction="lower"))
    higher = verdict(months, indicator(direction="higher"))
    assert higher.word is turned.get(lower.word, lower.word)
    assert higher.change == lower.change


@given(
    st.lists(st.integers(0, 60), min_size=96, max_size=96),
    st.sets(st.integers(0, 95), max_size=96),
)
def test_every_series_gets_a_defined_verdict(verdict, indicator, run, values, gaps):
    with_gaps = [None if at in gaps else value for at, value in enumerate(values)]
    found = verdict(run("2017-01", with_gaps), indicator(max_age=9999))
    judged = found.word in JUDGED.values()
    assert judged == (found.reason is None)
    assert (found.change is not None) >= judged
