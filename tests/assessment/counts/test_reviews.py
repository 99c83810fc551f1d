"""`confirmed`: the same data, read as it stood at the last two closed quarters, sure both times.

At 120 events in 24 months at baseline a year of at most 36 is a fall at the level of a review
(p 0.0069 by the binomial, against 0.0101 for 37), and one of at most 41 at the usual level.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.verdicts import Reason, Word

SEPTEMBER, DECEMBER = date(2024, 9, 30), date(2024, 12, 31)


def _shown(found):
    return tuple(review.shows for review in found.reviews)


def _cuts(found):
    return tuple(review.cut for review in found.reviews)


@pytest.fixture
def since_october(run):
    """Five a month, but for the fifteen months from October 2023 on: the two reviews' windows."""
    return lambda values: run("2017-01", [5] * 81 + list(values))


@pytest.mark.parametrize(
    ("values", "word", "shown"),
    [
        pytest.param([3] * 15, Word.CONFIRMED_PROGRESS, ("fall", "fall"), id="36 and 36"),
        pytest.param([4] + [3] * 14, Word.PROGRESS, (None, "fall"), id="37, then 36"),
        pytest.param([3] * 14 + [4], Word.PROGRESS, ("fall", None), id="36, then 37"),
        pytest.param([5] * 3 + [3] * 12, Word.PROGRESS, (None, "fall"), id="42, then 36"),
        pytest.param([3] * 12 + [5] * 3, Word.NO_CHANGE, ("fall", None), id="36, then 42"),
        pytest.param([5] * 15, Word.NO_CHANGE, (None, None), id="60 and 60"),
        # 88 is a rise at a review (p 0.0085), 87 is not (0.0110)
        pytest.param([8] * 15, Word.CONFIRMED_SETBACK, ("rise", "rise"), id="96 and 96"),
        pytest.param([5] * 3 + [8] * 12, Word.SETBACK, (None, "rise"), id="87, then 96"),
    ],
)
def test_sure_at_two_reviews_on_end(verdict, indicator, since_october, *, values, word, shown):
    found = verdict(since_october(values), indicator())
    assert (found.word, _shown(found)) == (word, shown)
    assert _cuts(found) == (SEPTEMBER, DECEMBER)


def test_it_must_be_a_change_now_too(verdict, indicator, since_october):
    # Sure at both reviews; then January has 30. The reviews stand, the year to January does not.
    months = since_october([3] * 15 + [30])
    found = verdict(months, indicator(), reference_date=date(2025, 1, 31))
    assert (found.word, _shown(found)) == (Word.NO_CHANGE, ("fall", "fall"))


@pytest.mark.parametrize(
    ("months", "lag", "day", "cuts"),
    [
        pytest.param(96, 30, "2024-12-31", ("2024-09-30", "2024-12-31"), id="December is there"),
        pytest.param(95, 30, "2024-12-31", ("2024-06-30", "2024-09-30"), id="December is not yet"),
        pytest.param(95, 30, "2025-01-29", ("2024-06-30", "2024-09-30"), id="and is not due"),
        pytest.param(95, 30, "2025-01-30", ("2024-09-30", "2024-12-31"), id="now it was due"),
        pytest.param(94, 30, "2024-11-15", ("2024-06-30", "2024-09-30"), id="inside a quarter"),
        pytest.param(92, 120, "2024-12-31", ("2024-03-31", "2024-06-30"), id="a long lag"),
        pytest.param(96, 30, "2024-12-30", ("2024-06-30", "2024-09-30"), id="the day before"),
    ],
)
def test_a_quarter_is_reviewed_when_it_came_or_was_due(
    verdict, indicator, run, *, months, lag, day, cuts
):
    rule = indicator(reporting_lag=lag, max_age=400)
    found = verdict(run("2017-01", [5] * months), rule, reference_date=date.fromisoformat(day))
    assert tuple(cut.isoformat() for cut in _cuts(found)) == cuts


@pytest.mark.parametrize(
    ("frequency", "first", "length", "day", "cuts"),
    [
        ("week", "2017V01", 416, "2024-12-31", ("2024-06-30", "2024-09-30")),
        ("week", "2017V01", 417, "2024-12-29", ("2024-06-30", "2024-09-30")),
        ("week", "2017V01", 418, "2025-01-05", ("2024-09-30", "2024-12-31")),
        ("quarter", "2017K1", 32, "2024-12-31", ("2024-09-30", "2024-12-31")),
        ("tertial", "2017T1", 24, "2024-12-31", ("2024-08-31", "2024-12-31")),
        ("half_year", "2017H1", 16, "2024-12-31", ("2024-06-30", "2024-12-31")),
        ("term", "VT2017", 15, "2024-12-31", ("2023-12-31", "2024-06-30")),
        ("school_year", "2016/17", 8, "2024-12-31", ("2023-06-30", "2024-06-30")),
        ("year", "2017", 8, "2024-12-31", ("2023-12-31", "2024-12-31")),
        ("year", "2017", 8, "2025-06-30", ("2023-12-31", "2024-12-31")),
    ],
)
def test_longer_periods_are_reviewed_one_period_apart(
    verdict, indicator, run, *, frequency, first, length, day, cuts
):
    rule = indicator(frequency=frequency, baseline_window="2016-07..2019-06", max_age=400)
    found = verdict(run(first, [60] * length), rule, reference_date=date.fromisoformat(day))
    assert tuple(cut.isoformat() for cut in _cuts(found)) == cuts


@pytest.mark.parametrize(
    ("later", "word", "shown"),
    [
        # 200 in two years; a year of at most 69 is sure (p 0.0086 against 0.0116 for 70)
        ([69, 69], Word.CONFIRMED_PROGRESS, ("fall", "fall")),
        ([70, 69], Word.PROGRESS, (None, "fall")),
        ([100, 50], Word.PROGRESS, (None, "fall")),
    ],
)
def test_a_year_is_one_look_however_many_quarters_see_it(
    verdict, indicator, run, *, later, word, shown
):
    rule = indicator(frequency="year", baseline_window="2017..2018", max_age=500)
    years = run("2017", [100] * 6 + later)
    for day in (date(2024, 12, 31), date(2025, 3, 31), date(2025, 9, 30)):
        found = verdict(years, rule, reference_date=day)
        assert (found.word, _shown(found)) == (word, shown)


@given(st.lists(st.integers(0, 12), min_size=96, max_size=96))
def test_a_review_is_what_was_said_then(verdict, indicator, run, values):
    months = run("2017-01", values)
    found = verdict(months, indicator(), reference_date=date(2024, 12, 31))
    for review in found.reviews:
        then = verdict(months, indicator(), reference_date=review.cut)
        assert review.change == then.change
        assert then.reviews[-1] == review
        sure = then.change.p_value < 0.01
        assert review.shows == (("fall", "rise")[then.change.estimate > 1] if sure else None)


@given(
    st.lists(st.integers(0, 12), min_size=96, max_size=96),
    st.integers(78, 95),
    st.lists(st.integers(0, 40), min_size=96, max_size=96),
)
def test_what_came_later_changes_no_review(verdict, indicator, run, values, kept, others):
    day = run("2017-01", values)[kept - 1].period.end
    known = verdict(run("2017-01", values), indicator(), reference_date=day)
    other = verdict(run("2017-01", values[:kept] + others[kept:]), indicator(), reference_date=day)
    assert known.reviews == other.reviews


class TestWithoutReviews:
    def test_the_earlier_window_reaches_into_the_baseline(self, verdict, indicator, run):
        rule = indicator(baseline_window="2017..2018", window_months=12)
        months = run("2017-01", [10] * 24 + [1] * 12)
        found = verdict(months, rule, reference_date=date(2019, 12, 31))
        assert (found.word, found.reviews) == (Word.PROGRESS, ())

    def test_the_earlier_window_has_gaps(self, verdict, indicator, since_october):
        # three gaps in the year to September, one of them in that to December
        months = [None, None, 1] + [1] * 5 + [None] + [1] * 6
        found = verdict(since_october(months), indicator())
        assert (found.word, found.reviews) == (Word.PROGRESS, ())

    def test_nothing_happened_then(self, verdict, indicator, run):
        found = verdict(run("2017-01", [0] * 93 + [3] * 3), indicator(window_months=12))
        assert (found.reason, found.reviews) == (Reason.CANNOT_SHOW_FALL, ())


class TestHiddenValues:
    def test_both_extremes_must_be_sure(self, verdict, indicator, since_october, hidden):
        months = since_october([3] * 15)
        # 33 and one hidden, from 1 to 4: at the most 37, which is not sure
        found = verdict([*months[:-1], hidden("2024-12", 1, 4)], indicator())
        assert (found.word, found.reason) == (Word.PROGRESS, Reason.HIDDEN_NUMBERS)
        assert _shown(found) == ("fall", None)
        assert found.reviews[1].change is None  # the extremes do not agree
        assert found.reviews[0].change.p_value == pytest.approx(0.0069, abs=5e-5)

    def test_and_then_it_is_confirmed(self, verdict, indicator, since_october, hidden):
        months = since_october([3] * 15)
        found = verdict([*months[:-1], hidden("2024-12", 1, 3)], indicator())
        assert (found.word, found.reason) == (Word.CONFIRMED_PROGRESS, Reason.HIDDEN_NUMBERS)
        assert found.reviews[1].change == found.change
