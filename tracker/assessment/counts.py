"""Two counts compared, as numbers only: no series, no periods, no words.

The exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940; R's `poisson.test`)
with a central p-value, so that the p-value and the interval never disagree, and with the counts
divided by an overdispersion phi. The binomial tails are written as incomplete beta functions,
which hold for the non-integers that the division gives.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from scipy import special

from tracker.model.verdicts import Change, Detectable

ALPHA: Final = 0.05


def rate_ratio(
    x0: float, t0: float, x1: float, t1: float, phi: float = 1.0, *, alpha: float = ALPHA
) -> Change | None:
    """The rate x1/t1 against the rate x0/t0, with the central p-value and a 1 - alpha interval.

    x0, x1   events in the baseline and in the window
    t0, t1   exposure: months, or population times months; any unit, the same in both
    phi      overdispersion, at least 1

    Both counts zero: None, there is nothing to test. Only x0 zero: the ratio and the upper end
    of the interval are infinite. Raises ValueError for an impossible argument.
    """
    _check(x0, t0, t1, phi)
    _check(x1, t0, t1, phi)
    if x0 == 0 and x1 == 0:
        return None
    before, after, expected_share = x0 / phi, x1 / phi, t1 / (t0 + t1)
    less = _at_most(before, after, expected_share)
    greater = _at_least(before, after, expected_share)
    return Change(
        estimate=(x1 / t1) / (x0 / t0) if x0 else math.inf,
        low=_odds(after, before + 1, alpha / 2) * t0 / t1 if x1 else 0.0,
        high=_odds(after + 1, before, 1 - alpha / 2) * t0 / t1 if x0 else math.inf,
        p_value=min(1.0, 2 * min(less, greater)),
    )


def can_show_a_fall(
    x0: float, t0: float, t1: float, phi: float = 1.0, *, alpha: float = ALPHA
) -> bool:
    """Whether even a window without an event would be a detectable fall (minimum information)."""
    _check(x0, t0, t1, phi)
    return x0 > 0 and 2 * _at_most(x0 / phi, 0, t1 / (t0 + t1)) < alpha


def smallest_detectable(
    x0: float,
    t0: float,
    t1: float,
    phi: float = 1.0,
    *,
    baseline_months: float | None = None,
    alpha: float = ALPHA,
) -> Detectable:
    """How few or how many events in the window would show as a change at level alpha.

    baseline_months   observed months of the baseline when t0 is another exposure; None: t0 is
                      in months already
    """
    _check(x0, t0, t1, phi)
    share = t1 / (t0 + t1)
    before = x0 / phi

    def falls(events: int) -> bool:
        return x0 > 0 and 2 * _at_most(before, events / phi, share) < alpha

    def rises(events: int) -> bool:
        return 2 * _at_least(before, events / phi, share) < alpha

    fall_at = None
    if falls(0):
        fall_at = _first(lambda events: not falls(events)) - 1
    months = t0 if baseline_months is None else baseline_months
    return Detectable(fall_at, _first(rises), quiet_months(x0, months, phi, alpha=alpha))


def quiet_months(x0: float, t0: float, phi: float = 1.0, *, alpha: float = ALPHA) -> float | None:
    """Months without an event that would show as a fall from x0 events in t0 months.

    None where no wait would be long enough: no event at baseline, or a number beyond reckoning.
    """
    if x0 <= 0:
        return None
    growth = math.log(2 / alpha) * phi / x0
    return t0 * math.expm1(growth) if growth < math.log(1e12) else None


def overdispersion(
    baseline: Sequence[float | None],
    window: Sequence[float | None],
    *,
    periods_a_quarter: int | None = 3,
) -> float:
    """Phi: how much more the counts vary inside the two windows than chance would have it.

    The largest of 1, Pearson's statistic per degree of freedom over the periods, and the same
    over sums of quarters.

    baseline, window     one count a period in order, at equal exposure; None where not observed
    periods_a_quarter    3 for months, 13 for weeks; None where the periods are quarters or longer
    """
    sides = (baseline, window)
    phi = max(1.0, _pearson([y for y in side if y is not None] for side in sides))
    if periods_a_quarter is None:
        return phi
    return max(phi, _pearson(_quarters(side, periods_a_quarter) for side in sides))


def at_equal_exposure(
    counts: Sequence[float | None], exposures: Sequence[float | None]
) -> list[float | None]:
    """Counts scaled to what the mean exposure of their window would have given (for phi)."""
    seen = [e for y, e in zip(counts, exposures, strict=True) if y is not None and e is not None]
    if not seen:
        return [None] * len(counts)
    mean = sum(seen) / len(seen)
    return [
        None if y is None or e is None else y / e * mean
        for y, e in zip(counts, exposures, strict=True)
    ]


def garwood(events: float, exposure: float = 1.0, *, alpha: float = ALPHA) -> tuple[float, float]:
    """The exact interval of one Poisson rate, per unit of exposure (Garwood 1936)."""
    _check(events, exposure, exposure, 1)
    low = float(special.gammaincinv(events, alpha / 2)) if events else 0.0
    return low / exposure, float(special.gammaincinv(events + 1, 1 - alpha / 2)) / exposure


def _check(events: float, t0: float, t1: float, phi: float) -> None:
    valid = all(math.isfinite(value) for value in (events, t0, t1, phi))
    if not valid or events < 0 or t0 <= 0 or t1 <= 0 or phi < 1:
        raise ValueError(f"events {events}, exposures {t0} and {t1}, phi {phi}")


def _at_most(x0: float, x1: float, share: float) -> float:
    """P(X1 <= x1) given x0 + x1 events in all, each in the window with probability `share`."""
    return float(special.betaincc(x1 + 1, x0, share)) if x0 else 1.0


def _at_least(x0: float, x1: float, share: float) -> float:
    """P(X1 >= x1), likewise."""
    return float(special.betainc(x1, x0 + 1, share)) if x1 else 1.0


def _odds(a: float, b: float, quantile: float) -> float:
    """Q / (1 - q) of a Beta(a, b) quantile, both taken direct so that neither end cancels."""
    below = float(special.betaincinv(a, b, quantile))
    above = float(special.betainccinv(b, a, quantile))
    return below / above if above else math.inf


def _first(holds: Callable[[int], bool]) -> int:
    """The least whole number from which on `holds`; it must, from some number on."""
    above = 1
    while not holds(above):
        above *= 2
    below = -1
    while above - below > 1:
        middle = (below + above) // 2
        if holds(middle):
            above = middle
        else:
            below = middle
    return above


def _pearson(windows: Iterable[Sequence[float]]) -> float:
    """Sum of (y - mean)^2 / mean over windows, per degree of freedom; 0 where there is none."""
    statistic, freedom = 0.0, 0
    for counts in windows:
        mean = sum(counts) / len(counts) if counts else 0.0
        if mean > 0:
            statistic += sum((y - mean) ** 2 for y in counts) / mean
            freedom += len(counts) - 1
    return statistic / freedom if freedom else 0.0


def _quarters(side: Sequence[float | None], periods: int) -> list[float]:
    """Sums of whole quarters counted from the window's start; one with a gap is left out."""
    blocks = (side[i : i + periods] for i in range(0, len(side) - periods + 1, periods))
    whole = ([y for y in block if y is not None] for block in blocks)
    return [sum(block) for block in whole if len(block) == periods]
