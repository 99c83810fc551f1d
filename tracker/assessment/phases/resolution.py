"""What would let a rule answer that cannot: a delivery, more time, more answers, people."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.model.definitions import Direction, Indicator, Measure
from tracker.model.report import EvidenceReason, Resolution
from tracker.model.verdicts import Reason, Verdict

# Why a series is not judged, and what would let it be.
OF_VERDICT: Final[Mapping[Reason, Resolution]] = MappingProxyType(
    {
        Reason.NO_SERIES: Resolution.DELIVERY,
        Reason.BASELINE_EMPTY: Resolution.DELIVERY,
        Reason.BASELINE_SHORT: Resolution.DELIVERY,
        Reason.WINDOW_EMPTY: Resolution.DELIVERY,
        Reason.WINDOW_GAPS: Resolution.DELIVERY,
        Reason.TOO_OLD: Resolution.FRESH_VALUE,
        Reason.BOTH_ZERO: Resolution.MORE_TIME,
        Reason.CANNOT_SHOW_FALL: Resolution.MORE_TIME,
        Reason.OVERLAP: Resolution.MORE_TIME,
        Reason.COARSE_PERIODS: Resolution.MORE_TIME,
        Reason.TOO_FEW_POINTS: Resolution.MORE_TIME,
        Reason.TOO_FEW_ANSWERS: Resolution.MORE_ANSWERS,
        Reason.NO_ANSWERS_KNOWN: Resolution.NUMBER_OF_ANSWERS,
        Reason.HIDDEN_NUMBERS: Resolution.HIDDEN_NUMBERS,
        Reason.CENSORED: Resolution.HIDDEN_NUMBERS,
        Reason.NOT_FOR_READER: Resolution.HIDDEN_NUMBERS,
        Reason.NO_BASELINE: Resolution.NEW_BASELINE,
        Reason.BREAK: Resolution.NEW_BASELINE,
        Reason.SAME_PANEL: Resolution.METHOD,
        Reason.METHOD_MISSING: Resolution.METHOD,
        Reason.NOT_ASSESSED: Resolution.PEOPLE,
        Reason.CONTEXT: Resolution.PEOPLE,
        Reason.OUTPUT: Resolution.PEOPLE,
    }
)
_OF_LEVEL: Final[Mapping[EvidenceReason, Resolution]] = MappingProxyType(
    {
        EvidenceReason.NO_DATA: Resolution.DELIVERY,
        EvidenceReason.HIDDEN: Resolution.HIDDEN_NUMBERS,
        EvidenceReason.TOO_FEW: Resolution.MORE_ANSWERS,
        EvidenceReason.NO_METHOD: Resolution.METHOD,
    }
)


@dataclass(frozen=True)
class Remedy:
    """What would let the rule answer, and the months without an event where that is the wait."""

    resolution: Resolution | None
    months: float | None = None


def of_change(reason: EvidenceReason, indicator: Indicator, verdict: Verdict) -> Remedy:
    """For a rule that reads a verdict. Nothing where the rule speaks."""
    match reason:
        case EvidenceReason.SUPPORTED | EvidenceReason.CONTRADICTED:
            return Remedy(None)
        case EvidenceReason.SIGN_ONLY if verdict.trend is not None:
            # A trend alone is never confirmed, however long it lasts.
            is_share = indicator.measure is Measure.SHARE
            return Remedy(Resolution.NUMBER_OF_ANSWERS if is_share else Resolution.METHOD)
        case EvidenceReason.SIGN_ONLY:
            return Remedy(Resolution.NEXT_REVIEW)
        case EvidenceReason.NOT_SHOWN:
            return Remedy(_of_uncertainty(indicator), _quiet_months(verdict))
        case _ if verdict.reason is not None:
            resolution = OF_VERDICT[verdict.reason]
            waits = resolution is Resolution.MORE_TIME
            return Remedy(resolution, _quiet_months(verdict) if waits else None)
        case _:  # a change without a better and a worse
            return Remedy(Resolution.PEOPLE)


def of_level(reason: EvidenceReason, indicator: Indicator) -> Remedy:
    """For a rule that reads the newest values themselves. Nothing where the rule speaks."""
    match reason:
        case EvidenceReason.NOT_SHOWN:
            return Remedy(_of_uncertainty(indicator))
        case EvidenceReason.NO_METHOD if indicator.measure is Measure.SHARE:
            return Remedy(Resolution.NUMBER_OF_ANSWERS)
        case _:
            return Remedy(_OF_LEVEL.get(reason))


def _of_uncertainty(indicator: Indicator) -> Resolution:
    is_share = indicator.measure is Measure.SHARE
    return Resolution.MORE_ANSWERS if is_share else Resolution.MORE_TIME


def _quiet_months(verdict: Verdict) -> float | None:
    """They answer only where a fall is what is waited for."""
    if verdict.direction is not Direction.LOWER or verdict.detectable is None:
        return None
    return verdict.detectable.quiet_months
