"""Many indicators at once: how many changes chance alone would give, and how many stand.

Benjamini and Hochberg 1995, for the overview's headline only. The page of a single series shows
its own level; the two are shown side by side and never mixed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import scipy

from tracker.assessment.shares.intervals import effective_n, newcombe
from tracker.model.definitions import Indicator, Measure
from tracker.model.headline import Headline, SeriesKey
from tracker.model.verdicts import Verdict

ALPHA: Final = 0.05
Q: Final = 0.10
_BEYOND: Final = 39.0  # standard errors at which p is below any number
_CLOSE: Final = 1e-12


@dataclass(frozen=True)
class Judged:
    """An outcome indicator with the verdict of one of its series."""

    indicator: Indicator
    verdict: Verdict


def benjamini_hochberg(p_values: Sequence[float], q: float = Q) -> list[bool]:
    """Which of the hypotheses are rejected with the false discovery rate held at `q`.

    Raises ValueError for a p-value outside 0-1.
    """
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a p-value is outside 0-1")
    if not p_values:
        return []

    return [bool(p <= q) for p in scipy.stats.false_discovery_control(p_values)]


def headline(series: Mapping[SeriesKey, Judged], primaries: Collection[SeriesKey]) -> Headline:
    """How many of these series have changed in this review.

    series      the outcome indicators' series; those that no test was made of are left out
    primaries   named beforehand, one a goal

    A series that shows no change on its own page enters as p = 1, which errs on the safe side:
    at q = 0.10 the headline would otherwise count some that their own pages say have not changed.
    """
    p_values = {key: p for key, one in series.items() if (p := p_value(one)) is not None}
    keys = list(p_values)
    alone = tuple(key for key in keys if p_values[key] < ALPHA)
    stand = benjamini_hochberg([p_values[key] if key in alone else 1.0 for key in keys])
    named = [key for key in keys if key in primaries]
    return Headline(
        tested=len(keys),
        changed=tuple(key for key, stands in zip(keys, stand, strict=True) if stands),
        alone=alone,
        by_chance=ALPHA * len(keys),
        primaries_tested=len(named),
        primaries_changed=tuple(key for key in named if key in alone),
        q=Q,
    )


def p_value(one: Judged) -> float | None:
    """The p-value of a verdict; None where nothing was tested.

    Counts and rates have one of their own, and values without a base their trend's. A share is
    judged by its interval: its p-value is that at which the interval would just reach 0.
    """
    verdict = one.verdict
    if verdict.change is None:
        return verdict.trend.p_value if verdict.trend and verdict.reason is None else None
    if verdict.change.p_value is not None:
        return verdict.change.p_value
    if one.indicator.measure is not Measure.SHARE or not (verdict.baseline and verdict.latest):
        return None
    n0, n1 = (
        effective_n(side.base, one.indicator.deff) for side in (verdict.baseline, verdict.latest)
    )
    return newcombe_p(verdict.baseline.amount / 100, n0, verdict.latest.amount / 100, n1)


def newcombe_p(share0: float, n0: float, share1: float, n1: float) -> float:
    """The p-value that agrees with Newcombe's interval of a difference.

    The interval at 1 - p just reaches 0: it leaves 0 out at 95 % where p is below 0.05. Found by
    halving on z, since both Wilson intervals, and so Newcombe's, widen as z grows.
    """
    if share0 == share1:
        return 1.0

    def leaves_out_zero(z: float) -> bool:
        change = newcombe(share0, n0, share1, n1, z=z)
        return change.low > 0 or change.high < 0

    shown, hidden = 0.0, _BEYOND
    if leaves_out_zero(hidden):
        return 0.0
    while hidden - shown > _CLOSE * max(1.0, hidden):
        middle = (shown + hidden) / 2
        if leaves_out_zero(middle):
            shown = middle
        else:
            hidden = middle
    return 2 * float(scipy.special.ndtr(-shown))
