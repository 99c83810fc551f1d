"""What no delivery should hold gets a defined verdict: no warning, no NaN, no exception."""

import math
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.observations import Observation, Status
from tracker.model.periods import parse_period
from tracker.model.verdicts import Reason, Word

NAN, INF = math.nan, math.inf
odd = st.one_of(
    st.none(),
    st.integers(0, 20),
    st.sampled_from([NAN, INF, -INF, -3.0, 2.5, 1e-320, 1e-9, 1e9, 1e12, 1e300, 101.0]),
)


def _numbers(value):
    if isinstance(value, tuple | list):
        return [number for part in value for number in _numbers(part)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize(
    ("value", "months_of_baseline"),
    [(-4.0, 22), (NAN, 22), (INF, 22), (1e300, 22), (2.5, 24)],
)
def test_a_value_that_is_no_count_is_as_missing(
    verdict, indicator, run, *, value, months_of_baseline
):
    values = [5, value, 5, value, *[5] * 92]
    found = verdict(run("2017-01", values), indicator())
    assert found.word is Word.NO_CHANGE
    assert found.baseline.base == months_of_baseline


def test_a_share_over_a_hundred_is_no_wave(verdict, share, wave):
    waves = [wave("2017", 41, 400), wave("2023", 29, 400), wave("2024", 120, 400)]
    assert verdict(waves, share()).latest.amount == 29


@pytest.mark.parametrize("measure", ["count", "rate", "share", "value"])
class TestHardlyAnything:
    @pytest.fixture
    def rule(self, indicator, measure):
        return indicator(measure=measure, per=1000 if measure == "rate" else None)

    def test_one_period(self, verdict, rule, run):
        found = verdict(run("2024-12", [5], denominator=1000.0, responses=400), rule)
        assert found.word in (Word.NO_DATA, Word.TOO_FEW)

    def test_all_missing(self, verdict, rule, run):
        assert verdict(run("2017-01", [None] * 96), rule).reason is Reason.NO_SERIES

    def test_all_suppressed(self, verdict, rule, run, hidden):
        months = run("2017-01", [0] * 96)
        found = verdict([hidden(o.period.code, denominator=1000.0) for o in months], rule)
        assert found.word is Word.TOO_FEW
        assert found.reason in (Reason.HIDDEN_NUMBERS, Reason.CENSORED)


def test_a_month_given_twice_counts_once_as_given_last(verdict, indicator, run):
    months = run("2017-01", [5] * 84 + [2] * 12)
    wrong_first = [o for month in months[84:] for o in (*run(month.period.code, [900]), month)]
    twice = verdict([*months[:84], *wrong_first], indicator())
    assert twice == verdict(months, indicator())


def test_a_period_of_another_kind_is_not_counted(verdict, indicator, run):
    year = Observation(parse_period("2024"), Status.FINAL, 900.0)
    months = run("2017-01", [5] * 96)
    assert verdict([*months, year], indicator()) == verdict(months, indicator())


def test_a_thousand_million_events(verdict, indicator, run):
    months = run("2017-01", [10**9] * 84 + [10**9 + 10**6] * 12)
    found = verdict(months, indicator())
    # ratio 1.001; log standard error sqrt(1/2.4e10 + 1/1.2e10) = 1.1e-5
    assert found.word is Word.CONFIRMED_SETBACK
    assert found.change.low == pytest.approx(1.001 - 1.96 * 1.118e-5, abs=1e-6)


def test_all_of_the_window_before_the_baseline(verdict, indicator, run):
    months = run("2017-01", [5] * 12)
    rule = indicator(baseline_window="2019..2020", max_age=9999)
    assert verdict(months, rule).reason is Reason.BASELINE_EMPTY


@pytest.mark.parametrize("length", [13, 600, 10**9])
def test_a_window_longer_than_the_past_overlaps(verdict, indicator, run, length):
    rule = indicator(window_months=length, baseline_window="2017..2023")
    assert verdict(run("2017-01", [5] * 96), rule).reason is Reason.OVERLAP


@pytest.mark.parametrize("base", [0.0, -1000.0, NAN, INF, None, 1e-300])
def test_a_rate_of_nothing_is_not_observed(verdict, indicator, run, hidden, base):
    rate = indicator(measure="rate", per=1000)
    months = list(run("2017-01", [5] * 96, denominator=1000.0))
    for june in (*run("2024-06", [5], denominator=base), hidden("2024-06", denominator=base)):
        months[89] = june
        found = verdict(months, rate)
        assert (found.word, found.reason) == (Word.NO_CHANGE, None)
        assert found.latest.base == 11_000


@pytest.mark.parametrize(
    "bounds", [(NAN, 4.0), (-5.0, INF), (4.0, 1.0), (INF, INF), (None, -1.0), (1e300, 1e300)]
)
def test_bounds_that_no_count_can_have(verdict, indicator, run, hidden, bounds):
    months = [*run("2017-01", [50] * 95), hidden("2024-12", *bounds)]
    found = verdict(months, indicator())
    assert found.word is Word.NO_CHANGE
    assert all(math.isfinite(number) for number in _numbers(astuple(found)))


@given(
    measure=st.sampled_from(["count", "rate", "share", "value"]),
    values=st.lists(odd, min_size=96, max_size=96),
    bases=st.lists(odd, min_size=3, max_size=3),
    hide=st.booleans(),
)
def test_whatever_comes_no_number_is_nan(verdict, indicator, run, *, measure, values, bases, hide):
    rule = indicator(
        measure=measure, per=1000 if measure == "rate" else None, max_age=9999, season=hide
    )
    observations = []
    for place, month in enumerate(run("2017-01", values)):
        base = bases[place % 3]
        status = Status.SUPPRESSED if hide and place % 7 == 0 else month.status
        observations.append(
            Observation(month.period, status, month.value, base, base, low=month.value)
        )
    found = verdict(observations, rule)
    assert not any(math.isnan(number) for number in _numbers(astuple(found)))
