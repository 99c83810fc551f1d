"""The report: every series with its verdict, every area with its phase and conditions.

The one place where stored values, definitions and assessment meet. Pages, exports and commands
show what is built here and compute no verdict of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import assessment
from tracker.disclosure import Visibility, visibility
from tracker.model.access import Reader
from tracker.model.definitions import (
    Area,
    Condition,
    Definitions,
    EvidenceRule,
    Indicator,
    IndicatorKind,
)
from tracker.model.observations import Series
from tracker.model.records import PhaseDecision, PhaseDirectionTaken, Upload
from tracker.model.report import (
    AreaReport,
    ConditionReport,
    GoalReport,
    PhaseStatus,
    Report,
    SeriesReport,
    Shown,
)
from tracker.model.verdicts import Reason, Verdict, Word
from tracker.service.programme import reference_date
from tracker.service.shown import baseline_band, shown_values
from tracker.store import Snapshot


@dataclass(frozen=True)
class _Basis:
    """What every part of one report is built from."""

    definitions: Definitions
    reader: Reader
    day: date
    series: Mapping[tuple[str, str], Series]
    phases: Mapping[str, PhaseStatus]
    uploads: Mapping[tuple[str, str], tuple[Upload, ...]]


def build_report(
    snapshot: Snapshot, reader: Reader, *, today: date, per: date | None = None
) -> Report | None:
    """The report of one data version for one reader; None while nothing is defined.

    per   the reference date; None: today while the programme runs, then its end.
    """
    definitions = snapshot.definitions()
    if definitions is None:
        return None
    day = per or reference_date(definitions.programme, today)
    decisions = snapshot.decisions(reader)
    basis = _Basis(
        definitions=definitions,
        reader=reader,
        day=day,
        series={(s.indicator_id, s.area_id): s for s in snapshot.series(reader)},
        phases={area.id: phase_status(area, decisions, day) for area in definitions.phase_areas},
        uploads=_uploads_by_series(snapshot, reader),
    )
    made = {
        (indicator.id, area_id): _series_report(basis, indicator, definitions.areas[area_id])
        for indicator in definitions.indicators.values()
        for area_id in indicator.areas
    }
    return Report(
        definitions=definitions,
        publication=snapshot.number,
        audience=reader.audience,
        organisations=reader.organisations,
        reference_date=day,
        programme_ended=day >= definitions.programme.end,
        areas=tuple(_area_report(basis, status, made) for status in basis.phases.values()),
        goals=tuple(
            _goal_report(definitions, goal_index, made)
            for goal_index in range(len(definitions.programme.goals))
        ),
        cross_cutting=tuple(
            made[indicator.id, area]
            for indicator in definitions.programme.indicators
            for area in indicator.areas
        ),
        method=assessment.METHOD_VERSION,
    )


def phase_status(area: Area, decisions: Iterable[PhaseDecision], day: date) -> PhaseStatus:
    """The phase that the latest decision valid on `day` gives, and which way it went."""
    valid = tuple(d for d in decisions if d.area_id == area.id and d.valid_from <= day)
    if not valid:
        return PhaseStatus(area, None, None, ())
    latest = valid[-1]
    if len(valid) == 1:
        return PhaseStatus(area, latest, PhaseDirectionTaken.FIRST, valid)
    before = valid[-2].phase
    if latest.phase == before:
        direction = PhaseDirectionTaken.UNCHANGED
    elif latest.phase > before:
        direction = PhaseDirectionTaken.FORWARD
    else:
        direction = PhaseDirectionTaken.BACKWARD
    return PhaseStatus(area, latest, direction, valid)


def since(status: PhaseStatus) -> date | None:
    """The day the area entered its present phase; a renewed decision does not move it."""
    entered = None
    for decision in reversed(status.decisions):
        if decision.phase != status.phase:
            break
        entered = decision.valid_from
    return entered


def _uploads_by_series(
    snapshot: Snapshot, reader: Reader
) -> dict[tuple[str, str], tuple[Upload, ...]]:
    by_id = {upload.id: upload for upload in snapshot.uploads(reader)}
    found: dict[tuple[str, str], list[Upload]] = {}
    for upload_id, keys in snapshot.upload_series(reader).items():
        for key in keys:
            if upload_id in by_id:
                found.setdefault(key, []).append(by_id[upload_id])
    return {
        key: tuple(sorted(uploads, key=lambda u: u.received_at)) for key, uploads in found.items()
    }


def _phase_of(basis: _Basis, area: Area) -> int | None:
    """The phase that a series in the area is read in: its own, its stand-in's, its parent's."""
    for area_id in (area.id, area.proxy_for, area.parent):
        status = basis.phases.get(area_id) if area_id else None
        if status and status.phase:
            return status.phase
    return None


def _series_report(basis: _Basis, indicator: Indicator, area: Area) -> SeriesReport:
    phase = _phase_of(basis, area)
    series = basis.series.get((indicator.id, area.id)) or Series(indicator.id, area.id, ())
    if visibility(basis.reader, indicator) is Visibility.NAME_ONLY:
        hidden = Verdict(Word.HIDDEN, indicator.direction_in(phase), Reason.NOT_FOR_READER)
        return SeriesReport(indicator, area, series, (), None, hidden, None, 0, None, ())
    verdict = assessment.assess(
        series,
        indicator,
        reference_date=basis.day,
        phase=phase,
        freshness=basis.definitions.phase_model.freshness,
    )
    shown = shown_values(series, indicator)
    due = assessment.next_due(series, indicator, basis.day) if _awaited(indicator) else None
    return SeriesReport(
        indicator=indicator,
        area=area,
        series=series,
        shown=shown,
        latest=_latest(shown, basis.day),
        verdict=verdict,
        baseline_band=baseline_band(verdict.baseline, series, indicator),
        late_by=max(0, (basis.day - due).days) if due else 0,
        next_due=due,
        uploads=basis.uploads.get((indicator.id, area.id), ()),
    )


def _awaited(indicator: Indicator) -> bool:
    """Whether anybody is to deliver the next value: background figures are taken as they come."""
    return indicator.assess and indicator.kind is not IndicatorKind.CONTEXT


def _latest(shown: tuple[Shown, ...], day: date) -> Shown | None:
    counted = [s for s in shown if s.value is not None and s.observation.period.end <= day]
    return counted[-1] if counted else None


def _goal_report(
    definitions: Definitions, index: int, made: Mapping[tuple[str, str], SeriesReport]
) -> GoalReport:
    goal = definitions.programme.goals[index]
    reports = [made[i.id, area] for i in goal.indicators for area in i.areas]
    order = {goal.primary: 0, goal.companion: 1}
    reports.sort(key=lambda r: order.get(r.indicator.id, 2))
    primary = next((r for r in reports if r.indicator.id == goal.primary), None)
    return GoalReport(goal, primary, tuple(reports))


def _area_report(
    basis: _Basis, status: PhaseStatus, made: Mapping[tuple[str, str], SeriesReport]
) -> AreaReport:
    return AreaReport(
        status,
        tuple(
            _condition_report(basis, condition, status, phase, made)
            for phase in (1, 2, 3)
            for condition in basis.definitions.phase_model.conditions
        ),
    )


def _condition_report(
    basis: _Basis,
    condition: Condition,
    status: PhaseStatus,
    phase: int,
    made: Mapping[tuple[str, str], SeriesReport],
) -> ConditionReport:
    rules = [rule for part in condition.evidence if part.phase == phase for rule in part.rules]
    read = [(rule, _evidence_series(basis, rule, status.area, made)) for rule in rules]
    # Rules that read what is not followed in the area say nothing, unless no other does.
    followed = [(rule, series) for rule, series in read if series or not rule.indicator]
    items = []
    for rule, report in followed or read:
        indicator = basis.definitions.indicators.get(rule.indicator or "")
        items.append(
            assessment.evidence(
                rule,
                indicator,
                report.series if report else None,
                report.verdict if report else None,
                reference_date=basis.day,
            )
        )
    return ConditionReport(condition, phase, tuple(items))


def _evidence_series(
    basis: _Basis,
    rule: EvidenceRule,
    judged: Area,
    made: Mapping[tuple[str, str], SeriesReport],
) -> SeriesReport | None:
    """The series a rule reads: of the area it names, else of the judged area or its stand-in."""
    if rule.indicator is None:
        return None
    stand_ins = [a.id for a in basis.definitions.programme.areas if a.proxy_for == judged.id]
    for area_id in [rule.area] if rule.area else [judged.id, *stand_ins]:
        if found := made.get((rule.indicator, area_id)):
            return found
    return None
