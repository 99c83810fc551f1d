"""What the evidence of a condition comes to: for, against, both, or nothing that can be told."""

from collections.abc import Iterable
from enum import StrEnum

from tracker.model.report import EvidenceItem


class Weight(StrEnum):
    """Which way the evidence of one condition speaks. It never decides: people do."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    UNKNOWN = "unknown"


def weigh(evidence: Iterable[EvidenceItem]) -> Weight:
    """Which way the items speak together; those that cannot tell say nothing."""
    said = {item.speaks for item in evidence} - {None}
    if said == {True}:
        return Weight.FOR
    if said == {False}:
        return Weight.AGAINST
    return Weight.BOTH if said else Weight.UNKNOWN
