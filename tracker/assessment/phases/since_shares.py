"""Shares of answers since a phase decision: the newest wave against the one it was made on."""

from collections.abc import Sequence
from datetime import date
from statistics import NormalDist

from tracker.assessment.phases.since import Since, Way
from tracker.assessment.series import broken_between
from tracker.assessment.shares import intervals as shares
from tracker.assessment.shares.change import answers
from tracker.model.definitions import Backsliding, Indicator
from tracker.model.observations import Observation, Status
from tracker.model.verdicts import Change, Compared, Reason, Review


def shares_since(
    known: Sequence[Observation],
    indicator: Indicator,
    *,
    granted_on: date,
    worse: Way,
    criteria: Backsliding,
) -> Since:
    """Compare the newest wave, and the last ones, with the wave the decision was made on.

    known   closed observations with a value, oldest first, at least one

    The granted wave is the newest that had ended on `granted_on`. Intervals are Newcombe's for a
    difference: 95 % for the newest wave, 99 % at each review. Until a wave has come since, the
    two are the same: nothing can be told.
    """
    if indicator.panel:
        return Since(reason=Reason.SAME_PANEL)
    then = [wave for wave in known if wave.period.end <= granted_on]
    if not then:
        return Since(reason=Reason.BASELINE_EMPTY)
    granted = then[-1]
    later = [wave for wave in known if wave.period.start > granted.period.end]
    if not later:
        return Since(reason=Reason.OVERLAP, granted=_compared(granted, indicator))
    if reason := _obstacle(granted, later[-1], indicator):
        return Since(reason=reason, granted=_compared(granted, indicator))
    change = _change(granted, later[-1], indicator, criteria.watch_p_value)
    reviews = [
        _review(granted, wave, indicator, criteria.p_value)
        for wave in later[-criteria.reviews :]
        if _obstacle(granted, wave, indicator) is None
    ]
    share, n = _share(granted, indicator)
    return Since(
        worse=_way(change) == worse,
        granted=_compared(granted, indicator),
        latest=_compared(later[-1], indicator),
        change=change,
        detectable=shares.smallest_detectable_share(
            share, n, _share(later[-1], indicator)[1], z=_z(criteria.watch_p_value)
        ),
        reviews=tuple(reviews),
    )


def _review(granted: Observation, wave: Observation, indicator: Indicator, p: float) -> Review:
    """The way at the sharper level; the interval that is shown stays the 95 % one."""
    way = _way(_change(granted, wave, indicator, p))
    return Review(wave.period.end, way, _change(granted, wave, indicator, 0.05))


def _change(granted: Observation, wave: Observation, indicator: Indicator, p: float) -> Change:
    share0, n0 = _share(granted, indicator)
    share1, n1 = _share(wave, indicator)
    return shares.newcombe(share0, n0, share1, n1, z=_z(p))


def _way(change: Change) -> Way | None:
    if change.high < 0:
        return "fall"
    return "rise" if change.low > 0 else None


def _z(p: float) -> float:
    """1.96 for 0.05, 2.576 for 0.01."""
    return NormalDist().inv_cdf(1 - p / 2)


def _obstacle(granted: Observation, wave: Observation, indicator: Indicator) -> Reason | None:
    """Why these two waves cannot be compared, if they cannot."""
    both = (granted, wave)
    if broken_between(indicator, granted.period, wave.period):
        return Reason.BREAK
    if any(side.status is Status.SUPPRESSED for side in both):
        return Reason.HIDDEN_NUMBERS
    sides = [_compared(side, indicator) for side in both]
    if any(side is None for side in sides):
        return Reason.NO_ANSWERS_KNOWN
    enough = all(
        shares.enough_answers(side.amount / 100, side.base, fewest=indicator.min_n)
        for side in sides
        if side is not None
    )
    return None if enough else Reason.TOO_FEW_ANSWERS


def _share(wave: Observation, indicator: Indicator) -> tuple[float, float]:
    """A share, 0-1, and the answers that a simple sample would need to be as sure."""
    n = answers(wave, indicator)
    assert wave.value is not None
    assert n is not None
    return wave.value / 100, shares.effective_n(n, indicator.deff)


def _compared(wave: Observation, indicator: Indicator) -> Compared | None:
    n = answers(wave, indicator)
    if wave.status is Status.SUPPRESSED or wave.value is None or n is None:
        return None
    return Compared(wave.period, wave.value, n)
