"""The way from the baseline to a target, and where on it a day lies."""

import math
from datetime import date, timedelta

from tracker.model.definitions import Indicator, Measure
from tracker.model.periods import Period
from tracker.model.targets import TargetPath


def target_path(
    indicator: Indicator, *, baseline: Period, centre: float, value: float, by: date
) -> TargetPath | None:
    """From the baseline's centre, at the middle of its window, to `value` on the day `by`.

    centre, value   in shown units

    Counts and rates change by the same per cent a year, where neither end is zero; all else by
    the same amount. None where the target's day does not come after the baseline's middle.
    """
    if by <= baseline.middle:
        return None
    counted = indicator.measure in (Measure.COUNT, Measure.RATE)
    logarithmic = counted and value > 0 and centre > 0
    return TargetPath(baseline.middle, centre, by, value, logarithmic)


def path_at(path: TargetPath, day: date) -> float:
    """The level that the path asks for on a day: its first before it starts, its last after."""
    done = (day - path.start) / (path.end - path.start)
    done = min(1.0, max(0.0, done))
    if path.logarithmic:
        return math.exp((1 - done) * math.log(path.first) + done * math.log(path.last))
    return path.first * (1 - done) + path.last * done


def path_points(path: TargetPath) -> tuple[tuple[date, float], ...]:
    """The path as a chart draws it: its ends, and every first of a month between on a curve."""
    days = [path.start]
    if path.logarithmic:
        day = _next_month(path.start)
        while day < path.end:
            days.append(day)
            day = _next_month(day)
    return tuple((day, path_at(path, day)) for day in [*days, path.end])


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
