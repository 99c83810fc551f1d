"""Less knowledge never makes a verdict surer, and hidden values never hide the truth."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.model.verdicts import Reason, Word

NOT_COVERED = {
    Reason.NO_SERIES,
    Reason.BASELINE_EMPTY,
    Reason.BASELINE_SHORT,
    Reason.WINDOW_EMPTY,
    Reason.WINDOW_GAPS,
}
FALLS = {Word.PROGRESS, Word.CONFIRMED_PROGRESS}
RISES = {Word.SETBACK, Word.CONFIRMED_SETBACK}

some = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 12))


# With a window of fixed length. Without the newest value the window may end earlier, and with
# fewer events it may be longer: then another time is asked about, which may be better known.
@given(
    values=st.lists(some, min_size=96, max_size=96),
    lost=st.integers(0, 94),
    season=st.booleans(),
)
def test_what_is_lost_covers_nothing(verdict, indicator, run, *, values, lost, season):
    rule = indicator(window_months=12, max_age=9999, season=season)
    values[95] = 3
    before = verdict(run("2017-01", values), rule)
    assume(before.reason in NOT_COVERED)
    values[lost] = None
    assert verdict(run("2017-01", values), rule).reason in NOT_COVERED


@pytest.fixture(scope="session")
def covered(run, hidden):
    """A series with some of its months behind bounds that the truth lies within."""

    def covered(values, bounds):
        months = list(run("2017-01", values))
        for place, (below, above) in bounds.items():
            true = values[place]
            code = months[place].period.code
            months[place] = hidden(code, float(max(0, true - below)), float(true + above))
        return months

    return covered


hidden_places = st.dictionaries(
    st.one_of(st.integers(0, 23), st.integers(81, 95)),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    max_size=10,
)
true_values = st.tuples(
    st.lists(st.integers(0, 12), min_size=84, max_size=84),
    st.one_of(
        st.lists(st.integers(0, 4), min_size=12, max_size=12),
        st.lists(st.integers(8, 24), min_size=12, max_size=12),
    ),
).map(lambda parts: parts[0] + parts[1])


@given(values=true_values, places=hidden_places)
def test_the_truth_lies_within_what_is_said_of_hidden_values(
    verdict, indicator, run, covered, *, values, places
):
    rule = indicator(window_months=12)
    found = verdict(covered(values, places), rule)
    truth = verdict(run("2017-01", values), rule)
    if found.change is not None:
        assert found.change.low <= truth.change.estimate <= found.change.high
    if found.word in FALLS:
        assert truth.word not in RISES
    if found.word in RISES:
        assert truth.word not in FALLS


# Values in between may vary more than those at either extreme, and then the truth is less sure
# than was said; where they do not, it agrees.
@given(values=true_values, places=hidden_places)
def test_the_truth_agrees_unless_it_varies_more(
    verdict, indicator, run, covered, *, values, places
):
    rule = indicator(window_months=12)
    found = verdict(covered(values, places), rule)
    truth = verdict(run("2017-01", values), rule)
    assume(found.word in FALLS | RISES)
    assume(truth.overdispersion <= found.overdispersion)
    assert (truth.word in FALLS) == (found.word in FALLS)
    assert (truth.word in RISES) == (found.word in RISES)


@given(values=true_values, places=hidden_places, more=hidden_places)
def test_hiding_more_opens_no_answer(verdict, indicator, covered, *, values, places, more):
    rule = indicator(window_months=12)
    fewer = verdict(covered(values, places), rule)
    assume(fewer.reason is Reason.HIDDEN_NUMBERS)
    assume(fewer.change is not None)
    found = verdict(covered(values, {**more, **places}), rule)
    if found.change is not None:
        assert found.change.low <= fewer.change.estimate <= found.change.high


def test_a_hidden_value_that_is_known_after_all_is_a_value(verdict, indicator, covered, run):
    values = [5] * 84 + [2] * 12
    exact = verdict(covered(values, {95: (0, 0), 3: (0, 0)}), indicator())
    assert exact == verdict(run("2017-01", values), indicator())
