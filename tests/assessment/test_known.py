"""What counts of many series, against what counts of each observation."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.known import known_at
from tracker.assessment.series import closed, is_observed
from tracker.model.definitions import Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import parse_period

numbers = st.one_of(
    st.none(),
    st.sampled_from([math.nan, math.inf, -math.inf, -1.0, 0.0, 1e-320, 100.0, 100.1, 1e12, 2e12]),
    st.floats(0, 150),
)
observations = st.builds(
    Observation,
    period=st.sampled_from([parse_period(f"2024-{month:02d}") for month in range(1, 13)]),
    status=st.sampled_from(Status),
    value=numbers,
    denominator=numbers,
)
MIDSUMMER = date(2024, 6, 30)


@pytest.fixture(scope="session")
def read(indicator):
    rules = {m: indicator(measure=m, per=10 if m is Measure.RATE else None) for m in Measure}

    def read(measure, *runs, day=MIDSUMMER):
        every = [Series("handelser", "gottsunda", tuple(run)) for run in runs]
        return known_at(every, [rules[measure]] * len(every), reference_date=day)

    return read


@given(measure=st.sampled_from(Measure), run=st.lists(observations, max_size=12))
def test_an_observation_is_known_in_a_column_as_it_is_alone(read, measure, run):
    alone = [o for o in closed(run, MIDSUMMER) if is_observed(o, measure)]
    last_of_each = {o.period: o for o in alone}
    assert list(read(measure, run).entries) == [last_of_each[p] for p in sorted(last_of_each)]


@given(st.lists(st.lists(observations, max_size=6), max_size=5))
def test_series_stand_one_after_another(read, runs):
    together = read(Measure.COUNT, *runs)
    for row, run in enumerate(runs):
        assert list(together.of(row)) == list(read(Measure.COUNT, run).entries)


def test_some_of_the_series(read, run):
    months = run("2024-01", [1, 2]), run("2024-01", [3]), run("2024-02", [4, 5])
    some = read(Measure.COUNT, *months).taken(np.array([0, 2]))
    assert [o.value for o in some.entries] == [1, 2, 4, 5]
    assert some.row.tolist() == [0, 0, 1, 1]
    assert [o.value for o in some.of(1)] == [4, 5]


def test_a_hidden_value_is_its_bounds(read, run, hidden):
    low, high = read(Measure.COUNT, [*run("2024-01", [7]), hidden("2024-02", 2, 3)]).low_and_high()
    assert (low.tolist(), high.tolist()) == ([7, 2], [7, 3])
