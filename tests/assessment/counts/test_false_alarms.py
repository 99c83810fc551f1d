"""How often chance is called a change, and a change found: the method note's tables S1-S4.

2,000 seeded series a cell, 72 months, baseline the first 24, judged by the code that judges all
others. The published shares stand on 20,000 and are rounded to a tenth of a per cent; the
tolerance is four standard errors of ours and theirs.
"""

import math
from datetime import date
from functools import cache

import pytest

from tracker.assessment.simulation import Scenario, invented, simulate
from tracker.assessment.verdict import Case, assess_all
from tracker.model.definitions import Freshness
from tracker.model.observations import Series
from tracker.model.verdicts import Word

SERIES = 2_000
STABLE, SEASON = Scenario.STABLE, Scenario.SEASON
HALVED, LESS_30 = Scenario.HALVED_AT_48, Scenario.LESS_30_AT_48


@cache
def _simulated(scenario, mean, window_months):
    return simulate(scenario, mean=mean, series=SERIES, seed=2019, window_months=window_months)


def _tolerance(share):
    share = max(share, 0.001)
    return 0.0005 + 4 * math.sqrt(share * (1 - share) * (1 / SERIES + 1 / 20_000))


@pytest.mark.parametrize(
    ("table", "scenario", "window_months", "answer", "published"),
    [
        ("S1", STABLE, 12, "change", {0.5: 2.0, 3: 2.6, 20: 3.1}),
        ("S1", STABLE, 24, "change", {0.5: 2.3, 3: 3.0, 20: 3.4}),
        ("S1", STABLE, 12, "confirmed", {0.5: 0.1, 3: 0.2, 20: 0.3}),
        ("S2", STABLE, 12, "ever_change", {0.5: 12.5, 3: 18.3, 20: 20.7}),
        ("S2", STABLE, 12, "ever_confirmed", {0.5: 0.8, 3: 1.3, 20: 1.5}),
        ("S2", Scenario.VARIANCE_2, 12, "ever_confirmed", {0.5: 1.5, 3: 2.1, 20: 2.5}),
        ("S3", Scenario.VARIANCE_1_5, 12, "change", {0.5: 2.5, 3: 3.7, 20: 4.2}),
        ("S3", Scenario.VARIANCE_2, 12, "change", {0.5: 2.7, 3: 3.4, 20: 4.2}),
        ("S3", SEASON, 12, "change", {0.5: 1.5, 3: 1.3, 20: 0.0}),
        ("S3", Scenario.DRIFT_0_3, 12, "change", {0.5: 2.2, 3: 4.4, 20: 7.7}),
        ("S3", Scenario.DRIFT_0_6, 12, "change", {0.5: 2.6, 3: 7.5, 20: 15.3}),
        ("S4", HALVED, 12, "change", {0.5: 8.0, 3: 70.3, 20: 100}),
        ("S4", HALVED, 24, "change", {0.5: 17.3, 3: 89.6, 20: 100}),
        ("S4", HALVED, 12, "confirmed", {0.5: 0.9, 3: 35.3, 20: 100}),
        ("S4", HALVED, 24, "confirmed", {0.5: 3.1, 3: 46.4, 20: 99.6}),
        ("S4", LESS_30, 12, "change", {0.5: 3.5, 3: 24.5, 20: 96.8}),
        ("S4", Scenario.HALVED_AT_24, 24, "change", {0.5: 17.3, 3: 88.9, 20: 100}),
        ("S4", Scenario.HALVED_AT_24, 24, "confirmed", {0.5: 4.3, 3: 67.8, 20: 100}),
        ("S4", Scenario.HALVED_AT_24, 12, "ever_confirmed", {0.5: 4.8, 3: 75.6, 20: 100}),
    ],
)
def test_as_published(*, table, scenario, window_months, answer, published):
    for mean, per_cent in published.items():
        found = getattr(_simulated(scenario, mean, window_months), answer)
        assert found == pytest.approx(per_cent / 100, abs=_tolerance(per_cent / 100)), (table, mean)


@pytest.mark.parametrize("scenario", [STABLE, Scenario.VARIANCE_1_5, Scenario.VARIANCE_2, SEASON])
@pytest.mark.parametrize("window_months", [12, 24])
def test_at_most_one_in_twenty_by_chance(scenario, window_months):
    for mean in (0.5, 3, 20):
        assert _simulated(scenario, mean, window_months).change <= 0.053


def test_a_halving_is_never_called_a_rise():
    for mean in (0.5, 3, 20):
        assert _simulated(HALVED, mean, 24).rise <= 0.001


@pytest.mark.parametrize("scenario", [STABLE, HALVED, Scenario.DRIFT_0_6])
@pytest.mark.parametrize("window_months", [12, 24])
def test_what_is_simulated_is_what_judges(indicator, run, *, scenario, window_months):
    counts = invented(scenario, mean=2, series=100, seed=7)
    rule = indicator(window_months=window_months)
    cases = [
        Case(Series(rule.id, "gottsunda", run("2017-01", months)), rule, None)
        for months in counts.tolist()
    ]
    verdicts = assess_all(cases, reference_date=date(2022, 12, 31), freshness=Freshness())
    words = [verdict.word for verdict in verdicts]
    sure = words.count(Word.CONFIRMED_PROGRESS) + words.count(Word.CONFIRMED_SETBACK)
    changed = sure + words.count(Word.PROGRESS) + words.count(Word.SETBACK)
    found = simulate(scenario, mean=2, series=100, seed=7, window_months=window_months)
    assert (found.change, found.confirmed) == (changed / 100, sure / 100)
    rises = words.count(Word.SETBACK) + words.count(Word.CONFIRMED_SETBACK)
    assert found.rise == rises / 100
