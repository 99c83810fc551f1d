"""Mann-Kendall and Theil-Sen: against pymannkendall, scipy and a published example."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment.trends.mann_kendall import (
    mann_kendall,
    seasonal_mann_kendall,
    seasonal_slope,
    theil_sen,
)

SEVEN_YEARS = [42.0, 41.5, 41.5, 40.0, 38.5, 39.0, 36.0]
MANY_TIES = [3, 3, 3, 2, 3, 2, 2, 2, 2, 1, 1, 2]
NOISE = [5, 3, 6, 4, 5, 4, 6, 5]

# USEPA 2009, Unified Guidance, example 14-8 and 14-10: a month a row, 1983-1985.
ANALYTE = [
    [1.99, 2.01, 2.15],
    [2.10, 2.10, 2.17],
    [2.12, 2.17, 2.27],
    [2.12, 2.13, 2.23],
    [2.11, 2.13, 2.24],
    [2.15, 2.18, 2.26],
    [2.19, 2.25, 2.31],
    [2.18, 2.24, 2.32],
    [2.16, 2.22, 2.28],
    [2.08, 2.13, 2.22],
    [2.05, 2.08, 2.19],
    [2.08, 2.16, 2.22],
]

values = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=2, max_size=25)


def test_four_values_by_hand():
    # 1-3, 1-2, 1-4, 3-4 and 2-4 rise, 3-2 falls; 4*3*13/18; (4 - 1) / sqrt(26/3)
    found = mann_kendall([1, 3, 2, 4])
    assert (found.s, found.variance) == (4, pytest.approx(26 / 3))
    assert found.z == pytest.approx(3 / math.sqrt(26 / 3))


def test_ties_by_hand():
    # 1-2 twice rises; 3*2*11 less 2*1*9, over 18
    found = mann_kendall([1, 2, 2])
    assert (found.s, found.variance) == (2, pytest.approx(48 / 18))


# pymannkendall 1.4.3, original_test(...): s, var_s, z, p
@pytest.mark.parametrize(
    ("series", "s", "variance", "z", "p"),
    [
        pytest.param(
            SEVEN_YEARS, -18, 43.333333333333336, -2.58248538606335, 0.009809151645794323,
            id="seven years",
        ),
        pytest.param(
            MANY_TIES, -38, 174.66666666666666, -2.7996046612945165, 0.00511652269469165,
            id="many ties",
        ),
        pytest.param(
            NOISE, 5, 59.666666666666664, 0.5178382224025238, 0.6045711477247826, id="noise"
        ),
        pytest.param(
            range(1, 7), 15, 28.333333333333332, 2.630142022557628, 0.008534920414227098,
            id="six that only rise",
        ),
    ],
)  # fmt: skip
def test_as_pymannkendall(series, s, variance, z, p):
    found = mann_kendall(series)
    assert found.s == s
    assert found[1:] == pytest.approx((variance, z, p), rel=1e-12)


def test_kendalls_tau_is_the_same_score():
    tau = stats.kendalltau(range(7), SEVEN_YEARS, variant="b").statistic
    # tau-b divides by the pairs that are not tied: 21 in time, 20 in value
    assert mann_kendall(SEVEN_YEARS).s == pytest.approx(tau * math.sqrt(21 * 20))


@pytest.mark.parametrize("series", [[], [4], [4, 4, 4, 4, 4, 4, 4]], ids=["none", "one", "equal"])
def test_nothing_to_order(series):
    assert mann_kendall(series) == (0, 0, 0, 1)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_no_number(bad):
    with pytest.raises(ValueError, match="finite"):
        mann_kendall([1, bad, 3])


def test_values_next_to_the_largest():
    assert mann_kendall([-1.7e308, 0, 1.7e308]).s == 3
    assert theil_sen([0, 1, 2], [-1.7e308, 0, 1.7e308]).low is not None
    assert theil_sen([0, 1], [-1.7e308, 1.7e308]) == (None, None, None)


def test_with_four_years_it_never_shows_and_with_five_only_if_all_fall():
    assert mann_kendall([4, 3, 2, 1]).p > 0.05
    assert mann_kendall([5, 4, 3, 2, 1]).p < 0.05
    assert mann_kendall([5, 4, 3, 1, 2]).p > 0.05


def test_a_season_at_a_time():
    # EnvStats 2.3 (R), kendallSeasonalTrendTest on EPA.09.Ex.14.8.df, as its manual prints it
    found = seasonal_mann_kendall(ANALYTE)
    assert (found.s, found.variance) == (35, pytest.approx(43))
    assert found.z == pytest.approx(5.1849514, abs=1e-7)
    assert found.p == pytest.approx(2.160712e-07, rel=1e-6)
    slope = seasonal_slope([((1983, 1984, 1985), month) for month in ANALYTE], found.variance)
    assert slope == pytest.approx((0.06, 0.05786914, 0.07213086), abs=1e-8)


def test_seasons_with_gaps():
    # pymannkendall 1.4.3, seasonal_test([10, 14, 20, 12, 9, 13, 18, nan, 9, 12, 19, 11,
    # 7, nan, 17, 10, 8, 10, 15, 9], period=4)
    years = range(2019, 2024)
    quarters = [
        [10, 9, 9, 7, 8],
        [14, 13, 12, None, 10],
        [20, 18, 19, 17, 15],
        [12, None, 11, 10, 9],
    ]
    known = [[(y, v) for y, v in zip(years, q, strict=True) if v is not None] for q in quarters]
    found = seasonal_mann_kendall([[v for _, v in quarter] for quarter in known])
    assert found == pytest.approx(
        (-27, 49.666666666666664, -3.6892734047551365, 0.00022489543336035)
    )
    slope = seasonal_slope([([y for y, _ in q], [v for _, v in q]) for q in known], found.variance)
    assert slope.estimate == -1


def test_a_season_alone_is_the_plain_test():
    assert seasonal_mann_kendall([NOISE]) == mann_kendall(NOISE)


def test_seasons_seen_once_say_nothing():
    assert seasonal_mann_kendall([[3], [4], [5]]) == (0, 0, 0, 1)
    assert seasonal_slope([([2020], [3]), ([2020], [4])], 0) == (None, None, None)
    assert seasonal_slope([], 0) == (None, None, None)


def test_too_few_slopes_for_an_interval():
    # one pair in each of two seasons: 2 slopes, reach 1.96 * sqrt(2) > 2
    slope = seasonal_slope([((2020, 2021), (5, 4)), ((2020, 2021), (7, 5))], 2.0)
    assert slope == (-1.5, None, None)


# scipy 1.17.1, theilslopes(series, arange(n), 0.95)
@pytest.mark.parametrize(
    ("series", "expected"),
    [
        pytest.param(SEVEN_YEARS, (-0.875, -1.5, -0.5), id="seven years"),
        pytest.param(MANY_TIES, (-0.15476190476190477, -0.25, 0.0), id="many ties"),
        pytest.param(NOISE, (0.08333333333333333, -0.5, 0.6), id="noise"),
    ],
)
def test_slope_as_scipy(series, expected):
    assert theil_sen(range(len(series)), series) == pytest.approx(expected)


def test_the_slope_knows_a_missing_year():
    # 2 a year all the way, one year left out
    assert theil_sen([2019, 2020, 2022], [10, 8, 4]).estimate == pytest.approx(-2)


def test_one_point_in_time_has_no_slope():
    assert theil_sen([2020], [3]) == (None, None, None)
    assert theil_sen([2020, 2020], [3, 4]) == (None, None, None)


@given(values)
def test_backwards_the_score_changes_sign(series):
    there, back = mann_kendall(series), mann_kendall(series[::-1])
    assert back.s == -there.s
    assert back.z == -there.z
    assert back.p == there.p


@given(values, st.sampled_from([0.5, 2, 1024]), st.integers(-8, 8))
def test_another_unit_changes_only_the_slope(series, scale, shift):
    other = [scale * value + shift for value in series]
    assert mann_kendall(other) == mann_kendall(series)
    years = range(len(series))
    wanted = scale * theil_sen(years, series).estimate
    assert theil_sen(years, other).estimate == pytest.approx(wanted)


@given(values)
def test_the_slope_lies_in_its_interval(series):
    slope = theil_sen(range(len(series)), series)
    assert slope.low <= slope.estimate <= slope.high
