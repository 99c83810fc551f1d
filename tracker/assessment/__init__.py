"""The statistics: pure functions of plain values. `docs/metod.md` says what they compute."""

from tracker.assessment.beside.comparison import compare_with
from tracker.assessment.beside.fragility import fragilities
from tracker.assessment.beside.many import Judged, headline
from tracker.assessment.control.chart import control_chart
from tracker.assessment.control.rare import rare_count
from tracker.assessment.counts.exact import (
    can_show_a_fall,
    garwood,
    overdispersion,
    quiet_months,
    rate_ratio,
    smallest_detectable,
)
from tracker.assessment.drawing import interval, shown_value
from tracker.assessment.finding import METHOD_VERSION, Level
from tracker.assessment.phases.backsliding import backslide
from tracker.assessment.phases.conditions import advice, condition_report
from tracker.assessment.phases.evidence import evidence
from tracker.assessment.phases.hold import Cuts, Readings, cuts_needed, review_cuts
from tracker.assessment.rolling import rolling_12_months
from tracker.assessment.series import closed, late_by, latest, next_due
from tracker.assessment.shares.intervals import (
    effective_n,
    newcombe,
    smallest_detectable_share,
    wilson,
)
from tracker.assessment.targets.path import path_points
from tracker.assessment.targets.status import target_status
from tracker.assessment.trends.trend import drift
from tracker.assessment.verdict import Case, assess, assess_all
from tracker.assessment.words import JUDGED, UNJUDGED, word_for

__all__ = [
    "JUDGED",
    "METHOD_VERSION",
    "UNJUDGED",
    "Case",
    "Cuts",
    "Judged",
    "Level",
    "Readings",
    "advice",
    "assess",
    "assess_all",
    "backslide",
    "can_show_a_fall",
    "closed",
    "compare_with",
    "condition_report",
    "control_chart",
    "cuts_needed",
    "drift",
    "effective_n",
    "evidence",
    "fragilities",
    "garwood",
    "headline",
    "interval",
    "late_by",
    "latest",
    "newcombe",
    "next_due",
    "overdispersion",
    "path_points",
    "quiet_months",
    "rare_count",
    "rate_ratio",
    "review_cuts",
    "rolling_12_months",
    "shown_value",
    "smallest_detectable",
    "smallest_detectable_share",
    "target_status",
    "wilson",
    "word_for",
]
