"""Shares of answers: Wilson and Newcombe against the published tables."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.assessment import effective_n, newcombe, smallest_detectable_share, wilson
from tracker.assessment.shares.intervals import enough_answers

proportions = st.floats(0, 1)
answers = st.integers(5, 2000)


# Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(x, n, low, high):
    assert [round(end, 4) for end in wilson(x / n, n)] == [low, high]


# Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10: first minus second.
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe(first, second, low, high):
    (x1, n1), (x0, n0) = first, second
    change = newcombe(x0 / n0, n0, x1 / n1, n1)
    assert (round(change.low / 100, 4), round(change.high / 100, 4)) == (low, high)
    assert change.p_value is None


# The method note's list stands on a grid of a quarter of a point and of whole answers, so it
# can differ from the exact threshold by that much: 0.25 + 50/n points.
@pytest.mark.parametrize(
    ("n", "from_half", "from_seventy"),
    [
        (100, 13.5, 11.5),
        (200, 9.7, 8.8),
        (300, 8.0, 7.2),
        (400, 7.0, 6.2),
        (600, 5.7, 5.2),
        (1000, 4.5, 4.0),
    ],
)
def test_the_smallest_rise_that_shows(n, from_half, from_seventy):
    grid = 0.25 + 50 / n
    assert smallest_detectable_share(0.5, n, n).rise_at == pytest.approx(from_half, abs=grid)
    assert smallest_detectable_share(0.7, n, n).rise_at == pytest.approx(from_seventy, abs=grid)


@given(share=st.floats(0.05, 0.95), n0=st.integers(30, 2000), n1=st.integers(30, 2000))
def test_what_just_shows_leaves_out_zero_and_a_little_less_does_not(share, n0, n1):
    found = smallest_detectable_share(share, n0, n1)
    if found.rise_at is not None:
        assert newcombe(share, n0, share + found.rise_at / 100, n1).low > 0
        assert newcombe(share, n0, share + found.rise_at / 100 - 1e-4, n1).low <= 0
    if found.fall_at is not None:
        assert newcombe(share, n0, share - found.fall_at / 100, n1).high < 0
        assert newcombe(share, n0, share - found.fall_at / 100 + 1e-4, n1).high >= 0


def test_from_five_per_cent_of_thirty_no_fall_can_show():
    found = smallest_detectable_share(0.05, 30, 30)
    assert found.fall_at is None
    assert found.rise_at > 0


def test_the_survey_of_bandstolsvagen():
    # 41 % of 65 answers is 30-53 %; of 90 answers the next wave must give at most 26 %.
    assert [round(100 * end) for end in wilson(0.41, 65)] == [30, 53]
    assert 41 - smallest_detectable_share(0.41, 65, 90).fall_at == pytest.approx(26, abs=0.5)


@given(p0=proportions, n0=answers, p1=proportions, n1=answers)
def test_swapping_the_waves_turns_the_difference_round(p0, n0, p1, n1):
    one, other = newcombe(p0, n0, p1, n1), newcombe(p1, n1, p0, n0)
    assert one.estimate == pytest.approx(-other.estimate)
    assert one.low == pytest.approx(-other.high, abs=1e-9)
    assert one.low - 1e-9 <= one.estimate <= one.high + 1e-9
    assert one.low >= -100 - 1e-9
    assert one.high <= 100 + 1e-9


@given(p=proportions, n=answers, more=st.integers(1, 1000))
def test_more_answers_are_never_less_sure(p, n, more):
    low, high = wilson(p, n)
    surer_low, surer_high = wilson(p, n + more)
    assume(0 < p < 1)
    assert surer_high - surer_low < high - low


def test_design_effect_and_finite_population():
    assert effective_n(130, 1.3) == pytest.approx(100)
    # (100/1) * (200 - 1)/(200 - 100) = 199
    assert effective_n(100, 1.0, population=200) == pytest.approx(199)
    assert effective_n(200, 1.0, population=200) == math.inf


@pytest.mark.parametrize(
    ("share", "n", "enough"),
    [
        pytest.param(0.5, 29, False, id="under thirty answers"),
        pytest.param(0.5, 30, True, id="thirty answers"),
        pytest.param(0.04, 100, False, id="four answered yes"),
        pytest.param(0.05, 100, True, id="five answered yes"),
        pytest.param(0.97, 100, False, id="three answered no"),
        pytest.param(0.077, 65, True, id="five of 65, rounded to a tenth of a per cent"),
        pytest.param(0.072, 69, True, id="five of 69, rounded down"),
    ],
)
def test_enough_answers(share, n, enough):
    assert enough_answers(share, n) is enough


def test_the_definition_may_ask_for_more_answers():
    assert not enough_answers(0.5, 99, fewest=100)


@pytest.mark.parametrize(("share", "n"), [(1.2, 10), (-0.1, 10), (0.5, 0), (0.5, math.inf)])
def test_impossible_shares_are_refused(share, n):
    with pytest.raises(ValueError, match="share"):
        wilson(share, n)
