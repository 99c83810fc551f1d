"""Has each of many shares of answers changed since its baseline? What the waves of them say."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.matrix import Array, Mask
from tracker.assessment.arrays.outcome import (
    CONFIRMED_LEVELS,
    LEVELS,
    SHOWS,
    Outcome,
    Outcomes,
    confirmed,
)
from tracker.assessment.finding import METHOD_VERSION, Finding
from tracker.assessment.known import Known
from tracker.assessment.shares.proportions import Z_95, newcombe_ends, smallest_fall, smallest_rise
from tracker.assessment.shares.waves import Wave, Waves, answers, waves
from tracker.model.periods import Period
from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review

__all__ = ["METHOD", "Z_99", "answers", "share_changes"]

METHOD: Final = f"newcombe/{METHOD_VERSION}"
Z_99: Final = 2.575829


@dataclass(frozen=True)
class _Difference:
    """Shares 0-1 and effective answers of two waves of each series; the later ones are `1`."""

    share0: Array
    n0: Array
    share1: Array
    n1: Array

    def way(self, *, z: float) -> Outcomes:
        """FALL or RISE where the interval leaves out 0, else NO_CHANGE."""
        low, high = newcombe_ends(self.share0, self.n0, self.share1, self.n1, z=z)
        rises = np.where(low > 0, Outcome.RISE, Outcome.NO_CHANGE)
        return np.where(high < 0, Outcome.FALL, rises).astype(np.int8)

    def changes(self) -> list[Change]:
        """The differences in percentage points, with 95 % intervals."""
        low, high = newcombe_ends(self.share0, self.n0, self.share1, self.n1)
        estimate = self.share1 - self.share0
        rows = zip(*((100 * column).tolist() for column in (estimate, low, high)), strict=True)
        return [Change(middle, least, most, p_value=None) for middle, least, most in rows]

    def detectables(self) -> list[Detectable]:
        """The smallest falls and rises that would have shown, in percentage points."""
        falls = smallest_fall(self.share0, self.n0, self.n1)
        rises = smallest_rise(self.share0, self.n0, self.n1)
        rows = zip(_per_cent_or_none(falls), _per_cent_or_none(rises), strict=True)
        return [Detectable(fall_at=fall, rise_at=rise) for fall, rise in rows]


def share_changes(known: Known) -> list[Finding]:
    """Compare the newest wave with the baseline's by Newcombe's interval for a difference.

    known   series of shares, each with at least one wave

    Where several waves lie in the baseline window their answers are pooled, each weighing as
    many answers as it has. A panel is refused: the same persons asked twice are no two samples.
    A suppressed wave among those compared gives HIDDEN_NUMBERS. `Compared.base` holds the
    answers as counted; the interval uses them divided by the design effect.

    A change is confirmed by 99 % intervals at the two last waves, both after the baseline and
    each against it.
    """
    found = waves(known)
    refusals = found.refusals()
    at = np.flatnonzero([reason is None for reason in refusals])
    judged = _judged(found, at)
    return [
        _refused(reason, found, row) if reason else next(judged)
        for row, reason in enumerate(refusals)
    ]


def _judged(found: Waves, at: NDArray[np.intp]) -> Iterator[Finding]:
    """A finding for each of the series that were compared."""
    now = _difference(found, found.newest, at)
    way, sure_way = now.way(z=Z_95), now.way(z=Z_99)
    reviewed = np.flatnonzero(_can_be_reviewed(found)[at])
    earlier = _difference(found, found.previous, at[reviewed])
    sure_before = np.full(len(at), Outcome.NO_CHANGE, dtype=np.int8)
    sure_before[reviewed] = earlier.way(z=Z_99)

    changes = now.changes()
    changes_before: list[Change | None] = [None] * len(at)
    for place, change in zip(reviewed.tolist(), earlier.changes(), strict=True):
        changes_before[place] = change
    columns = zip(
        at.tolist(),
        way.tolist(),
        confirmed(way, [sure_before, sure_way]).tolist(),
        changes,
        now.detectables(),
        zip(sure_before.tolist(), changes_before, strict=True),
        sure_way.tolist(),
        strict=True,
    )
    for row, outcome, is_sure, change, detectable, before, sure in columns:
        yield Finding(
            (CONFIRMED_LEVELS if is_sure else LEVELS)[outcome],
            baseline=_compared(found.baseline, row, found.baseline_window(row)),
            latest=_compared(found.newest, row, found.period(row)),
            change=change,
            detectable=detectable,
            method=METHOD,
            assumed_n=_is_assumed(found, row),
            reviews=_reviews(found, row, before, (sure, change)),
        )


def _reviews(
    found: Waves, row: int, before: tuple[int, Change | None], now: tuple[int, Change]
) -> tuple[Review, ...]:
    """The looks at the two last waves; none where the earlier could not be compared."""
    if before[1] is None:
        return ()
    return tuple(
        Review(found.period(row, back=back).end, SHOWS.get(way), change)
        for back, (way, change) in ((1, before), (0, now))
    )


def _can_be_reviewed(found: Waves) -> Mask:
    """Whether the wave before the newest follows the baseline and can be compared with it.

    A hidden one cannot: it has no amount, hence too few answers on either side of it.
    """
    return found.two_follow & found.previous.are_enough(found.known.indicators)


def _difference(found: Waves, wave: Wave, at: NDArray[np.intp]) -> _Difference:
    """A wave of some of the series against the baseline."""
    deff = np.array([found.known.indicators[row].deff for row in at.tolist()], dtype=np.float64)
    then, now = found.baseline.rows(at), wave.rows(at)
    return _Difference(then.amount / 100, then.answers / deff, now.amount / 100, now.answers / deff)


def _refused(reason: Reason, found: Waves, row: int) -> Finding:
    """Why not; and what was answered, where it was only too little."""
    if reason is not Reason.TOO_FEW_ANSWERS:
        return Finding(reason=reason)
    return Finding(
        reason=reason,
        baseline=_compared(found.baseline, row, found.baseline_window(row)),
        latest=_compared(found.newest, row, found.period(row)),
        assumed_n=_is_assumed(found, row),
    )


def _compared(wave: Wave, row: int, days: Period) -> Compared:
    return Compared(days, float(wave.amount[row]), float(wave.answers[row]))


def _is_assumed(found: Waves, row: int) -> bool:
    return bool(found.baseline.assumed[row] or found.newest.assumed[row])


def _per_cent_or_none(sizes: Array) -> list[float | None]:
    return [None if math.isnan(size) else 100 * size for size in sizes.tolist()]
