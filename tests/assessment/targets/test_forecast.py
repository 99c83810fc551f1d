"""How likely a target is to be met if nothing changes, against scipy's negative binomial."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment.targets.forecast import chance_of_at_most


@given(
    st.integers(0, 200),
    st.integers(0, 200),
    st.floats(1, 60),
    st.floats(1, 60),
    st.floats(1, 5),
)
def test_as_scipy(events, x1, t1, t_future, phi):
    wanted = stats.nbinom.cdf(events, x1 / phi + 0.5, (t1 / phi) / (t1 / phi + t_future))
    assert chance_of_at_most(events, x1, t1, t_future, phi) == pytest.approx(wanted, abs=1e-10)


def test_by_hand():
    # none in twelve months: size 1/2, p 1/2, so none in twelve more has sqrt(1/2)
    assert chance_of_at_most(0, 0, 12, 12) == pytest.approx(math.sqrt(0.5))


def test_less_than_none_is_impossible():
    assert chance_of_at_most(-1, 5, 12, 12) == 0


def test_overdispersion_makes_it_less_sure():
    # the same rate, known less well: an unlikely outcome becomes likelier
    assert chance_of_at_most(20, 36, 12, 12, phi=4) > chance_of_at_most(20, 36, 12, 12)


@pytest.mark.parametrize(
    "bad", [(-1, 12, 12, 1), (5, 0, 12, 1), (5, 12, 0, 1), (5, 12, math.nan, 1), (5, 12, 12, 0.5)]
)
def test_impossible(bad):
    x1, t1, t_future, phi = bad
    with pytest.raises(ValueError, match="to come"):
        chance_of_at_most(3, x1, t1, t_future, phi)


def test_a_thousand_million():
    assert 0 <= chance_of_at_most(10**9, 1e9, 12, 12) <= 1
