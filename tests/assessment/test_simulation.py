"""The invented series are what they are called."""

import numpy as np
import pytest

from tracker.assessment.simulation import Scenario, invented

SERIES = 4_000


def _invented(scenario, mean=10.0):
    return invented(scenario, mean=mean, series=SERIES, seed=3)


def test_a_seed_gives_the_same_series_again():
    again = [invented(Scenario.DRIFT_0_6, mean=2, series=5, seed=seed) for seed in (1, 1, 2)]
    assert np.array_equal(again[0], again[1])
    assert not np.array_equal(again[0], again[2])


@pytest.mark.parametrize("scenario", Scenario)
def test_the_baseline_has_the_mean_that_is_asked_for(scenario):
    # of 24 * 4,000 months, with at most 2 to 3 times a Poisson's variance
    assert _invented(scenario)[:, :24].mean() == pytest.approx(10, abs=0.15)


@pytest.mark.parametrize(
    ("scenario", "times"),
    [(Scenario.STABLE, 1), (Scenario.VARIANCE_1_5, 1.5), (Scenario.VARIANCE_2, 2)],
)
def test_the_variance_is_so_many_times_the_mean(scenario, times):
    assert _invented(scenario).var() / 10 == pytest.approx(times, rel=0.03)


@pytest.mark.parametrize(
    ("scenario", "before", "after", "times"),
    [
        (Scenario.HALVED_AT_24, 24, 24, 0.5),
        (Scenario.HALVED_AT_48, 48, 48, 0.5),
        (Scenario.LESS_30_AT_48, 48, 48, 0.7),
    ],
)
def test_the_rate_changes_when_it_is_said_to(scenario, before, after, times):
    counts = _invented(scenario)
    assert counts[:, :before].mean() == pytest.approx(10, rel=0.01)
    assert counts[:, after:].mean() == pytest.approx(10 * times, rel=0.01)


def test_a_season_is_forty_per_cent_up_and_down_and_even_over_a_year():
    by_month = _invented(Scenario.SEASON).mean(axis=0).reshape(6, 12)
    assert by_month.max() == pytest.approx(14, abs=0.25)
    assert by_month.min() == pytest.approx(6, abs=0.25)
    assert by_month.mean(axis=1) == pytest.approx(np.full(6, 10), abs=0.1)


# A rate of standard deviation 0.3 adds (0.3 * 10)^2 to the variance of 10, and a month's rate
# goes with the next one's as its memory has it: by about 0.3 or 0.6 of those 9.
@pytest.mark.parametrize(
    ("scenario", "memory"), [(Scenario.DRIFT_0_3, 0.3), (Scenario.DRIFT_0_6, 0.6)]
)
def test_a_rate_that_drifts(scenario, memory):
    counts = _invented(scenario).astype(float)
    assert counts.var() == pytest.approx(10 + 9, rel=0.05)
    deviations = counts - counts.mean()
    assert (deviations[:, 1:] * deviations[:, :-1]).mean() == pytest.approx(9 * memory, rel=0.1)
