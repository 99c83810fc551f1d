"""What the evidence of a condition comes to, as one word for a page."""

from enum import StrEnum

from tracker.model.report import ConditionReport, EvidenceReason, Standing


class Weight(StrEnum):
    """Which way the evidence of one condition speaks. It never decides: people do."""

    FOR = "for"  # enough rules have held for as long as is asked
    AGAINST = "against"
    BOTH = "both"
    PARTLY_FOR = "partly_for"  # some rule speaks, but too few, or not for long enough
    PARTLY_AGAINST = "partly_against"
    SIGN = "sign"  # a change that is not confirmed: no evidence yet, but something to look at
    UNKNOWN = "unknown"
    LONG_UNKNOWN = "long_unknown"  # so for longer than anyone should wait
    PEOPLE = "people"  # what is left is for people to judge

    @property
    def is_evidence(self) -> bool:
        """Whether it says that the condition is, or is not, supported."""
        return self in {Weight.FOR, Weight.AGAINST}


_SIGNS = {EvidenceReason.SIGN_ONLY, EvidenceReason.NOT_YET_HELD}
_DECIDED = {
    Standing.SUPPORTS: Weight.FOR,
    Standing.AGAINST: Weight.AGAINST,
    Standing.PEOPLE_JUDGE: Weight.PEOPLE,
}


def weigh(report: ConditionReport) -> Weight:
    """Which way the rules of a condition speak together, hold and hysteresis counted in."""
    if decided := _DECIDED.get(report.standing):
        return decided
    said = {i.speaks for i in report.evidence if i.reason not in _SIGNS} - {None}
    if len(said) == 2:
        return Weight.BOTH
    if said:
        return Weight.PARTLY_FOR if True in said else Weight.PARTLY_AGAINST
    if any(item.reason in _SIGNS for item in report.evidence):
        return Weight.SIGN
    dark = report.standing is Standing.CANNOT_JUDGE and any(i.held for i in report.evidence)
    return Weight.LONG_UNKNOWN if dark else Weight.UNKNOWN
