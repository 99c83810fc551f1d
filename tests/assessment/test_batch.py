"""Many series judged at once get, to the last digit, what each gets alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.assessment import assess
from tracker.assessment import verdict as verdict_module
from tracker.assessment.verdict import Case, assess_all
from tracker.model.definitions import Freshness
from tracker.model.observations import Series

DAYS = st.sampled_from([date(2024, 12, 31), date(2023, 8, 15), date(2019, 1, 31)])
BREAK = ({"at": "2022-03-01", "reason": {"sv": "Ny lag.", "en": "New law."}},)

values = st.lists(
    st.one_of(st.none(), st.integers(0, 30), st.floats(0, 30)), min_size=96, max_size=96
)


@pytest.fixture(scope="session")
def bag(indicator, share, run, wave, hidden):
    """Makes cases of every kind from one list of monthly values."""

    def bag(months):
        coarse = [None if v is None else 12 * v for v in months]
        some_hidden = [
            hidden(o.period.code, 1, 4, denominator=1000.0) if v == 4 else o
            for o, v in zip(run("2017-01", months, denominator=1200.5), months, strict=True)
        ]
        survey = [wave(str(2017 + n), v, 400) for n, v in enumerate(months[:8]) if v is not None]
        rate = indicator(measure="rate", per=1000)
        yearly = {"frequency": "year", "max_age": 900}
        return [
            (run("2017-01", months), indicator()),
            (run("2017-01", months), indicator(season=True, window_months=24)),
            (run("2017-01", months), indicator(breaks=BREAK, direction="depends")),
            (run("2017-01", months), indicator(baseline=None)),
            (run("2017-01", months), indicator(measure="value")),
            (run("2017-01", months), indicator(kind="context")),
            (some_hidden, indicator()),
            (some_hidden, rate),
            (run("2017-01", months, denominator=980.25), rate),
            (run("2017V01", months), indicator(frequency="week", max_age=3000)),
            (run("2017K1", coarse[:32]), indicator(frequency="quarter")),
            (run("2017T1", coarse[:24]), indicator(frequency="month", open_period="tertial")),
            (run("2017", coarse[:8]), indicator(**yearly)),
            (survey, share()),
            (survey, share(deff=1.4, baseline_window="2017..2018")),
            (survey, share(panel=True)),
            ([], indicator()),
        ]

    return bag


@settings(max_examples=40)
@given(months=values, others=values, order=st.randoms(use_true_random=False), day=DAYS)
def test_together_as_alone(bag, months, others, order, day):
    cases = [
        Case(Series(rule.id, "gottsunda", tuple(observations)), rule, None)
        for observations, rule in [*bag(months), *bag(others)]
    ]
    order.shuffle(cases)
    alone = [
        assess(c.series, c.indicator, reference_date=day, phase=c.phase, freshness=Freshness())
        for c in cases
    ]
    assert assess_all(cases, reference_date=day, freshness=Freshness()) == alone


def test_the_number_taken_at_once_changes_nothing(bag, monkeypatch):
    cases = [
        Case(Series(rule.id, "gottsunda", tuple(observations)), rule, 1)
        for observations, rule in bag([5, 3, None, 4, 8, 0] * 16)
    ]

    def judged():
        return assess_all(cases, reference_date=date(2024, 12, 31), freshness=Freshness())

    whole = judged()
    assert len({found.word for found in whole}) > 4
    monkeypatch.setattr(verdict_module, "_AT_ONCE", 3)
    assert judged() == whole


def test_no_series_no_verdicts():
    assert assess_all([], reference_date=date(2024, 12, 31), freshness=Freshness()) == []
