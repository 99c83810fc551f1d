"""XmR charts (individual values and moving ranges) as numbers only: no series, no periods.

As NHSRplotthedots 0.2.2 computes them (NHS England, Making Data Count), with three departures:
values that do not vary have no limits rather than false ones, a gap breaks every run instead of
being bridged, and what lies exactly on the mean or a limit is not moved off it by rounding.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from tracker.model.control import (
    Assurance,
    Control,
    ControlPoint,
    Limits,
    NoLimits,
    PointType,
    Signal,
    Stretch,
)
from tracker.model.definitions import Direction

_TO_LIMIT: Final = 2.66  # 3 / 1.128, from the mean moving range
_TO_NEAR: Final = 2 * _TO_LIMIT / 3
_SCREEN: Final = 3.267  # upper limit of a moving range (Nelson 1982)
_LONG: Final = 7  # points of a shift or a trend
_SHORT: Final = 13
_ROUNDING: Final = 1e-12  # of the largest value: smaller differences are none

_UPWARD: Final = frozenset(
    {Signal.ABOVE_LIMIT, Signal.INCREASING, Signal.TWO_OF_THREE_ABOVE, Signal.SHIFT_ABOVE}
)


def control_points(
    values: Sequence[float | None],
    *,
    rebases: Sequence[int] = (),
    fix_after: int | None = None,
    screening: bool = True,
    direction: Direction,
    target: float | None = None,
    lowest_mean: float = -math.inf,
) -> Control:
    """Mean, limits and signal of every value.

    values        one a period, oldest first; None where nothing was observed
    rebases       positions in `values` where mean and limits begin anew
    fix_after     the first so many positions of each stretch fix its limits; None: all
    screening     leave moving ranges out that are beyond their own limit, once
    lowest_mean   a stretch with a lower mean has no limits and no signals

    Raises ValueError for a value or target that is not finite, a rebase at no position, and
    `fix_after` below 1.
    """
    _check(values, rebases, fix_after, target)
    points: list[ControlPoint] = []
    stretches: list[Stretch] = []
    for first, end in pairwise([*sorted({0, *rebases}), len(values)]):
        part = values[first:end]
        stretch = _stretch(
            part, first, part[:fix_after], screening=screening, lowest_mean=lowest_mean
        )
        stretches.append(stretch)
        points += (
            ControlPoint(value, stretch.mean, stretch.limits, signal, _type(signal, direction))
            for value, signal in zip(part, _signals(part, stretch), strict=True)
        )
    last = stretches[-1]
    assurance = _assurance(last, values[last.first :], direction, target)
    return Control(tuple(points), tuple(stretches), assurance)


def _check(
    values: Sequence[float | None],
    rebases: Sequence[int],
    fix_after: int | None,
    target: float | None,
) -> None:
    if not all(y is None or math.isfinite(y) for y in [*values, target]):
        raise ValueError("a value or the target is not finite")
    if not all(0 <= at < len(values) for at in rebases):
        raise ValueError(f"rebases at {list(rebases)} of {len(values)} points")
    if fix_after is not None and fix_after < 1:
        raise ValueError(f"limits fixed after {fix_after} points")


def _stretch(
    part: Sequence[float | None],
    first: int,
    fixing: Sequence[float | None],
    *,
    screening: bool,
    lowest_mean: float,
) -> Stretch:
    known = [y for y in fixing if y is not None]
    mean = math.fsum(known) / len(known) if known else None
    ranges = [
        abs(after - before)
        for before, after in pairwise(fixing)
        if before is not None and after is not None
    ]
    limits = _limits(mean, ranges, _tiny(part), screening=screening, lowest_mean=lowest_mean)
    points = sum(y is not None for y in part)
    return Stretch(
        first=first,
        points=points,
        fixed_by=len(known),
        mean=mean,
        limits=limits if isinstance(limits, Limits) else None,
        no_limits=limits if isinstance(limits, NoLimits) else None,
        is_short=points < _SHORT,
    )


def _limits(
    mean: float | None,
    ranges: Sequence[float],
    tiny: float,
    *,
    screening: bool,
    lowest_mean: float,
) -> Limits | NoLimits:
    if mean is None:
        return NoLimits.TOO_FEW
    if mean < lowest_mean:
        return NoLimits.RARE
    if not ranges:
        return NoLimits.TOO_FEW
    still = sum(size <= tiny for size in ranges)
    if still == len(ranges):
        return NoLimits.NO_VARIATION
    if still > len(ranges) / 2:
        return NoLimits.MOSTLY_EQUAL
    average = math.fsum(ranges) / len(ranges)
    if screening:
        kept = [size for size in ranges if size < _SCREEN * average]
        average = math.fsum(kept) / len(kept)
    near, far = _TO_NEAR * average, _TO_LIMIT * average
    return Limits(mean - far, mean - near, mean + near, mean + far)


def _signals(part: Sequence[float | None], stretch: Stretch) -> list[Signal]:
    """One for each value. Without variation there are no limits to be near or beyond."""
    found = [Signal.NONE] * len(part)
    mean = stretch.mean
    if mean is None or stretch.no_limits not in {None, NoLimits.NO_VARIATION}:
        return found
    tiny = _tiny(part)
    sides = [None if y is None else _sign(y - mean, tiny) for y in part]
    # The weakest label first: a stronger one takes its place.
    for run in _runs(sides, _LONG):
        for i in run:
            found[i] = Signal.SHIFT_ABOVE if sides[i] == 1 else Signal.SHIFT_BELOW
    if stretch.limits:
        for i in _two_of_three(part, sides, stretch.limits, tiny):
            found[i] = Signal.TWO_OF_THREE_ABOVE if sides[i] == 1 else Signal.TWO_OF_THREE_BELOW
    for i, towards in _trends(part, tiny):
        found[i] = Signal.INCREASING if towards == 1 else Signal.DECREASING
    if stretch.limits:
        for i, y in enumerate(part):
            if y is not None and (beyond := _beyond(y, stretch.limits, tiny)):
                found[i] = Signal.ABOVE_LIMIT if beyond == 1 else Signal.BELOW_LIMIT
    return found


def _beyond(y: float, limits: Limits, tiny: float) -> int:
    """+1 above the upper limit, -1 below the lower, 0 within them or on one."""
    if y - limits.upper > tiny:
        return 1
    return -1 if limits.lower - y > tiny else 0


def _two_of_three(
    part: Sequence[float | None], sides: Sequence[int | None], limits: Limits, tiny: float
) -> Iterator[int]:
    """Points near a limit, in three on one side of the mean of which two are near.

    A point beyond the limit is not near it.
    """
    near = [
        y is not None
        and not _beyond(y, limits, tiny)
        and (limits.near_lower - y > tiny or y - limits.near_upper > tiny)
        for y in part
    ]
    for i in range(len(part) - 2):
        three = range(i, i + 3)
        one_side = {sides[j] for j in three} in ({1}, {-1})
        if one_side and sum(near[j] for j in three) >= 2:
            yield from (j for j in three if near[j])


def _trends(part: Sequence[float | None], tiny: float) -> Iterator[tuple[int, int]]:
    """The points of every trend, with the way each goes: +1 up, -1 down.

    Where one trend meets the next a point goes the way of the step out of it.
    """
    steps = [
        None if before is None or after is None else _sign(after - before, tiny)
        for before, after in pairwise(part)
    ]
    members = {
        i for run in _runs(steps, _LONG - 1) for i in range(run.start, run.stop + 1)
    }  # a step more has a point more
    for i in members:
        into = steps[i - 1] if i else None
        out = steps[i] if i + 1 in members else None
        towards = out or into  # no step between two equal values
        assert towards
        yield i, towards


def _runs(signs: Sequence[int | None], least: int) -> Iterator[range]:
    """Every longest run of one sign, at least `least` long. Zeros and gaps make none."""
    at = 0
    for sign, same in groupby(signs):
        length = sum(1 for _ in same)
        if sign and length >= least:
            yield range(at, at + length)
        at += length


def _type(signal: Signal, direction: Direction) -> PointType:
    if signal is Signal.NONE:
        return PointType.COMMON_CAUSE
    up = signal in _UPWARD
    match direction:
        case Direction.DEPENDS:
            return PointType.NEUTRAL_HIGH if up else PointType.NEUTRAL_LOW
        case Direction.HIGHER:
            return PointType.IMPROVEMENT if up else PointType.CONCERN
        case Direction.LOWER:
            return PointType.CONCERN if up else PointType.IMPROVEMENT


def _assurance(
    last: Stretch, part: Sequence[float | None], direction: Direction, target: float | None
) -> Assurance:
    """By the newest limits; where nothing varies, by holding each value against the target."""
    if target is None or direction is Direction.DEPENDS:
        return Assurance.NONE
    higher = direction is Direction.HIGHER
    if last.limits:
        if beyond := _beyond(target, last.limits, 0.0):
            return Assurance.PASS if (beyond == -1) is higher else Assurance.FAIL
        return Assurance.INCONSISTENT
    if last.no_limits is not NoLimits.NO_VARIATION:
        return Assurance.NONE
    met = {y >= target if higher else y <= target for y in part if y is not None}
    if len(met) > 1:
        return Assurance.INCONSISTENT
    return Assurance.PASS if met == {True} else Assurance.FAIL


def _sign(difference: float, tiny: float) -> int:
    if abs(difference) <= tiny:
        return 0
    return 1 if difference > 0 else -1


def _tiny(part: Sequence[float | None]) -> float:
    return _ROUNDING * max((abs(y) for y in part if y is not None), default=0.0)
