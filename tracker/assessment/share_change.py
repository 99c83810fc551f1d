"""Has a share of answers changed since its baseline? The waves, Newcombe's interval, refusals."""

import math
from collections.abc import Sequence
from typing import Final

from tracker.assessment import shares
from tracker.assessment.finding import METHOD_VERSION, Finding, Level
from tracker.assessment.series import broken_between, is_observed
from tracker.model.definitions import Indicator
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period
from tracker.model.verdicts import Change, Compared, Reason

METHOD: Final = f"newcombe/{METHOD_VERSION}"


def share_change(seen: Sequence[Observation], indicator: Indicator) -> Finding:
    """Compare the newest wave with the baseline's by Newcombe's interval for a difference.

    seen   closed observations, oldest first, with at least one value

    Where several waves lie in the baseline window their answers are pooled, each weighing as
    many answers as it has. A panel is refused: the same persons asked twice are no two samples.
    A suppressed wave among those compared gives HIDDEN_NUMBERS. `Compared.base` holds the
    answers as counted; the interval uses them divided by the design effect.
    """
    waves = [o for o in seen if is_observed(o, indicator.measure)]
    newest = waves[-1]
    if indicator.panel:
        return Finding(reason=Reason.SAME_PANEL)
    if newest.status is not Status.SUPPRESSED and answers(newest, indicator) is None:
        return Finding(reason=Reason.NO_ANSWERS_KNOWN)
    if indicator.baseline is None:
        return Finding(reason=Reason.NO_BASELINE)

    window = indicator.baseline.window
    before = [wave for wave in waves if wave.period.within(window)]
    if not before:
        return Finding(reason=Reason.BASELINE_EMPTY)
    if newest.period.start <= window.end:
        return Finding(reason=Reason.OVERLAP)
    if broken_between(indicator, window, newest.period):
        return Finding(reason=Reason.BREAK)
    if any(wave.status is Status.SUPPRESSED for wave in [*before, newest]):
        return Finding(reason=Reason.HIDDEN_NUMBERS)

    baseline = _pool(before, window, indicator)
    latest = _pool([newest], newest.period, indicator)
    if baseline is None or latest is None:
        return Finding(reason=Reason.NO_ANSWERS_KNOWN)
    assumed = not all(_answers_delivered(wave) for wave in [*before, newest])
    return _compare(baseline, latest, indicator, assumed_n=assumed)


def answers(wave: Observation, indicator: Indicator) -> float | None:
    """Answers behind a wave: as delivered, else as the definition assumes, else not known."""
    return wave.responses if _answers_delivered(wave) else indicator.assumed_n


def _answers_delivered(wave: Observation) -> bool:
    return wave.responses is not None and 0 <= wave.responses < math.inf


def _pool(waves: Sequence[Observation], window: Period, indicator: Indicator) -> Compared | None:
    """One share of all the waves' answers; None where a wave's answers are not known."""
    known = [
        (wave.value, n)
        for wave in waves
        if wave.value is not None and (n := answers(wave, indicator)) is not None
    ]
    total = sum(n for _, n in known)
    if len(known) < len(waves):
        return None
    amount = sum(value * n for value, n in known) / total if total else 0.0
    return Compared(window, amount, total)


def _compare(
    baseline: Compared, latest: Compared, indicator: Indicator, *, assumed_n: bool
) -> Finding:
    share0, share1 = baseline.amount / 100, latest.amount / 100
    enough = all(
        shares.enough_answers(share, side.base, fewest=indicator.min_n)
        for share, side in ((share0, baseline), (share1, latest))
    )
    if not enough:
        return Finding(
            reason=Reason.TOO_FEW_ANSWERS,
            baseline=baseline,
            latest=latest,
            assumed_n=assumed_n,
        )
    n0 = shares.effective_n(baseline.base, indicator.deff)
    n1 = shares.effective_n(latest.base, indicator.deff)
    change = shares.newcombe(share0, n0, share1, n1)
    return Finding(
        _level(change),
        baseline=baseline,
        latest=latest,
        change=change,
        detectable=shares.smallest_detectable_share(share0, n0, n1),
        method=METHOD,
        assumed_n=assumed_n,
    )


def _level(change: Change) -> Level:
    if change.high < 0:
        return Level.FALL
    return Level.RISE if change.low > 0 else Level.NO_CHANGE
