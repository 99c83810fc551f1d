"""What the evidence of a condition comes to: for, against, both, a sign, or nothing to tell."""

from collections.abc import Iterable
from enum import StrEnum

from tracker.model.report import EvidenceItem, EvidenceReason


class Weight(StrEnum):
    """Which way the evidence of one condition speaks. It never decides: people do."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    SIGN = "sign"  # a change that is not confirmed: no evidence yet, but something to look at
    UNKNOWN = "unknown"

    @property
    def is_evidence(self) -> bool:
        """Whether it speaks at all."""
        return self in {Weight.FOR, Weight.AGAINST, Weight.BOTH}


def weigh(evidence: Iterable[EvidenceItem]) -> Weight:
    """Which way the items speak together; those that cannot tell say nothing."""
    items = tuple(evidence)
    said = {item.speaks for item in items} - {None}
    if said == {True}:
        return Weight.FOR
    if said == {False}:
        return Weight.AGAINST
    if said:
        return Weight.BOTH
    signs = any(item.reason is EvidenceReason.SIGN_ONLY for item in items)
    return Weight.SIGN if signs else Weight.UNKNOWN
