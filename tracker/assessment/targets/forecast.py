"""How likely a target is to be met if nothing changes. Never what will happen."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Final

import scipy

from tracker.assessment.counts.tally import ending_with, tally
from tracker.assessment.counts.windows import months_of
from tracker.assessment.targets.levels import Measured, shown_scale
from tracker.model.definitions import Direction, Indicator, Measure
from tracker.model.observations import Observation
from tracker.model.periods import Period, containing
from tracker.model.targets import Forecast

_ROUNDING: Final = 1e-9


def chance_of_at_most(
    events: int, x1: float, t1: float, t_future: float, phi: float = 1.0
) -> float:
    """P(X <= events) of the events to come, if the rate of the newest window continues.

    X is negative binomial with size x1 + 1/2 and probability t1 / (t1 + t_future): the rate is
    as uncertain as x1 events in t1 leave it (Jeffreys' prior).

    x1, t1     events and exposure of the newest window, both divided by `phi`
    t_future   exposure to come, in the unit of t1

    Raises ValueError for an impossible argument.
    """
    if not (0 <= x1 < math.inf and 0 < t1 < math.inf and 0 < t_future < math.inf and phi >= 1):
        raise ValueError(f"{x1} events in {t1}, {t_future} to come, phi {phi}")
    if events < 0:
        return 0.0
    window = t1 / phi
    return float(scipy.special.betainc(x1 / phi + 0.5, events + 1, window / (window + t_future)))


def forecast(
    newest: Measured,
    known: Mapping[Period, Observation],
    indicator: Indicator,
    *,
    value: float,
    by: date,
    direction: Direction,
) -> Forecast | None:
    """Whether the window that ends at the target's date will meet it, if nothing changes.

    newest   the newest window of a count or a rate
    value    the target in shown units

    What that window already holds is counted; the rest is still to come. A rate's population is
    taken to stay as large as it is. None where nothing is still to come, or hidden values leave
    it open what has come.
    """
    now = newest.tally
    if now is None or now.has_hidden:
        return None
    last = now.periods[-1]
    due = containing(by, last.kind)
    if due.end > by:
        due = ending_with(due, 2)[0]
    final = ending_with(due, len(now.periods))
    coming = [period for period in final if period.start > last.end]
    if not coming:
        return None
    past = tuple(period for period in final if period.start <= last.end)
    so_far = tally(past, known, indicator)
    if so_far.has_hidden:
        return None
    months = math.fsum(months_of(period) for period in coming)
    to_come = months
    if indicator.measure is Measure.RATE:
        to_come = now.exposed / len(now.observed) * len(coming)
    allowed = value / shown_scale(indicator, last.kind) * (so_far.exposed + to_come)
    room = allowed - so_far.fewest
    rate = now.fewest, now.exposed, to_come, newest.phi
    if direction is Direction.LOWER:
        most = math.floor(room + _ROUNDING)
        return Forecast(chance_of_at_most(most, *rate), most, months)
    least = math.ceil(room - _ROUNDING)
    return Forecast(1 - chance_of_at_most(least - 1, *rate), least, months)
