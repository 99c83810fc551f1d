"""The ratio of rate ratios: by hand, and against scipy's hypergeometric distributions."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment.beside.rate_ratios import (
    Cells,
    fisher_central,
    least_ratios,
    ratio_of_rate_ratios,
)

large = st.integers(5, 5000)
small = st.integers(0, 30)


def test_by_hand():
    # 60/100 against 900/1000; SE^2 = 1/100 + 1/60 + 1/1000 + 1/900 = 0.0287778, SE = 0.169640
    found = ratio_of_rate_ratios(Cells(100, 60, 1000, 900))
    assert found.estimate == pytest.approx(2 / 3)
    assert found.low == pytest.approx(0.47812, abs=1e-4)  # exp(-0.405465 - 0.332488)
    assert found.high == pytest.approx(0.92963, abs=1e-4)
    assert found.p_value == pytest.approx(0.01684, abs=1e-5)  # z = 2.39015


def test_overdispersion_widens_by_its_root():
    # SE * sqrt(4)
    found = ratio_of_rate_ratios(Cells(100, 60, 1000, 900), phi_area=4, phi_rest=4)
    assert found.estimate == pytest.approx(2 / 3)
    assert math.log(found.high / found.low) == pytest.approx(4 * 1.959964 * 0.169640, rel=1e-5)


def test_each_keeps_its_own_overdispersion():
    # 9 * (1/1000 + 1/900) + 1/100 + 1/60 = 0.0456667
    found = ratio_of_rate_ratios(Cells(100, 60, 1000, 900), phi_rest=9)
    assert math.log(found.high / found.low) == pytest.approx(2 * 1.959964 * math.sqrt(0.0456667))


def test_a_zero_adds_a_half_to_all_four():
    # 0.5/12.5 against 280.5/300.5; SE^2 = 1/12.5 + 1/0.5 + 1/300.5 + 1/280.5
    found = ratio_of_rate_ratios(Cells(12, 0, 300, 280))
    assert found.estimate == pytest.approx((0.5 / 12.5) / (280.5 / 300.5))
    error = math.sqrt(0.08 + 2 + 1 / 300.5 + 1 / 280.5)
    assert math.log(found.high / found.estimate) == pytest.approx(1.959964 * error)


def test_a_rate_takes_its_exposure():
    # the area's population doubled: half the ratio of counts
    found = ratio_of_rate_ratios(Cells(100, 60, 1000, 900, growth=2))
    assert found.estimate == pytest.approx(1 / 3)


def doubled(cells, distribution):
    """Twice the smaller tail of the area's newest count, as scipy has it."""
    after = cells.area_after
    return min(1, 2 * min(distribution.cdf(after), distribution.sf(after - 1)))


def hypergeometric(cells):
    before, after, _, rest_after = cells.counts
    return stats.hypergeom(sum(cells.counts), before + after, after + rest_after)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        # scipy 1.17.1: 2 * min(hypergeom(N, R1 + R0, R1 + C1).cdf(R1), .sf(R1 - 1))
        ((20, 3, 410, 400), 0.0007231384899485069),
        ((12, 0, 280, 300), 0.00036899564100574853),
        ((2, 9, 110, 100), 0.052993149312645156),
        ((4, 4, 4, 4), 1),
        ((0, 2, 10, 30), 1),
    ],
)
def test_fisher_as_scipy(counts, p):
    assert fisher_central(Cells(*counts)) == pytest.approx(p, rel=1e-9)


def test_fisher_by_hand():
    # Of 4 events 2 fall in the area by chance with 1/2 each: 0 of them after has 1/6 of the
    # ways to choose 2 of 4, so twice that.
    assert fisher_central(Cells(2, 0, 0, 2)) == pytest.approx(1 / 3)


@given(small, small, small, small)
def test_fisher_is_twice_the_smaller_tail(before, after, rest_before, rest_after):
    cells = Cells(before, after, rest_before, rest_after)
    assume(sum(cells.counts) > 0)
    assert fisher_central(cells) == pytest.approx(doubled(cells, hypergeometric(cells)), rel=1e-9)


@given(st.integers(1, 30), small, small, small, st.floats(0.2, 5))
def test_with_unequal_exposure_it_is_noncentral(before, after, rest_before, rest_after, growth):
    cells = Cells(before, after, rest_before, rest_after, growth=growth)
    row, column = before + after, after + rest_after
    assume(0 < column < sum(cells.counts) and rest_before + rest_after > 0)
    reference = stats.nchypergeom_fisher(sum(cells.counts), row, column, growth)
    assert fisher_central(cells) == pytest.approx(doubled(cells, reference), rel=1e-6, abs=1e-9)


def test_small_counts_take_the_exact_p_value():
    cells = Cells(20, 3, 410, 400)
    assert ratio_of_rate_ratios(cells).p_value == fisher_central(cells)
    assert not Cells(20, 5, 410, 400).has_small


@pytest.mark.parametrize(
    "counts",
    [(10**9, 3, 10**9, 10**9), (3, 10**9, 10**9, 2), (1, 0, 10**9, 10**9), (10**9,) * 4],
    ids=str,
)
def test_a_thousand_million_events(counts):
    found = ratio_of_rate_ratios(Cells(*counts), phi_area=1000)
    assert 0 <= found.p_value <= 1
    assert 0 <= found.low <= found.estimate <= found.high


def test_an_interval_beyond_reckoning_is_infinite():
    found = ratio_of_rate_ratios(Cells(0, 1, 1, 0), phi_area=1e9)
    assert (found.low, found.high) == (0, math.inf)


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf])
def test_impossible_counts(bad):
    with pytest.raises(ValueError, match="counts"):
        Cells(bad, 1, 1, 1)
    with pytest.raises(ValueError, match="growth"):
        Cells(1, 1, 1, 1, growth=bad)


def test_only_whole_counts_can_be_exact():
    with pytest.raises(ValueError, match="counts"):
        fisher_central(Cells(1.5, 2, 3, 4))


@given(large, large, large, large, st.floats(1, 5))
def test_p_and_interval_say_the_same(before, after, rest_before, rest_after, phi):
    found = ratio_of_rate_ratios(
        Cells(before, after, rest_before, rest_after), phi_area=phi, phi_rest=phi
    )
    assume(abs(found.p_value - 0.05) > 1e-6)
    assert (found.p_value < 0.05) == (found.high < 1 or found.low > 1)


@given(small, small, small, small)
def test_swapping_area_and_rest_inverts(before, after, rest_before, rest_after):
    assume(before + after + rest_before + rest_after > 0)
    there = ratio_of_rate_ratios(Cells(before, after, rest_before, rest_after))
    back = ratio_of_rate_ratios(Cells(rest_before, rest_after, before, after))
    assert back.estimate == pytest.approx(1 / there.estimate)
    assert back.low == pytest.approx(1 / there.high)
    assert back.high == pytest.approx(1 / there.low)
    assert back.p_value == pytest.approx(there.p_value)


@given(large, large, large, st.floats(1, 4))
def test_the_least_ratios_just_show(before, rest_before, rest_after, phi):
    cells = Cells(before, 7, rest_before, rest_after)
    fall, rise = least_ratios(cells, phi_area=phi, phi_rest=phi)
    expected = before * rest_after / rest_before

    def interval(ratio):
        after = expected * ratio
        error = math.sqrt(phi * (1 / before + 1 / after + 1 / rest_before + 1 / rest_after))
        return ratio * math.exp(-1.959964 * error), ratio * math.exp(1.959964 * error)

    assert rise > 1
    assert interval(rise)[0] == pytest.approx(1)
    if fall is not None:
        assert fall < 1
        assert interval(fall)[1] == pytest.approx(1)


def test_few_events_let_no_fall_show():
    assert least_ratios(Cells(3, 3, 1000, 1000))[0] is None
    assert least_ratios(Cells(0, 3, 1000, 1000)) == (None, None)
    fall, rise = least_ratios(Cells(240, 240, 10**6, 10**6))
    # a fall to 0.8287: sqrt(1/240 + 1/198.9) = 0.0959; 1.96 * 0.0959 = 0.188 = -log(0.8287)
    assert fall == pytest.approx(0.829, abs=0.001)
    # a rise to 1.1875: sqrt(1/240 + 1/285) = 0.0876; 1.96 * 0.0876 = 0.172 = log(1.1875)
    assert rise == pytest.approx(1.1875, abs=0.001)
    # 0.5 expected: nothing below it can show
    assert least_ratios(Cells(5, 7, 1000, 100))[0] is None
