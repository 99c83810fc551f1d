"""Where a series stands against its target, on the way there and at its date.

A target's value is in the units that the series is shown in: per cent for a share, per `per` for
a rate, twelve months' events for a count shown as rolling sums and one period's for any other.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from tracker.assessment.series import broken_between
from tracker.assessment.targets.forecast import forecast
from tracker.assessment.targets.levels import (
    Estimate,
    Measured,
    baseline_level,
    known_values,
    newest_levels,
)
from tracker.assessment.targets.path import path_at, target_path
from tracker.assessment.targets.zero_tolerance import zero_status
from tracker.model.definitions import Direction, Indicator, Target
from tracker.model.observations import Observation, Series
from tracker.model.periods import Period
from tracker.model.targets import (
    LevelStatus,
    Pace,
    Standing,
    TargetPath,
    TargetReason,
    TargetStatus,
)
from tracker.model.verdicts import Reason, Verdict

_ROUNDING: Final = 1e-9  # of a division: 21 of 60 is 35 %
_Answer = TypeVar("_Answer", Standing, Pace)


def target_status(
    series: Series,
    indicator: Indicator,
    verdict: Verdict,
    *,
    reference_date: date,
    direction: Direction,
) -> TargetStatus | None:
    """Where the series stands at the reference date; None without a target, or a direction.

    series      as the reader may see it
    verdict     of that series at that date: its window, overdispersion and baseline are used
    direction   the area's, in its phase

    The level is compared with the target, and until the target's date with the path at the
    middle of the level's own window: a series on its path is on track, not half a window late.
    Where suppressed values leave it open, both extremes must give one answer.
    """
    target = indicator.target
    if target is None or direction is Direction.DEPENDS:
        return None
    if target.kind == "zero_tolerance":
        return zero_status(
            series,
            indicator,
            verdict,
            reference_date=reference_date,
            held=target.held_periods,
        )
    known = known_values(series.observations, indicator, reference_date)
    return _level_status(
        known, indicator, target, verdict, reference_date=reference_date, direction=direction
    )


def standing_of(estimate: Estimate, target: float, direction: Direction, *, past: bool) -> Standing:
    """The level against the target. Without an interval nothing is certain.

    past   whether the target's date has come
    """
    level, low, high, aim = _oriented(estimate, target, direction)
    if _at_most(high, aim):
        return Standing.ACHIEVED_CONFIRMED
    if _at_most(level, aim):
        return Standing.ACHIEVED_UNCERTAIN
    missed = past and not _at_most(low, aim)
    return Standing.MISSED_CONFIRMED if missed else Standing.NOT_ACHIEVED


def pace_of(estimate: Estimate, expected: float, direction: Direction) -> Pace:
    """The level against what the path asks for."""
    level, low, high, aim = _oriented(estimate, expected, direction)
    if _at_most(high, aim):
        return Pace.AHEAD_CONFIRMED
    if _at_most(level, aim):
        return Pace.ON_TRACK
    return Pace.BEHIND if _at_most(low, aim) else Pace.BEHIND_CONFIRMED


def _level_status(
    known: dict[Period, Observation],
    indicator: Indicator,
    target: Target,
    verdict: Verdict,
    *,
    reference_date: date,
    direction: Direction,
) -> LevelStatus:
    assert target.value is not None
    assert target.by is not None
    value, by, past = target.value, target.by, reference_date >= target.by
    nothing = LevelStatus(value, by, past, held_windows=target.held_periods)
    if not known:
        return replace(nothing, reason=TargetReason.NO_VALUES)
    if verdict.reason is Reason.TOO_OLD:
        return replace(nothing, reason=TargetReason.STALE)
    levels = newest_levels(
        known, indicator, verdict, windows=target.held_periods, reference_date=reference_date
    )
    now = levels[0]
    if isinstance(now, TargetReason):
        return replace(nothing, reason=now)

    standing = _agreed({standing_of(e, value, direction, past=past) for e in now.extremes})
    status = replace(
        nothing,
        window=now.window,
        current=now.extremes[0].level if len(now.extremes) == 1 else None,
        interval=_envelope(now.extremes),
        standing=standing,
        reason=None if standing else TargetReason.HIDDEN_NUMBERS,
        held=_held(levels, value, direction),
        path=_path(now, known, indicator, verdict, target),
        point_only=now.extremes[0].interval is None,
    )
    if past:
        return status
    if status.path:
        expected = path_at(status.path, now.window.middle)
        pace = _agreed({pace_of(e, expected, direction) for e in now.extremes})
        status = replace(status, expected=expected, pace=pace)
    if status.point_only:
        return status
    chance = forecast(now, known, indicator, value=value, by=by, direction=direction)
    return replace(status, forecast=chance)


def _path(
    now: Measured,
    known: dict[Period, Observation],
    indicator: Indicator,
    verdict: Verdict,
    target: Target,
) -> TargetPath | None:
    """From the baseline, unless it is not known or the series is another since then."""
    assert target.value is not None
    assert target.by is not None
    centre = baseline_level(known, indicator, verdict)
    if indicator.baseline is None or centre is None:
        return None
    baseline = indicator.baseline.window
    if broken_between(indicator, baseline, now.window):
        return None
    return target_path(
        indicator, baseline=baseline, centre=centre, value=target.value, by=target.by
    )


def _held(
    levels: Sequence[Measured | TargetReason], target: float, direction: Direction
) -> bool | None:
    """Whether every window is achieved; a level without an interval counts as it stands."""
    held: bool | None = True
    for level in levels:
        if isinstance(level, TargetReason):
            held = None
            continue
        found = {standing_of(e, target, direction, past=False) for e in level.extremes}
        if found == {Standing.NOT_ACHIEVED}:
            return False
        certain = {Standing.ACHIEVED_CONFIRMED}
        if level.extremes[0].interval is None:
            certain = {Standing.ACHIEVED_UNCERTAIN}
        if found != certain:
            held = None
    return held


def _oriented(
    estimate: Estimate, aim: float, direction: Direction
) -> tuple[float, float, float, float]:
    """Level, interval and aim as if lower were better."""
    low, high = estimate.interval or (-math.inf, math.inf)
    if direction is Direction.HIGHER:
        return -estimate.level, -high, -low, -aim
    return estimate.level, low, high, aim


def _at_most(number: float, limit: float) -> bool:
    return number <= limit or math.isclose(number, limit, rel_tol=_ROUNDING)


def _agreed(answers: set[_Answer]) -> _Answer | None:
    """The one answer, if there is one."""
    return next(iter(answers)) if len(answers) == 1 else None


def _envelope(extremes: Sequence[Estimate]) -> tuple[float, float] | None:
    ends = [e.interval for e in extremes if e.interval is not None]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
