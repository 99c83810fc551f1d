"""Det frusna underlaget: the slice of a report that stood before those who decided a phase.

Kept by its hash and never changed. Format 1 (`model.frozen`) says codes and numbers, and the words
of the definitions.
"""

import math
from collections.abc import Iterable

from tracker import assessment
from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.model.advice import Support
from tracker.model.definitions import Indicator
from tracker.model.frozen import (
    FrozenCondition,
    FrozenEvidence,
    FrozenSeries,
    FrozenSide,
    FrozenSlice,
    FrozenValue,
)
from tracker.model.report import (
    AreaReport,
    ConditionReport,
    EvidenceItem,
    Report,
    SeriesReport,
    Shown,
)
from tracker.model.verdicts import Compared
from tracker.service.conditions import weigh
from tracker.service.shown import shown_bounds
from tracker.store import fingerprint

_PHASES = (1, 2, 3)
_RANK = (Audience.OPEN, Audience.INTERNAL, Audience.ANALYSIS)


def frozen_slice(report: Report, area_id: str) -> bytes:
    """The slice of a report that a decision on an area rests on; the same bytes each time.

    Raises KeyError for an area whose phase is not decided.
    """
    area = area_seen(report, area_id)
    read = _series_read(report, area)
    return (
        FrozenSlice(
            format=1,
            programme=report.definitions.programme.id,
            area=area_id,
            area_name=area.status.area.name,
            publication=report.publication,
            definitions=fingerprint(report.definitions),
            reference_date=report.reference_date,
            method=report.method,
            audience=report.audience,
            organisations=tuple(sorted(report.organisations)),
            phase=area.status.phase,
            since=area.status.entered,
            support={phase: support_for(area, phase) for phase in _PHASES},
            conditions=tuple(_condition(one, report, area) for one in area.conditions),
            series=tuple(_series(one) for one in read),
        )
        .model_dump_json()
        .encode()
    )


def read_slice(data: bytes) -> FrozenSlice:
    """A slice of any format that has ever been written."""
    return FrozenSlice.model_validate_json(data)


def may_read(reader: Reader, frozen: FrozenSlice) -> bool:
    """Whether a reader may see all that those who decided saw. `öppen` sees no frozen slice."""
    if reader.audience is Audience.OPEN:
        return False
    if _RANK.index(reader.audience) < _RANK.index(frozen.audience):
        return False
    everything = ALL_ORGANISATIONS in reader.organisations
    return everything or reader.organisations >= set(frozen.organisations)


def area_seen(report: Report, area_id: str) -> AreaReport:
    """The report of an area. Raises KeyError for one whose phase is not decided."""
    for area in report.areas:
        if area.status.area.id == area_id:
            return area
    raise KeyError(area_id)


def support_for(area: AreaReport, phase: int) -> Support:
    """What the evidence comes to for any phase of an area, whichever it is in."""
    return assessment.advice(area.conditions, phase).present or Support.NOT_ENOUGH


def _series_read(report: Report, area: AreaReport) -> tuple[SeriesReport, ...]:
    read: dict[tuple[str, str], SeriesReport] = {}
    for condition in area.conditions:
        for item in condition.evidence:
            if found := series_of_rule(item, report, area):
                read[found.indicator.id, found.area.id] = found
    return tuple(read[key] for key in sorted(read))


def series_of_rule(item: EvidenceItem, report: Report, area: AreaReport) -> SeriesReport | None:
    """The series that a rule read in an area: of the area it names, its own or its stand-in's."""
    indicator = item.rule.indicator
    if indicator is None:
        return None
    judged = area.status.area.id
    stand_ins = [a.id for a in report.definitions.programme.areas if a.proxy_for == judged]
    for area_id in [item.rule.area] if item.rule.area else [judged, *stand_ins]:
        for series in report.every_series:
            if (series.indicator.id, series.area.id) == (indicator, area_id):
                return series
    return None


def _condition(one: ConditionReport, report: Report, area: AreaReport) -> FrozenCondition:
    return FrozenCondition(
        id=one.condition.id,
        letter=one.condition.letter,
        name=one.condition.name,
        sign=one.condition.signs.in_phase(one.phase),
        phase=one.phase,
        weight=weigh(one).value,
        standing=one.standing.value,
        supports=one.supports,
        needed=one.needed,
        evidence=tuple(_evidence(one.evidence, report, area)),
    )


def _evidence(
    items: Iterable[EvidenceItem], report: Report, area: AreaReport
) -> Iterable[FrozenEvidence]:
    for item in items:
        series = series_of_rule(item, report, area)
        yield FrozenEvidence(
            rule=item.rule.rule,
            series=(series.indicator.id, series.area.id) if series else None,
            speaks=item.speaks,
            reason=item.reason.value,
            held=item.held,
        )


def _series(one: SeriesReport) -> FrozenSeries:
    verdict = one.verdict
    change = verdict.change
    return FrozenSeries(
        indicator=one.indicator.id,
        name=one.indicator.name,
        area=one.area.id,
        unit=one.indicator.unit,
        fictional=one.series.fictional,
        verdict=verdict.word.value,
        reason=verdict.reason.value if verdict.reason else None,
        direction=verdict.direction.value,
        method=verdict.method,
        baseline=_side(verdict.baseline),
        latest=_side(verdict.latest),
        effect=(change.estimate, change.low, _bounded(change.high))
        if change and math.isfinite(change.estimate)
        else None,
        values=tuple(frozen_value(shown, one.indicator) for shown in one.shown),
    )


def _side(side: Compared | None) -> FrozenSide | None:
    if side is None:
        return None
    window = f"{side.window.start.isoformat()}/{side.window.end.isoformat()}"
    return FrozenSide(window=window, amount=side.amount, base=side.base)


def frozen_value(shown: Shown, indicator: Indicator) -> FrozenValue:
    """A value as a slice keeps it."""
    one = shown.observation
    low, high = shown_bounds(one, indicator) or (None, None)
    return FrozenValue(
        period=one.period.code,
        status=one.status.value,
        value=shown.value,
        interval=shown.interval,
        low=low,
        high=high,
        responses=one.responses,
        denominator=one.denominator,
    )


def _bounded(value: float) -> float | None:
    return value if math.isfinite(value) else None
