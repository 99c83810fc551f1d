"""What the rules of a condition come to in a phase, and its conditions together; never a phase."""

from collections.abc import Iterable, Sequence

from tracker.assessment.phases.hold import Readings, held_evidence, is_dark, settled
from tracker.assessment.phases.logic import Truth, all_of, enough_of
from tracker.model.advice import Advice, Backslide, BackslideLevel, Support
from tracker.model.definitions import Condition, EvidenceRule, Hysteresis, PhaseEvidence
from tracker.model.report import ConditionReport, EvidenceReason, Standing

_LAST_PHASE = 3
_AS_TRUTH = {Standing.SUPPORTS: True, Standing.AGAINST: False}
_AS_SUPPORT = {True: Support.SUPPORTS, False: Support.DOES_NOT_SUPPORT, None: Support.NOT_ENOUGH}


def condition_report(
    condition: Condition,
    phase: int,
    readings: Sequence[Readings],
    hysteresis: Hysteresis,
    *,
    present_phase: int | None = None,
    backslides: Iterable[Backslide] = (),
) -> ConditionReport:
    """A condition for a phase, with what each of its rules says.

    readings        of those of its rules that can be read in the area; the others are unknown
    present_phase   the area's, None where nobody has decided
    backslides      of the series that are read in the area, since its phase was decided

    A condition without rules for the phase is left to people.
    """
    part = _part(condition, phase)
    if part is None:
        return ConditionReport(condition, phase, (), standing=Standing.PEOPLE_JUDGE)
    items = tuple(held_evidence(each, hysteresis) for each in readings)
    unread: tuple[Truth, ...] = (None,) * (len(part.rules) - len(items))
    standing = _standing(readings, part, hysteresis, tuple(backslides))
    return ConditionReport(
        condition,
        phase,
        items,
        supports=enough_of((*(item.speaks for item in items), *unread), part.needed),
        needed=part.needed,
        standing=standing,
        lost=standing is Standing.AGAINST and phase == present_phase,
    )


def advice(conditions: Iterable[ConditionReport], present_phase: int | None) -> Advice:
    """What the evidence says, at most, of the present phase and of the next.

    Every condition of a phase that is not left to people has to support it; one against is
    enough to say that it does not. Where all of them are left to people it says nothing.
    """
    reports = tuple(conditions)
    if present_phase is None:
        return Advice(None, None)
    following = present_phase + 1
    return Advice(
        _support(reports, present_phase),
        _support(reports, following) if following <= _LAST_PHASE else None,
    )


def _support(reports: Iterable[ConditionReport], phase: int) -> Support:
    told = [
        _AS_TRUTH.get(report.standing)
        for report in reports
        if report.phase == phase and report.standing is not Standing.PEOPLE_JUDGE
    ]
    return _AS_SUPPORT[all_of(told)] if told else Support.NOT_ENOUGH


def _part(condition: Condition, phase: int) -> PhaseEvidence | None:
    return next((part for part in condition.evidence if part.phase == phase), None)


def _standing(
    readings: Sequence[Readings],
    part: PhaseEvidence,
    hysteresis: Hysteresis,
    backslides: Sequence[Backslide],
) -> Standing:
    stands = [
        settled(each, hysteresis, worsened=_has_worsened(each.rule, backslides))
        for each in readings
    ]
    unread: tuple[Truth, ...] = (None,) * (len(part.rules) - len(stands))
    match enough_of((*stands, *unread), part.needed):
        case True:
            return Standing.SUPPORTS
        case False:
            return Standing.AGAINST
        case None:
            return _left_open(readings, stands, part.needed, hysteresis)


def _left_open(
    readings: Sequence[Readings],
    stands: Sequence[Truth],
    needed: int,
    hysteresis: Hysteresis,
) -> Standing:
    """Whether data may still tell, or only people, or nothing that anybody follows."""
    waiting = [
        each
        for each, stand in zip(readings, stands, strict=True)
        if stand is None and not is_dark(each, hysteresis)
    ]
    if stands.count(True) + len(waiting) < needed:
        return Standing.CANNOT_JUDGE
    left_to_people = all(each.now.reason is EvidenceReason.PEOPLE_JUDGE for each in waiting)
    return Standing.PEOPLE_JUDGE if left_to_people else Standing.OPEN


def _has_worsened(rule: EvidenceRule, backslides: Sequence[Backslide]) -> bool:
    return any(
        found.level is BackslideLevel.CONFIRMED
        and found.indicator_id == rule.indicator
        and rule.area in (None, found.area_id)
        for found in backslides
    )
