"""How often chance alone is called a change, and a real change found: invented series, judged.

The series are judged by `looks`, as all others are; only their way there is shorter, since
nothing is missing or hidden in them. A test holds the two ways together.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.matrix import Array, Mask
from tracker.assessment.arrays.outcome import Outcome, Outcomes, confirmed
from tracker.assessment.counts.looks import Look, look
from tracker.assessment.counts.sides import Side
from tracker.model.periods import PeriodKind

MEANS: Final = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
FIRST_LOOK: Final = 36  # months
_BETWEEN_LOOKS: Final = 3
_DRIFT: Final = 0.3  # standard deviation of a drifting rate, as a share of it
_SEASON: Final = 0.4


class Scenario(StrEnum):
    """What the events of a month are drawn from."""

    STABLE = "stable"
    VARIANCE_1_5 = "variance_1_5"  # times the mean
    VARIANCE_2 = "variance_2"
    SEASON = "season"  # 40 % up in summer, 40 % down in winter
    DRIFT_0_3 = "drift_0_3"  # the rate itself wanders, each month much like the last
    DRIFT_0_6 = "drift_0_6"
    HALVED_AT_24 = "halved_at_24"  # months
    HALVED_AT_48 = "halved_at_48"
    LESS_30_AT_48 = "less_30_at_48"  # 30 % fewer


@dataclass(frozen=True)
class AlarmRates:
    """Shares of the series, 0-1.

    change, confirmed            called so at the last month, whichever way
    rise                         called a rise at the last month: the wrong way, after a fall
    ever_change, ever_confirmed  called so at one quarterly look or more, from month 36 on
    """

    change: float
    confirmed: float
    rise: float
    ever_change: float
    ever_confirmed: float


def simulate(
    scenario: Scenario,
    *,
    mean: float,
    series: int,
    seed: int,
    window_months: int,
    months: int = 72,
    baseline_months: int = 24,
) -> AlarmRates:
    """Judge `series` invented series of monthly counts at every quarter, and count the answers.

    mean            events a month at baseline
    window_months   how many months are compared with the baseline
    months          the last look's, counted from the first month; a number of whole quarters
    """
    counts = invented(scenario, mean=mean, series=series, seed=seed, months=months)
    before = _side(counts[:, :baseline_months])
    said = [
        _said(before, counts[:, :month], window_months)
        for month in range(FIRST_LOOK, months + 1, _BETWEEN_LOOKS)
        if month - window_months >= baseline_months
    ]
    changed = [_is_change(now) for now, _ in said]
    sure = [np.zeros(series, dtype=np.bool_)] + [
        confirmed(now, [sure_before, sure_now])
        for (_, sure_before), (now, sure_now) in pairwise(said)
    ]
    return AlarmRates(
        change=float(np.mean(changed[-1])),
        confirmed=float(np.mean(sure[-1])),
        rise=float(np.mean(said[-1][0] == Outcome.RISE)),
        ever_change=float(np.mean(np.any(changed, axis=0))),
        ever_confirmed=float(np.mean(np.any(sure, axis=0))),
    )


def invented(
    scenario: Scenario, *, mean: float, series: int, seed: int, months: int = 72
) -> NDArray[np.int64]:
    """Monthly counts, a row a series; the same for the same seed."""
    chance = np.random.default_rng([seed, list(Scenario).index(scenario), round(1000 * mean)])
    shape = series, months
    match scenario:
        case Scenario.VARIANCE_1_5:
            return _overdispersed(chance, mean, shape, times=1.5)
        case Scenario.VARIANCE_2:
            return _overdispersed(chance, mean, shape, times=2.0)
        case Scenario.DRIFT_0_3:
            return chance.poisson(mean * _drift(chance, shape, memory=0.3))
        case Scenario.DRIFT_0_6:
            return chance.poisson(mean * _drift(chance, shape, memory=0.6))
        case _:
            return chance.poisson(mean * _course(scenario, np.arange(months)), shape)


def _said(before: Side, so_far: NDArray[np.int64], window_months: int) -> tuple[Outcomes, Outcomes]:
    """What a look at the end of these months says, and which way it is sure of."""
    found: Look = look(before, _side(so_far[:, -window_months:]))
    return found.outcome(), found.sure_way()


def _is_change(outcomes: Outcomes) -> Mask:
    changed: Mask = (outcomes == Outcome.FALL) | (outcomes == Outcome.RISE)
    return changed


def _side(counts: NDArray[np.int64]) -> Side:
    rows, months = counts.shape
    events = counts.astype(np.float64)
    first, periods = np.zeros(rows, dtype=np.int64), np.full(rows, months)
    return Side(PeriodKind.MONTH, first, periods, events, events, np.ones_like(events))


def _course(scenario: Scenario, month: NDArray[np.int64]) -> Array:
    """The rate of each month against that of the baseline, where it goes by the calendar."""
    match scenario:
        case Scenario.SEASON:
            return 1 + _SEASON * np.sin(2 * np.pi * month / 12)
        case Scenario.HALVED_AT_24:
            return np.where(month < 24, 1.0, 0.5)
        case Scenario.HALVED_AT_48:
            return np.where(month < 48, 1.0, 0.5)
        case Scenario.LESS_30_AT_48:
            return np.where(month < 48, 1.0, 0.7)
        case _:
            return np.ones(len(month))


def _overdispersed(
    chance: np.random.Generator, mean: float, shape: tuple[int, int], *, times: float
) -> NDArray[np.int64]:
    """Negative binomial counts with a variance of `times` the mean."""
    return chance.negative_binomial(mean / (times - 1), 1 / times, shape)


def _drift(chance: np.random.Generator, shape: tuple[int, int], *, memory: float) -> Array:
    """A rate that wanders about 1: the logarithm of it is autoregressive, and stationary."""
    series, months = shape
    spread = np.sqrt(np.log1p(_DRIFT**2))
    state = chance.normal(0, 1, series)
    wander = np.empty(shape)
    for month in range(months):
        wander[:, month] = state
        state = memory * state + np.sqrt(1 - memory**2) * chance.normal(0, 1, series)
    rates: Array = np.exp(spread * wander - spread**2 / 2)
    return rates
