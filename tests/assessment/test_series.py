"""What counts at a reference date, how old it is, and how late the next is."""

from datetime import date

import pytest

from tracker.assessment import closed, late_by, latest
from tracker.assessment.series import bounds, broken_between, has_amount, is_stale
from tracker.model.definitions import Freshness, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import parse_period


def _late(indicator, observations, day):
    return late_by(Series("handelser", "gottsunda", tuple(observations)), indicator, day)


def test_a_period_counts_on_its_last_day_and_not_before(run):
    months = run("2024-11", [5, 6])
    assert closed(months, date(2024, 12, 31)) == months
    assert closed(months, date(2024, 12, 30)) == months[:1]


def test_a_partial_period_is_left_out_and_a_missing_one_stays():
    partial = Observation(parse_period("2024-12"), Status.PARTIAL, 3.0)
    missing = Observation(parse_period("2024-11"), Status.MISSING)
    assert closed([partial, missing], date(2024, 12, 31)) == (missing,)


def test_the_latest_holds_a_number(run, indicator):
    months = run("2024-09", [5, 6, None, None])
    assert latest(months, indicator(), date(2024, 12, 31)) == months[1]
    assert latest(months[2:], indicator(), date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("measure", "fields", "is_amount"),
    [
        (Measure.COUNT, {"value": 0.0}, True),
        (Measure.COUNT, {"value": -1.0}, False),
        (Measure.COUNT, {"value": float("nan")}, False),
        (Measure.COUNT, {"value": float("inf")}, False),
        (Measure.VALUE, {"value": -1.0}, True),
        (Measure.SHARE, {"value": 100.0}, True),
        (Measure.SHARE, {"value": 100.1}, False),
        (Measure.RATE, {"value": 3.0, "denominator": 900.0}, True),
        (Measure.RATE, {"value": 3.0}, False),
        (Measure.RATE, {"value": 3.0, "denominator": 0.0}, False),
    ],
)
def test_an_amount_is_what_its_measure_allows(measure, fields, is_amount):
    observation = Observation(parse_period("2024-12"), Status.FINAL, **fields)
    assert has_amount(observation, measure) is is_amount


@pytest.mark.parametrize(
    ("given", "zero_too", "expected"),
    [
        pytest.param((None, None), False, (1, 4), id="below five"),
        pytest.param((None, None), True, (0, 4), id="zero is hidden as well"),
        pytest.param((2, 3), False, (2, 3), id="bounds of the source"),
        pytest.param((7, None), False, (7, 7), id="a source that only says at least"),
    ],
)
def test_bounds_of_a_hidden_value(hidden, indicator, given, zero_too, expected):
    rule = indicator(min_n=5, suppressed_zero=zero_too)
    assert bounds(hidden("2024-12", *given), rule) == expected


def test_bounds_of_a_number_are_the_number(run, indicator):
    assert bounds(run("2024-12", [7])[0], indicator()) == (7, 7)


# A month of 31 days: 1.5 * 31 + 30 = 76.5, so it is stale on the 78th day after its end.
@pytest.mark.parametrize(
    ("code", "fields", "last_fresh_day"),
    [
        ("2024-07", {}, date(2024, 10, 16)),
        ("2024-07", {"reporting_lag": 0}, date(2024, 9, 16)),
        ("2024-07", {"max_age": 10}, date(2024, 8, 10)),
        # A year: 1.5 * 366 + 30 = 579 days.
        ("2020", {}, date(2022, 8, 2)),
        # One point or range alone is read as yearly: ceil(1.5 * 365.25 + 30) = 578 days.
        ("2021-12-31", {}, date(2023, 8, 1)),
    ],
)
def test_a_value_is_fresh_until(run, indicator, code, fields, last_fresh_day):
    seen = [Observation(parse_period(code), Status.FINAL, 5.0)]

    def stale(day):
        return is_stale(seen, indicator(**fields), reference_date=day, freshness=Freshness())

    assert not stale(last_fresh_day)
    assert stale(date.fromordinal(last_fresh_day.toordinal() + 1))


def test_a_survey_every_third_year_is_not_stale_in_between(wave, indicator):
    survey = indicator(measure="share", frequency="range")
    waves = [wave("2017-11/2018-02", 41, 65), wave("2020-11/2021-02", 38, 70)]
    fresh = Freshness()
    assert not is_stale(waves, survey, reference_date=date(2024, 12, 31), freshness=fresh)
    assert is_stale(waves, survey, reference_date=date(2026, 1, 1), freshness=fresh)


@pytest.mark.parametrize(
    ("day", "days"),
    [
        pytest.param(date(2024, 8, 30), 0, id="July is due thirty days after its end"),
        pytest.param(date(2024, 8, 31), 1, id="and late on the day after"),
        pytest.param(date(2024, 12, 31), 123, id="and stays late"),
    ],
)
def test_days_late(run, indicator, day, days):
    assert _late(indicator(), run("2024-01", [1] * 6), day) == days


def test_a_month_delivered_as_missing_is_delivered(run, indicator):
    assert _late(indicator(), run("2024-06", [1, None]), date(2024, 9, 1)) == 0


@pytest.mark.parametrize("status", [Status.NOT_PUBLISHED, Status.PARTIAL])
def test_a_month_not_published_is_not_delivered(run, indicator, status):
    july = Observation(parse_period("2024-07"), status)
    assert _late(indicator(), [*run("2024-06", [1]), july], date(2024, 9, 1)) == 2


def test_a_wave_is_late_when_the_usual_time_has_passed(wave, indicator):
    survey = indicator(measure="share", frequency="range")
    waves = [wave("2017-11/2018-02", 41, 65), wave("2020-11/2021-02", 38, 70)]
    # 1,096 days apart: the next ends on 2024-02-29 and is due thirty days later.
    assert _late(survey, waves, date(2024, 3, 30)) == 0
    assert _late(survey, waves, date(2024, 3, 31)) == 1


def test_what_never_came_or_came_once_is_not_late(wave, indicator):
    survey = indicator(measure="share", frequency="range")
    assert _late(survey, [], date(2024, 12, 31)) == 0
    assert _late(survey, [wave("2017-11/2018-02", 41, 65)], date(2024, 12, 31)) == 0


@pytest.mark.parametrize(
    ("at", "breaks"),
    [
        pytest.param("2017-01-01", False, id="where the baseline begins: one series since"),
        pytest.param("2018-06-01", True, id="inside the baseline"),
        pytest.param("2021-01-01", True, id="between"),
        pytest.param("2024-12-31", True, id="inside the window"),
        pytest.param("2025-01-01", False, id="after the window"),
    ],
)
def test_a_break_between_baseline_and_window(indicator, at, breaks):
    broken = indicator(breaks=({"at": at, "reason": {"sv": "Ny fråga.", "en": "New."}},))
    assert broken_between(broken, parse_period("2017-2018"), parse_period("2024")) is breaks
