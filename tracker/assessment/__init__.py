"""The statistics: pure functions of plain values. `docs/metod.md` says what they compute."""

from tracker.assessment.counts import (
    can_show_a_fall,
    garwood,
    overdispersion,
    quiet_months,
    rate_ratio,
    smallest_detectable,
)
from tracker.assessment.drawing import interval, shown_value
from tracker.assessment.evidence import condition_holds, evidence
from tracker.assessment.finding import METHOD_VERSION, Level
from tracker.assessment.rolling import rolling_12_months
from tracker.assessment.series import closed, late_by, latest, next_due
from tracker.assessment.shares import (
    effective_n,
    newcombe,
    smallest_detectable_share,
    wilson,
)
from tracker.assessment.verdict import assess
from tracker.assessment.words import JUDGED, UNJUDGED, word_for

__all__ = [
    "JUDGED",
    "METHOD_VERSION",
    "UNJUDGED",
    "Level",
    "assess",
    "can_show_a_fall",
    "closed",
    "condition_holds",
    "effective_n",
    "evidence",
    "garwood",
    "interval",
    "late_by",
    "latest",
    "newcombe",
    "next_due",
    "overdispersion",
    "quiet_months",
    "rate_ratio",
    "rolling_12_months",
    "shown_value",
    "smallest_detectable",
    "smallest_detectable_share",
    "wilson",
    "word_for",
]
