"""Rare counts: the band of chance around a known mean, and how long it has been quiet.

A picture, not a test: where under 6.6 are expected not even none at all leaves the band. What is
judged is the rate ratio over whole years.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

import scipy

from tracker.assessment.control.chart import RARE_A_MONTH
from tracker.assessment.counts.windows import FEWEST_MONTHS, months_of, whole_periods
from tracker.assessment.series import IRREGULAR, bounds, broken_between, closed, is_observed
from tracker.model.control import PoissonBand, QuietRun, RareCount, RarePoint, RareSignal
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Series
from tracker.model.periods import Period, PeriodKind, containing, sequence

TAIL: Final = 0.00135  # as far out as three standard deviations of a normal curve
_QUARTERS_BELOW: Final = 2  # events a month


def poisson_limits(mean: float) -> tuple[int, int]:
    """The least and the most events that are no signal where `mean` are expected.

    Fewer have a probability P(X <= y), more have P(X >= y), under 0.00135. Raises ValueError for
    a mean that is negative or not finite.
    """
    if not 0 <= mean < math.inf:
        raise ValueError(f"mean {mean}")
    low = _first(lambda y: scipy.special.pdtr(y, mean) >= TAIL)
    high = _first(lambda y: scipy.special.pdtrc(y, mean) < TAIL)  # P(X > y), so y + 1 is a signal
    return low, high


def rare_count(series: Series, indicator: Indicator, *, reference_date: date) -> RareCount | None:
    """The picture of a count whose baseline mean is under five a month; None for any other.

    None also without twelve months of baseline, for ranges and points, and with a series break
    among the drawn periods. The periods run from the baseline's first to the newest known;
    months are summed to whole quarters where the mean is under two a month. Suppressed values
    count as their bounds, in the mean too: the band is then the widest that they allow, and a
    signal is one at either bound. A season is not taken into account.
    """
    if indicator.measure is not Measure.COUNT or indicator.baseline is None:
        return None
    known = _known(series, indicator, reference_date)
    if not known or max(known).kind in IRREGULAR:
        return None
    kind, last, window = max(known).kind, max(known), indicator.baseline.window
    if broken_between(indicator, window, last):
        return None
    before = [known[p] for p in whole_periods(window, kind) if p in known]
    months = months_of(last) * len(before)
    if round(months, 9) < FEWEST_MONTHS:
        return None
    low, high = (sum(side) / months for side in zip(*before, strict=True))
    if low >= RARE_A_MONTH:
        return None
    in_quarters = kind is PeriodKind.MONTH and low < _QUARTERS_BELOW
    drawn_as = PeriodKind.QUARTER if in_quarters else kind
    span = Period(window.start, last.end, PeriodKind.RANGE)
    drawn = list(sequence(span, drawn_as))
    length = 3.0 if in_quarters else months_of(last)
    band = _band(low * length, high * length)
    return RareCount(
        drawn_as=drawn_as,
        band=band,
        points=tuple(_point(period, known, kind, band) for period in drawn),
        since_last=_quiet(known),
    )


def since_last_event(
    series: Series, indicator: Indicator, *, reference_date: date
) -> QuietRun | None:
    """Whole months without an event up to the newest known period; None without any.

    A gap, a suppressed value that may be zero, or the first value of all ends the run: it has
    been quiet at least so long. None for shares and plain values, and for ranges and points.
    """
    if indicator.measure not in {Measure.COUNT, Measure.RATE}:
        return None
    known = _known(series, indicator, reference_date)
    if not known or max(known).kind in IRREGULAR:
        return None
    return _quiet(known)


# Each known period, with the fewest and the most events that it can hold.
_Known = Mapping[Period, tuple[float, float]]


def _known(series: Series, indicator: Indicator, reference_date: date) -> _Known:
    return {
        o.period: bounds(o, indicator)
        for o in closed(series.observations, reference_date)
        if is_observed(o, indicator.measure)
    }


def _quiet(known: _Known) -> QuietRun:
    through = max(known)
    period, months = through, 0.0
    while known.get(period) == (0, 0):
        months += months_of(period)
        period = containing(period.start - timedelta(days=1), period.kind)
    has_event = period in known and known[period][0] > 0
    return QuietRun(math.floor(round(months, 9)), has_event, through)


def _band(mean_low: float, mean_high: float) -> PoissonBand:
    """The widest band that a mean between the two gives."""
    low, _ = poisson_limits(mean_low)
    _, high = poisson_limits(mean_high)
    return PoissonBand(low, high, mean_low, mean_high)


def _point(drawn: Period, known: _Known, kind: PeriodKind, band: PoissonBand) -> RarePoint:
    parts = [known.get(period) for period in whole_periods(drawn, kind)]
    seen = [part for part in parts if part is not None]
    if not seen or len(seen) < len(parts):
        return RarePoint(drawn, None, None, None)
    low, high = (sum(side) for side in zip(*seen, strict=True))
    signal = None
    if low > band.high:
        signal = RareSignal.HIGH
    elif high < band.low:
        signal = RareSignal.LOW
    return RarePoint(drawn, low, high, signal)


def _first(holds: Callable[[int], bool]) -> int:
    """The least whole number, from 0, from which on `holds`; it must, from some number on."""
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
