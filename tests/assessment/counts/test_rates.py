"""The rate ratio by other routes: statsmodels, mpmath, and scipy's binomial added up."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment import overdispersion, rate_ratio
from tracker.assessment.counts.rates import fall_at, intervals, p_values, ratios, rise_at

counts = st.integers(0, 200)
pairs = st.lists(st.tuples(counts, counts, st.floats(1, 6)), min_size=1, max_size=8)


# statsmodels 0.15.0, proportion_confint(x1, x0 + x1, method="beta"), as odds times t0/t1.
@pytest.mark.parametrize(
    ("baseline", "window", "low", "high"),
    [
        ((120, 24), (41, 12), 0.4671894350504053, 0.9815894882865545),
        ((48, 24), (38, 12), 1.0065894936318396, 2.474737758638932),
        ((30, 24), (31, 24), 0.6050539277130795, 1.7670414645623993),
        ((7, 12), (1, 24), 0.0015848695151268633, 0.5559877768236734),
        ((240, 24_000), (60, 36_000), 0.12343928009901899, 0.22199046225664282),
    ],
)
def test_the_interval_is_clopper_and_pearsons(baseline, window, low, high):
    change = rate_ratio(*baseline, *window)
    assert (change.low, change.high) == pytest.approx((low, high), rel=1e-9)


# mpmath 1.4.1, 30 digits: 1 - betainc(x1 + 1, x0) and betainc(x1, x0 + 1), regularised at
# t1/(t0 + t1), for counts divided by phi; the smaller twice.
@pytest.mark.parametrize(
    ("baseline", "window", "phi", "p"),
    [
        ((120, 24), (41, 12), 1.7, 0.125042915814),
        ((60, 24), (45, 12), 2.3, 0.22942203244),
        ((9, 24), (0, 24), 1.25, 0.0136023525515),
        ((33, 24), (40, 24), 1.5, 0.599637397816),
    ],
)
def test_p_of_overdispersed_counts(baseline, window, phi, p):
    assert rate_ratio(*baseline, *window, phi).p_value == pytest.approx(p, rel=1e-10)


# R 4, help(poisson.test): poisson.test(c(11, 6+8+7), c(800, 1083+1050+878), alternative =
# "greater") and "less" are these sums of binom(32, 800/3811).
def test_p_is_twice_the_smaller_of_the_one_sided_tests():
    share = 800 / 3811
    greater = stats.binomtest(11, 32, share, alternative="greater").pvalue
    less = stats.binomtest(11, 32, share, alternative="less").pvalue
    assert rate_ratio(21, 3011, 11, 800).p_value == pytest.approx(2 * min(greater, less))


def test_p_as_a_sum_of_single_probabilities():
    # 12 in two years against 2 in one: P(X <= 2) of binomial(14, 1/3)
    tail = sum(math.comb(14, k) * (1 / 3) ** k * (2 / 3) ** (14 - k) for k in range(3))
    assert rate_ratio(12, 24, 2, 12).p_value == pytest.approx(2 * tail)


# statsmodels 0.15.0, GLM(y, [1, window], Poisson).fit(scale="X2").scale
def test_overdispersion_is_pearsons_of_a_poisson_regression():
    baseline = [3, 7, 2, 9, 4, 4, 6, 1, 8, 5, 5, 6, 2, 2, 7, 9, 3, 4, 5, 8, 1, 6, 4, 7]
    window = [1, 4, 2, 2, 6, 0, 3, 3, 1, 5, 2, 7]
    # its quarters vary less than chance: 0.618
    assert overdispersion(baseline, window) == pytest.approx(1.30275839149219)


@given(pairs)
def test_many_at_once_are_as_one_by_one(rows):
    x0, x1, phi = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    t0, t1 = np.full(len(rows), 24.0), np.full(len(rows), 12.0)
    low, high = intervals(x0, t0, x1, t1, phi)
    together = zip(
        ratios(x0, t0, x1, t1).tolist(),
        low.tolist(),
        high.tolist(),
        p_values(x0, t0, x1, t1, phi).tolist(),
        strict=True,
    )
    for (before, after, spread), numbers in zip(rows, together, strict=True):
        alone = rate_ratio(before, 24, after, 12, spread)
        if alone is None:
            assert numbers[-1] == 1
        else:
            assert (alone.estimate, alone.low, alone.high, alone.p_value) == numbers


@given(x0=st.integers(0, 5000), phi=st.floats(1, 20), t1=st.sampled_from([3.0, 12.0, 24.0]))
def test_the_edge_of_what_shows_by_the_binomial(x0, phi, t1):
    given_ = np.array([float(x0)]), np.array([24.0]), np.array([t1]), np.array([phi])
    share = t1 / (24 + t1)
    fewest, most = rise_at(*given_).item(), fall_at(*given_).item()

    def p(events):  # of whole numbers by the binomial, of others by their incomplete beta
        less = stats.beta.sf(share, events / phi + 1, x0 / phi) if x0 else 1.0
        more = stats.beta.cdf(share, events / phi, x0 / phi + 1) if events else 1.0
        return 2 * min(less, more)

    assume(all(abs(p(events) - 0.05) > 1e-9 for events in (fewest, fewest - 1)))
    assert p(fewest) < 0.05 <= p(fewest - 1)
    if math.isnan(most):
        assert p(0) >= 0.05
    else:
        assert p(most) < 0.05


# At these exposures even a million million events would be as expected.
def test_where_no_number_would_show_there_is_none():
    given_ = np.array([3.0]), np.array([1e-6]), np.array([1e12]), np.array([1.0])
    assert math.isnan(rise_at(*given_).item())
