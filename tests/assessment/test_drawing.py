"""A value as it is shown, and the interval drawn around it."""

import pytest

from tracker.assessment import interval, shown_value
from tracker.model.observations import Observation, Status
from tracker.model.periods import parse_period


@pytest.fixture
def year_2024():
    return lambda **fields: Observation(parse_period("2024"), Status.FINAL, **fields)


def test_a_count_is_itself_with_garwoods_interval(indicator, year_2024):
    thirteen = year_2024(value=13.0)
    assert shown_value(thirteen, indicator()) == 13
    assert [round(end, 1) for end in interval(thirteen, indicator())] == [6.9, 22.2]


def test_a_rate_is_shown_per_its_base(indicator, year_2024):
    rate = indicator(measure="rate", per=1000)
    thirteen = year_2024(value=13.0, denominator=6500.0)
    assert shown_value(thirteen, rate) == pytest.approx(2.0)
    # 6.92 and 22.23 in 6,500
    assert interval(thirteen, rate) == pytest.approx((1.065, 3.420), abs=5e-4)


def test_a_share_has_wilsons_interval_in_per_cent(share, year_2024):
    wave = year_2024(value=41.0, responses=65.0)
    assert shown_value(wave, share()) == 41
    assert [round(end) for end in interval(wave, share())] == [30, 53]
    assert [round(end) for end in interval(year_2024(value=41.0), share(assumed_n=65))] == [30, 53]


def test_a_design_effect_widens_it(share, year_2024):
    wave = year_2024(value=41.0, responses=65.0)
    low, high = interval(wave, share(deff=1.3))
    simple_low, simple_high = interval(wave, share())
    assert low < simple_low
    assert high > simple_high


@pytest.mark.parametrize(
    ("fields", "observed"),
    [
        pytest.param({"measure": "share"}, {"value": 41.0}, id="share without n"),
        pytest.param({"measure": "share"}, {"value": 41.0, "responses": 0.0}, id="no answers"),
        pytest.param({"measure": "value"}, {"value": 7.5}, id="plain value"),
        pytest.param({"kind": "output"}, {"value": 7.0}, id="output"),
    ],
)
def test_a_value_without_an_interval(indicator, year_2024, fields, observed):
    observation = year_2024(**observed)
    assert shown_value(observation, indicator(**fields)) == observed["value"]
    assert interval(observation, indicator(**fields)) is None


@pytest.mark.parametrize("status", [s for s in Status if not s.has_number])
def test_without_a_number_nothing_is_shown(indicator, status):
    observation = Observation(parse_period("2024"), status, low=1, high=4)
    assert shown_value(observation, indicator()) is None
    assert interval(observation, indicator()) is None
