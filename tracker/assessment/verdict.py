"""Series to verdicts: which can be judged at all, and by which method. The methods stand apart."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final

import numpy as np

from tracker.assessment.counts.change import count_changes
from tracker.assessment.finding import Finding
from tracker.assessment.known import Known, known_at
from tracker.assessment.series import unjudged_because
from tracker.assessment.shares.change import answers, share_changes
from tracker.assessment.trends.trend import trend_change
from tracker.assessment.words import word_for
from tracker.model.definitions import Freshness, Indicator, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.verdicts import Verdict

_AT_ONCE: Final = 4096  # series: enough to be quick, few enough to be small


class _Method(Enum):
    COUNTS = auto()
    SHARES = auto()  # with the answers behind them
    TREND = auto()  # of values without a known base


@dataclass(frozen=True)
class Case:
    """A series to be judged.

    series      as the reader may see it: suppressed values are within bounds, never known
    phase       the area's, since the direction may depend on it; None where nobody has decided
    """

    series: Series
    indicator: Indicator
    phase: int | None


def assess(
    series: Series,
    indicator: Indicator,
    *,
    reference_date: date,
    phase: int | None,
    freshness: Freshness,
) -> Verdict:
    """What one series says about change since its baseline; as `assess_all` says of it."""
    case = Case(series, indicator, phase)
    return assess_all([case], reference_date=reference_date, freshness=freshness)[0]


def assess_all(
    cases: Sequence[Case], *, reference_date: date, freshness: Freshness
) -> list[Verdict]:
    """What each series says about change since its baseline, at the reference date.

    freshness   when a value is too old, where the indicator does not say so itself

    Periods that end after the reference date change nothing, and neither do the other cases.
    """
    verdicts: list[Verdict] = []
    for start in range(0, len(cases), _AT_ONCE):
        some = cases[start : start + _AT_ONCE]
        findings = _find(some, reference_date, freshness)
        verdicts += [_in_words(case, found) for case, found in zip(some, findings, strict=True)]
    return verdicts


def _in_words(case: Case, finding: Finding) -> Verdict:
    direction = case.indicator.direction_in(case.phase)
    return Verdict(
        word=word_for(finding.level, direction, finding.reason),
        direction=direction,
        reason=finding.reason,
        baseline=finding.baseline,
        latest=finding.latest,
        change=finding.change,
        detectable=finding.detectable,
        overdispersion=finding.overdispersion,
        method=finding.method,
        assumed_n=finding.assumed_n,
        reviews=finding.reviews,
        trend=finding.trend,
    )


def _find(cases: Sequence[Case], reference_date: date, freshness: Freshness) -> list[Finding]:
    indicators = [case.indicator for case in cases]
    known = known_at([c.series for c in cases], indicators, reference_date=reference_date)
    findings = []
    rows_by_method: dict[_Method, list[int]] = defaultdict(list)
    for row, indicator in enumerate(indicators):
        seen = known.of(row)
        reason = unjudged_because(seen, indicator, reference_date, freshness)
        findings.append(Finding(reason=reason))
        if reason is None:
            rows_by_method[_method(seen, indicator)].append(row)
    for method, rows in rows_by_method.items():
        found = _apply(method, known.taken(np.array(rows)), reference_date)
        for row, finding in zip(rows, found, strict=True):
            findings[row] = finding
    return findings


def _method(seen: Sequence[Observation], indicator: Indicator) -> _Method:
    match indicator.measure:
        case Measure.COUNT | Measure.RATE:
            return _Method.COUNTS
        case Measure.VALUE:
            return _Method.TREND
        case Measure.SHARE:
            numbered = [o for o in seen if o.status is not Status.SUPPRESSED]
            answered = any(answers(o, indicator) is not None for o in numbered)
            is_plain = numbered and not answered and not indicator.panel
            return _Method.TREND if is_plain else _Method.SHARES


def _apply(method: _Method, known: Known, reference_date: date) -> list[Finding]:
    match method:
        case _Method.COUNTS:
            return count_changes(known, reference_date=reference_date)
        case _Method.SHARES:
            return share_changes(known)
        case _Method.TREND:
            return [
                trend_change(known.of(row), indicator, reference_date=reference_date)
                for row, indicator in enumerate(known.indicators)
            ]
