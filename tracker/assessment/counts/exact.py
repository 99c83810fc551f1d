"""Two counts compared, one pair at a time: `rates` and `dispersion` hold the formulas."""

import math
from collections.abc import Sequence

import numpy as np
import scipy

from tracker.assessment.arrays.matrix import Array
from tracker.assessment.counts import dispersion, rates
from tracker.assessment.counts.rates import ALPHA
from tracker.model.verdicts import Change, Detectable

__all__ = [
    "ALPHA",
    "at_equal_exposure",
    "can_show_a_fall",
    "garwood",
    "overdispersion",
    "quiet_months",
    "rate_ratio",
    "smallest_detectable",
]


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
    pair = _one(x0), _one(t0), _one(x1), _one(t1)
    low, high = rates.intervals(*pair, _one(phi), alpha=alpha)
    return Change(
        estimate=rates.ratios(*pair).item(),
        low=low.item(),
        high=high.item(),
        p_value=rates.p_values(*pair, _one(phi)).item(),
    )


def can_show_a_fall(
    x0: float, t0: float, t1: float, phi: float = 1.0, *, alpha: float = ALPHA
) -> bool:
    """Whether even a window without an event would be a detectable fall (minimum information).

    Raises ValueError for an impossible argument.
    """
    _check(x0, t0, t1, phi)
    none = _one(0)
    shows = rates.shows_a_fall(_one(x0), _one(t0), none, _one(t1), _one(phi), alpha=alpha)
    return bool(shows[0])


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

    Raises ValueError for an impossible argument.
    """
    _check(x0, t0, t1, phi)
    given = _one(x0), _one(t0), _one(t1), _one(phi)
    months = t0 if baseline_months is None else baseline_months
    return Detectable(
        fall_at=_or_none(rates.fall_at(*given, alpha=alpha)),
        rise_at=_or_none(rates.rise_at(*given, alpha=alpha)),
        quiet_months=quiet_months(x0, months, phi, alpha=alpha),
    )


def quiet_months(x0: float, t0: float, phi: float = 1.0, *, alpha: float = ALPHA) -> float | None:
    """Months without an event that would show as a fall from x0 events in t0 months.

    None where no wait would be long enough: no event at baseline, or a number beyond reckoning.
    """
    return _or_none(rates.quiet_months(_one(x0), _one(t0), _one(phi), alpha=alpha))


def overdispersion(
    baseline: Sequence[float | None],
    window: Sequence[float | None],
    *,
    periods_a_quarter: int | None = 3,
) -> float:
    """Phi: how much more the counts vary inside the two windows than chance would have it.

    baseline, window     one count a period in order, at equal exposure; None where not observed
    periods_a_quarter    3 for months, 13 for weeks; None where the periods are quarters or longer
    """
    windows = _row(baseline), _row(window)
    return dispersion.overdispersions(windows, periods_a_quarter=periods_a_quarter).item()


def at_equal_exposure(
    counts: Sequence[float | None], exposures: Sequence[float | None]
) -> list[float | None]:
    """Counts scaled to what the mean exposure of their window would have given (for phi)."""
    events, exposed = _row(counts), _row(exposures)
    scaled = dispersion.at_equal_exposure(events, np.where(np.isnan(events), np.nan, exposed))
    return [None if math.isnan(count) else count for count in scaled[0].tolist()]


def garwood(events: float, exposure: float = 1.0, *, alpha: float = ALPHA) -> tuple[float, float]:
    """The exact interval of one Poisson rate, per unit of exposure (Garwood 1936).

    Raises ValueError for an impossible argument.
    """
    _check(events, exposure, exposure, 1)
    low = float(scipy.special.gammaincinv(events, alpha / 2)) if events else 0.0
    return low / exposure, float(scipy.special.gammaincinv(events + 1, 1 - alpha / 2)) / exposure


def _check(events: float, t0: float, t1: float, phi: float) -> None:
    valid = all(math.isfinite(value) for value in (events, t0, t1, phi))
    if not valid or events < 0 or t0 <= 0 or t1 <= 0 or phi < 1:
        raise ValueError(f"events {events}, exposures {t0} and {t1}, phi {phi}")


def _one(number: float) -> Array:
    return np.array([number], dtype=np.float64)


def _row(values: Sequence[float | None]) -> Array:
    return np.array([list(values)], dtype=np.float64)


def _or_none(number: Array) -> float | None:
    value = number.item()
    return None if math.isnan(value) else value
