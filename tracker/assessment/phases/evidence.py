"""What a rule of phases.yaml says of a condition on one day: for, against, or cannot tell and why.

Only a confirmed change speaks, and absence of evidence is not evidence: where the data could not
have shown the change that is asked for, the answer is None. What has to hold for some quarters
before it counts stands in `hold`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from tracker.assessment.drawing import interval, shown_value
from tracker.assessment.phases import resolution
from tracker.assessment.phases.logic import enough_of
from tracker.assessment.phases.quiet import zero_for
from tracker.assessment.rolling import rolling_12_months
from tracker.assessment.series import bounds, closed, is_observed
from tracker.assessment.shares.change import answers
from tracker.assessment.shares.intervals import FEWEST_ANSWERS
from tracker.model.definitions import Direction, EvidenceRule, Indicator, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.report import EvidenceItem, EvidenceReason, Resolution
from tracker.model.verdicts import Change, Reason, Verdict, Word

_ROUNDING: Final = 1e-9  # of a division: 21 of 60 is 35 %
_Answer = tuple[bool | None, EvidenceReason]

_FOR: Final[_Answer] = (True, EvidenceReason.SUPPORTED)
_AGAINST: Final[_Answer] = (False, EvidenceReason.CONTRADICTED)

# Words that leave nothing to read, whatever the rule.
_NOTHING_TO_READ: Final = {
    Word.NO_DATA: EvidenceReason.NO_DATA,
    Word.STALE: EvidenceReason.STALE,
    Word.HIDDEN: EvidenceReason.HIDDEN,
}
# Words that say nothing of change.
_NO_CHANGE_TO_READ: Final = {
    Word.TOO_FEW: EvidenceReason.TOO_FEW,
    Word.DESCRIBED: EvidenceReason.NO_METHOD,
    Word.BACKGROUND: EvidenceReason.NO_METHOD,
    Word.OUTPUT: EvidenceReason.NO_METHOD,
    Word.INCREASE: EvidenceReason.NO_METHOD,
    Word.DECREASE: EvidenceReason.NO_METHOD,
}
# Reasons that leave nothing to read, even for a level or a run of zeros, which need no baseline.
_NO_VALUES: Final = frozenset({Reason.NO_SERIES, Reason.NOT_FOR_READER, Reason.TOO_OLD})
_OF_CHANGE: Final = ("improving", "not_worse")


def evidence(
    rule: EvidenceRule,
    indicator: Indicator | None,
    series: Series | None,
    verdict: Verdict | None,
    *,
    reference_date: date,
) -> EvidenceItem:
    """Read one rule on one day. The series and its verdict are those that the reader may see.

    verdict   at the reference date, in the direction of the phase that the rule is of

    None for indicator, series or verdict: nothing has been delivered.
    """
    if rule.rule == "judgement":
        return EvidenceItem(rule, None, EvidenceReason.PEOPLE_JUDGE, resolution=Resolution.PEOPLE)
    if indicator is None or series is None or verdict is None:
        return EvidenceItem(rule, None, EvidenceReason.NO_DATA, resolution=Resolution.DELIVERY)
    speaks, reason = _read(rule, indicator, series, verdict, reference_date)
    reads_verdict = rule.rule in _OF_CHANGE or verdict.reason in _NO_VALUES
    if reads_verdict:
        remedy = resolution.of_change(reason, indicator, verdict)
    else:
        remedy = resolution.of_level(reason, indicator)
    return EvidenceItem(
        rule,
        speaks,
        reason,
        resolution=remedy.resolution,
        months=remedy.months,
        worsened=rule.rule in _OF_CHANGE and verdict.word is Word.CONFIRMED_SETBACK,
    )


def condition_holds(items: Sequence[EvidenceItem], needed: int) -> bool | None:
    """Whether at least `needed` of the rules hold, with unknowns kept unknown (strong Kleene)."""
    return enough_of((item.speaks for item in items), needed)


def _read(
    rule: EvidenceRule,
    indicator: Indicator,
    series: Series,
    verdict: Verdict,
    reference_date: date,
) -> _Answer:
    match rule.rule:
        case _ if rule.rule in _OF_CHANGE:
            return _read_change(rule, indicator, verdict)
        case _ if verdict.reason in _NO_VALUES:
            return None, _NOTHING_TO_READ[verdict.word]
        case "zero_for":
            assert rule.periods is not None
            return zero_for(series, indicator, rule.periods, reference_date=reference_date)
        case _:
            return _level(rule, indicator, series, reference_date)


def _read_change(rule: EvidenceRule, indicator: Indicator, verdict: Verdict) -> _Answer:
    hidden = verdict.reason in (Reason.HIDDEN_NUMBERS, Reason.CENSORED)
    if hidden and verdict.word in (Word.TOO_FEW, Word.NO_CHANGE):
        return None, EvidenceReason.HIDDEN
    unread = (_NOTHING_TO_READ | _NO_CHANGE_TO_READ).get(verdict.word)
    if unread is not None or verdict.direction is Direction.DEPENDS:
        return None, unread or EvidenceReason.NO_METHOD
    if verdict.word is Word.CONFIRMED_SETBACK:
        return _AGAINST
    if rule.rule == "improving":
        assert rule.by is not None
        return _improving(rule.by, indicator, verdict)
    assert rule.margin is not None
    return _not_worse(rule.margin, indicator, verdict)


def _improving(by: float, indicator: Indicator, verdict: Verdict) -> _Answer:
    match verdict.word:
        case Word.CONFIRMED_PROGRESS:
            return _FOR
        case Word.PROGRESS | Word.SETBACK:
            return None, EvidenceReason.SIGN_ONLY
        case _:
            smallest = _smallest_improvement(indicator, verdict)
            could_show = smallest is not None and smallest <= by + _ROUNDING
            return _AGAINST if could_show else (None, EvidenceReason.NOT_SHOWN)


def _smallest_improvement(indicator: Indicator, verdict: Verdict) -> float | None:
    """The smallest improvement that would have shown, in the terms of `by`; None: none would."""
    if verdict.detectable is None or verdict.baseline is None or verdict.latest is None:
        return None
    falls = verdict.direction is Direction.LOWER
    at = verdict.detectable.fall_at if falls else verdict.detectable.rise_at
    if at is None or indicator.measure is Measure.SHARE:
        return at
    expected = verdict.baseline.amount / verdict.baseline.base * verdict.latest.base
    return abs(at - expected) / expected if expected > 0 else None


def _not_worse(margin: float, indicator: Indicator, verdict: Verdict) -> _Answer:
    """Non-inferiority: the interval's bad end must lie inside the margin."""
    if verdict.change is not None and _bad_end(verdict.change, indicator, verdict) <= margin:
        return _FOR
    if verdict.word is Word.NO_CHANGE:
        return None, EvidenceReason.NOT_SHOWN
    return None, EvidenceReason.SIGN_ONLY


def _bad_end(change: Change, indicator: Indicator, verdict: Verdict) -> float:
    """How much worse it may be, in the terms of `margin`; negative where it is surely better."""
    unchanged = 0.0 if indicator.measure is Measure.SHARE else 1.0
    if verdict.direction is Direction.LOWER:
        return change.high - unchanged
    return unchanged - change.low


def _level(
    rule: EvidenceRule, indicator: Indicator, series: Series, reference_date: date
) -> _Answer:
    """at_most and at_least: the newest shown value's interval against the limit."""
    newest = _newest_shown(series, indicator, reference_date)
    if newest is None:
        return None, EvidenceReason.NO_DATA
    if newest.status is Status.SUPPRESSED:
        return _hidden_level(rule, indicator, newest)
    ends = interval(newest, indicator)
    if ends is None:
        value = shown_value(newest, indicator)
        if not rule.point or value is None:
            return None, EvidenceReason.NO_METHOD
        ends = (value, value)
    elif indicator.measure is Measure.SHARE and _too_few_answers(newest, indicator):
        return None, EvidenceReason.TOO_FEW
    return _beside(rule, ends)


def _hidden_level(rule: EvidenceRule, indicator: Indicator, newest: Observation) -> _Answer:
    """A hidden count speaks only where it says the same at the fewest and at the most."""
    if indicator.measure not in (Measure.COUNT, Measure.RATE):
        return None, EvidenceReason.HIDDEN
    extremes = (replace(newest, status=Status.FINAL, value=y) for y in bounds(newest, indicator))
    said = {_beside(rule, ends) for o in extremes if (ends := interval(o, indicator))}
    answer = said.pop() if len(said) == 1 else None
    return answer if answer and answer[0] is not None else (None, EvidenceReason.HIDDEN)


def _beside(rule: EvidenceRule, ends: tuple[float, float]) -> _Answer:
    """An interval beside the rule's limit: within it, beyond it, or across."""
    assert rule.limit is not None
    low, high = ends
    within, beyond = high <= rule.limit, low > rule.limit
    if rule.rule == "at_least":
        within, beyond = low >= rule.limit, high < rule.limit
    if within:
        return _FOR
    return _AGAINST if beyond else (None, EvidenceReason.NOT_SHOWN)


def _newest_shown(series: Series, indicator: Indicator, reference_date: date) -> Observation | None:
    seen = closed(series.observations, reference_date)
    if indicator.shown_as == "rolling_12_months":
        seen = rolling_12_months(seen, indicator)
    known = [o for o in seen if is_observed(o, indicator.measure)]
    return known[-1] if known else None


def _too_few_answers(wave: Observation, indicator: Indicator) -> bool:
    n = answers(wave, indicator)
    return n is None or n < max(FEWEST_ANSWERS, indicator.min_n)
