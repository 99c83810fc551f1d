"""Counts: the exact rate ratio, against published tables and scipy's binomial."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment import (
    can_show_a_fall,
    garwood,
    overdispersion,
    quiet_months,
    rate_ratio,
    smallest_detectable,
)

counts = st.integers(0, 400)
exposures = st.floats(1, 1000)
dispersions = st.floats(1, 6)


# The method note's table of what the data can show: baseline 24 months, phi 1, level 5 %.
@pytest.mark.parametrize(
    ("events", "months", "fall_at", "rise_at", "quiet"),
    [
        (3, 12, None, 7, 58.1),
        (3, 24, None, 12, 58.1),
        (6, 12, None, 10, 20.4),
        (6, 24, 0, 17, 20.4),
        (12, 12, 0, 14, 8.6),
        (12, 24, 3, 25, 8.6),
        (24, 12, 4, 23, 4.0),
        (24, 24, 11, 41, 4.0),
        (48, 12, 12, 38, 1.9),
        (48, 24, 29, 71, 1.9),
        (120, 12, 41, 81, 0.7),
        (120, 24, 90, 154, 0.7),
        (240, 12, 94, 149, 0.4),
        (240, 24, 198, 286, 0.4),
    ],
)
def test_what_the_data_can_show(events, months, fall_at, rise_at, quiet):
    found = smallest_detectable(events, 24, months)
    assert (found.fall_at, found.rise_at) == (fall_at, rise_at)
    assert round(found.quiet_months, 1) == quiet


@pytest.mark.parametrize("phi", [1.0, 2.3])
@pytest.mark.parametrize("months", [12, 24])
def test_what_just_shows_is_significant_and_one_event_nearer_is_not(months, phi):
    found = smallest_detectable(120, 24, months, phi)

    def p(events):
        return rate_ratio(120, 24, events, months, phi).p_value

    assert p(found.fall_at) < 0.05 <= p(found.fall_at + 1)
    assert p(found.rise_at) < 0.05 <= p(found.rise_at - 1)


# Yearly counts of two full, like periods; p by hand is 2 * sum of binomial(n, 1/2) tails.
@pytest.mark.parametrize(
    ("before", "after", "p"),
    [(34, 13, 0.003), (8, 3, 0.23), (6, 2, 0.29), (10, 3, 0.09), (6, 0, 0.03)],
)
def test_two_like_years(before, after, p):
    assert rate_ratio(before, 12, after, 12).p_value == pytest.approx(p, abs=0.005)


def test_six_then_none_by_hand():
    assert rate_ratio(6, 12, 0, 12).p_value == 2 * 0.5**6


def test_interval_of_the_example_in_the_manual_of_r():
    # R 4, help(poisson.test): poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))
    change = rate_ratio(21, 3011, 11, 800)
    assert change.estimate == pytest.approx(1.971488, abs=1e-6)
    assert change.low == pytest.approx(0.8584264, abs=1e-6)
    assert change.high == pytest.approx(4.2772659, abs=1e-6)


# 95 % Poisson intervals of single counts (Garwood 1936).
@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        (0, 0, 3.7),
        (2, 0.2, 7.2),
        (3, 0.6, 8.8),
        (5, 1.6, 11.7),
        (8, 3.5, 15.8),
        (13, 6.9, 22.2),
        (34, 23.5, 47.5),
    ],
)
def test_garwood(events, low, high):
    assert [round(end, 1) for end in garwood(events)] == [low, high]


def test_garwood_is_per_unit_of_exposure():
    low, high = garwood(34)
    assert garwood(34, 4) == (low / 4, high / 4)


@given(x0=counts, x1=counts, t0=exposures, t1=exposures)
def test_agrees_with_the_exact_binomial_test(x0, x1, t0, t1):
    assume(x0 + x1 > 0)
    n, share = x0 + x1, t1 / (t0 + t1)
    change = rate_ratio(x0, t0, x1, t1)
    tails = stats.binom.cdf(x1, n, share), stats.binom.sf(x1 - 1, n, share)
    assert change.p_value == pytest.approx(min(1, 2 * min(tails)), rel=1e-6, abs=1e-12)
    exact = stats.binomtest(x1, n).proportion_ci(0.95, "exact")
    assert change.low == pytest.approx(exact.low / (1 - exact.low) * t0 / t1, rel=1e-6)
    if x0:
        assert change.high == pytest.approx(exact.high / (1 - exact.high) * t0 / t1, rel=1e-5)


@given(x0=counts, x1=counts, t0=exposures, t1=exposures, phi=dispersions)
def test_p_and_interval_never_disagree(x0, x1, t0, t1, phi):
    assume(x0 + x1 > 0)
    change = rate_ratio(x0, t0, x1, t1, phi)
    assume(abs(change.p_value - 0.05) > 1e-9)
    assert (change.p_value < 0.05) == (not change.low <= 1 <= change.high)
    assert change.low <= change.estimate <= change.high


@given(x0=counts, x1=counts, t0=exposures, t1=exposures, phi=dispersions, k=st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(*, x0, x1, t0, t1, phi, k):
    assume(x0 + x1 > 0)
    one, other = rate_ratio(x0, t0, x1, t1, phi), rate_ratio(x0, k * t0, x1, k * t1, phi)
    for field in ("estimate", "low", "high", "p_value"):
        assert getattr(one, field) == pytest.approx(getattr(other, field), rel=1e-6)


@given(x0=st.integers(1, 400), x1=st.integers(1, 400), phi=dispersions)
def test_swapping_the_windows_inverts_the_ratio(x0, x1, phi):
    one, other = rate_ratio(x0, 24, x1, 12, phi), rate_ratio(x1, 12, x0, 24, phi)
    assert one.estimate == pytest.approx(1 / other.estimate)
    assert one.low == pytest.approx(1 / other.high, rel=1e-6)
    assert one.p_value == pytest.approx(other.p_value)


@given(x0=counts, x1=counts, phi=st.floats(1.1, 6))
def test_overdispersion_makes_a_change_less_sure(x0, x1, phi):
    assume(x0 + x1 > 0)
    plain, spread = rate_ratio(x0, 24, x1, 12), rate_ratio(x0, 24, x1, 12, phi)
    assert spread.low <= plain.low * (1 + 1e-9)
    assert spread.high >= plain.high * (1 - 1e-9)


def test_nothing_in_either_window_is_no_test():
    assert rate_ratio(0, 24, 0, 12) is None


def test_from_none_to_some_has_no_upper_end():
    change = rate_ratio(0, 12, 8, 12)
    assert change.estimate == change.high == math.inf
    assert change.p_value == pytest.approx(2 * 0.5**8)
    assert change.low > 1


def test_a_thousand_million_events_are_no_trouble():
    change = rate_ratio(10**9, 24, 10**9 + 200_000, 24)
    # log ratio 2e-4, standard error sqrt(2/1e9) = 4.47e-5: z = 4.47, p = 7.7e-6
    assert change.p_value == pytest.approx(7.7e-6, rel=0.02)
    found = smallest_detectable(10**9, 24, 12)
    # 1.96 * sqrt(5e8 + 5e8 / 2) = 53,677 from the expected 5e8
    assert found.fall_at == pytest.approx(5e8 - 53_677, abs=10)


@pytest.mark.parametrize(
    "arguments",
    [(-1, 24, 1, 12), (1, 0, 1, 12), (1, 24, 1, -1), (1, 24, math.nan, 12), (1, 24, 1, 12, 0.5)],
)
def test_impossible_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match="exposures"):
        rate_ratio(*arguments)


# The minimum-information rule: 6 events for 24 against 24 months, 10 for 12 against 24.
@pytest.mark.parametrize(
    ("events", "months", "shows"),
    [(5, 24, False), (6, 24, True), (9, 12, False), (10, 12, True), (0, 24, False)],
)
def test_whether_zero_could_show_a_fall(events, months, shows):
    assert can_show_a_fall(events, 24, months) is shows


def test_overdispersed_events_are_worth_fewer():
    assert not can_show_a_fall(10, 24, 12, phi=1.2)


def test_quiet_months_count_the_dispersion():
    assert quiet_months(12, 24, 2.0) == pytest.approx(24 * (40 ** (1 / 6) - 1))
    assert quiet_months(0, 24) is None


@pytest.mark.parametrize(
    ("baseline", "window", "phi"),
    [
        # (4 + 0 + 4)/4 + (1 + 1)/2 = 3 over 2 + 1 degrees of freedom
        pytest.param([2, 4, 6], [1, 3], 1.0, id="as chance would have it"),
        pytest.param([3, 3, 3], [3, 3, 3], 1.0, id="never below one"),
        # (16 + 16)/4 = 8 over 1 + 2
        pytest.param([0, 8], [3, 3, 3], 8 / 3, id="months"),
        # months: 6 * 4/3 = 8 over 5; quarters 3 and 15: 2 * 36/9 = 8 over 1
        pytest.param([1, 1, 1, 5, 5, 5], [], 8.0, id="quarters vary more than months"),
        # months: mean 3.4, (2 * 2.4^2 + 3 * 1.6^2)/3.4 = 19.2/3.4 over 4; one whole quarter: none
        pytest.param([1, None, 1, 5, 5, 5], [], 19.2 / 3.4 / 4, id="a quarter with a gap is out"),
        pytest.param([0, 0, 0], [0, 8], 8.0, id="a window of zeros has no degrees of freedom"),
        pytest.param([], [], 1.0, id="nothing"),
    ],
)
def test_overdispersion(baseline, window, phi):
    assert overdispersion(baseline, window) == pytest.approx(phi)


def test_quarters_are_left_out_where_periods_are_as_long():
    assert overdispersion([1, 1, 1, 5, 5, 5], [], periods_a_quarter=None) == pytest.approx(8 / 5)
