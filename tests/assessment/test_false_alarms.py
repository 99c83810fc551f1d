"""How often a stable series is called changed, and a halved one found: the note's tables S1, S4.

2,000 seeded series a cell through `assess`, 72 months, baseline the first 24. The published
shares stand on 20,000; the tolerance is three standard errors of ours and theirs.
"""

import math
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from tracker.model.verdicts import Word

SERIES = 2_000
MONTHS = 72


def _share_called(
    words: set[Word], rates: np.ndarray, judged: Callable[[np.ndarray], Word]
) -> float:
    draw = np.random.default_rng(20190611).poisson(rates, (SERIES, MONTHS))
    return sum(judged(values) in words for values in draw) / SERIES


def _tolerance(share: float) -> float:
    return 3 * math.sqrt(share * (1 - share) * (1 / SERIES + 1 / 20_000))


@pytest.fixture
def judge(verdict, indicator, run):
    def judge(window_months):
        rule = indicator(window_months=window_months)
        day = date(2022, 12, 31)
        return lambda values: (
            verdict(run("2017-01", values.astype(float)), rule, reference_date=day).word
        )

    return judge


@pytest.mark.parametrize(
    ("mean", "window_months", "published"),
    [(0.5, 24, 0.023), (3, 12, 0.026), (10, 12, 0.032)],
    ids=["0.5 a month, 24 v 24", "3 a month, 12 v 24", "10 a month, 12 v 24"],
)
def test_a_stable_series_is_seldom_called_changed(judge, mean, window_months, published):
    changed = {Word.PROGRESS, Word.SETBACK}
    found = _share_called(changed, np.full(MONTHS, mean), judge(window_months))
    assert found == pytest.approx(published, abs=_tolerance(published))
    assert found <= 0.053


def test_a_halving_two_years_ago_is_found(judge):
    rates = np.where(np.arange(MONTHS) < 48, 3.0, 1.5)
    published = 0.896
    found = _share_called({Word.PROGRESS}, rates, judge(24))
    assert found == pytest.approx(published, abs=_tolerance(published))
