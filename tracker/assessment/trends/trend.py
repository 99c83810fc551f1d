"""Does a series drift? Which values are read, the test, and its exceptions.

Mann-Kendall's test answers «is there a drift in one direction», not «is it otherwise now than
at baseline»: for values without a known base it is the only verdict, and never a confirmed one;
beside counts and shares it is extra text. It supposes independent values; where each drags the
next along it says «drift» too often.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.assessment.drawing import shown_value
from tracker.assessment.finding import METHOD_VERSION, Finding, Level
from tracker.assessment.series import closed, is_observed
from tracker.assessment.trends.mann_kendall import (
    MannKendall,
    mann_kendall,
    seasonal_mann_kendall,
    seasonal_slope,
    theil_sen,
)
from tracker.model.definitions import Indicator
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind
from tracker.model.verdicts import Reason, Trend

METHOD: Final = f"mann_kendall/{METHOD_VERSION}"
ALPHA: Final = 0.05
FEWEST_POINTS: Final = 6
FEWEST_FOR_DRIFT: Final = 12
MOST_CENSORED: Final = 0.1
_MONTHS_A_YEAR: Final = 12
_DAYS_A_MONTH: Final = 365.25 / 12
# Kinds whose year is always cut the same way, so that a season can be followed from year to year.
_SEASONS: Final = frozenset(
    {
        PeriodKind.WEEK,
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.TERTIAL,
        PeriodKind.HALF_YEAR,
        PeriodKind.TERM,
    }
)


def trend_change(
    seen: Sequence[Observation], indicator: Indicator, *, reference_date: date
) -> Finding:
    """Whether values without a known base drift, since the start of their baseline.

    seen   closed observations of one kind, with at least one value

    Where the definition names no baseline every value is read; after a series break only those
    that follow the last one. Fewer than six values: TOO_FEW_POINTS. More than a tenth suppressed:
    CENSORED; fewer than that are left out, as missing ones are. Never a confirmed level, and
    nothing detectable: the test has no baseline to differ from.
    """
    read = _read(closed(seen, reference_date), indicator)
    if len(read) < FEWEST_POINTS:
        return Finding(reason=Reason.TOO_FEW_POINTS)
    if _is_censored(read):
        return Finding(reason=Reason.CENSORED)
    tested, trend = _trend(read, indicator)
    level = Level.NO_CHANGE
    if tested.p < ALPHA:
        level = Level.RISE if tested.s > 0 else Level.FALL
    return Finding(level, method=METHOD, trend=trend)


def drift(seen: Sequence[Observation], indicator: Indicator) -> Trend | None:
    """The drift of counts, rates or shares period by period, as a text beside their verdict.

    seen   as for `trend_change`

    None where fewer than twelve values are known, or more than a tenth of them suppressed.
    """
    read = _read(seen, indicator)
    if not read or _is_censored(read):
        return None
    _, trend = _trend(read, indicator)
    return trend if trend.points >= FEWEST_FOR_DRIFT else None


def _read(seen: Sequence[Observation], indicator: Indicator) -> list[Observation]:
    """What is known since the baseline's start or the last break, one value a period."""
    start = indicator.baseline.window.start if indicator.baseline else date.min
    known = {
        o.period: o for o in seen if is_observed(o, indicator.measure) and o.period.start >= start
    }
    if not known:
        return []
    last = max(period.end for period in known)
    after = max((b.at for b in indicator.breaks if b.at <= last), default=date.min)
    return [known[period] for period in sorted(known) if period.start >= after]


def _is_censored(read: Sequence[Observation]) -> bool:
    hidden = sum(o.status is Status.SUPPRESSED for o in read)
    return hidden > MOST_CENSORED * len(read)


def _trend(read: Sequence[Observation], indicator: Indicator) -> tuple[MannKendall, Trend]:
    """The test and the slope; where a season is declared, within its months or quarters."""
    seasonal = indicator.season and read[0].period.kind in _SEASONS
    months: defaultdict[int, list[float]] = defaultdict(list)
    values: defaultdict[int, list[float]] = defaultdict(list)
    for one in read:
        value = shown_value(one, indicator)
        if value is not None:
            season = _season(one.period) if seasonal else 0
            months[season].append(_months(one.period))
            values[season].append(value)
    if seasonal:
        tested = seasonal_mann_kendall(list(values.values()))
        slope = seasonal_slope([(months[s], values[s]) for s in values], tested.variance)
    else:
        tested = mann_kendall(values[0])
        slope = theil_sen(months[0], values[0])
    points = sum(map(len, values.values()))
    estimate, low, high = (None if end is None else _MONTHS_A_YEAR * end for end in slope)
    return tested, Trend(tested.p, estimate, low, high, points, seasonal)


def _months(period: Period) -> float:
    """When a period is, in months; whole ones where the calendar has them, so that they tie."""
    if period.kind in (PeriodKind.WEEK, PeriodKind.RANGE, PeriodKind.POINT):
        return period.middle.toordinal() / _DAYS_A_MONTH
    return period.start.year * _MONTHS_A_YEAR + period.start.month


def _season(period: Period) -> int:
    if period.kind is PeriodKind.WEEK:
        return period.start.isocalendar().week
    return period.start.month
