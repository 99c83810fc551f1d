"""The report: every series with its verdict, every area with its phase and conditions.

The one place where stored values, definitions and assessment meet. Pages, exports and commands
show what is built here and compute no verdict of their own.
"""

from collections.abc import Iterable
from datetime import date

from tracker import assessment
from tracker.model.access import Reader
from tracker.model.definitions import Area, Goal
from tracker.model.records import PhaseDecision, PhaseDirectionTaken, Upload
from tracker.model.report import GoalReport, PhaseStatus, Report
from tracker.service.area_reports import Made, area_reports
from tracker.service.basis import Basis
from tracker.service.programme import reference_date
from tracker.service.series_reports import headline, series_reports
from tracker.service.steering_views import added_events, what_is_said
from tracker.store import Snapshot


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
    basis = Basis(
        definitions=definitions,
        reader=reader,
        day=day,
        series={(s.indicator_id, s.area_id): s for s in snapshot.series(reader)},
        phases={area.id: phase_status(area, decisions, day) for area in definitions.phase_areas},
        uploads=_uploads_by_series(snapshot, reader),
    )
    made = series_reports(basis)
    goals = tuple(_goal_report(goal, made) for goal in definitions.programme.goals)
    return Report(
        definitions=definitions,
        publication=snapshot.number,
        audience=reader.audience,
        organisations=reader.organisations,
        reference_date=day,
        programme_ended=day >= definitions.programme.end,
        areas=area_reports(basis, made),
        goals=goals,
        cross_cutting=tuple(
            made[indicator.id, area]
            for indicator in definitions.programme.indicators
            for area in indicator.areas
        ),
        method=assessment.METHOD_VERSION,
        headline=headline(goals, made),
        added_events=added_events(snapshot, reader),
        entries=what_is_said(snapshot.entries(reader)),
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


def _goal_report(goal: Goal, made: Made) -> GoalReport:
    reports = [made[i.id, area] for i in goal.indicators for area in i.areas]
    order = {goal.primary: 0, goal.companion: 1}
    reports.sort(key=lambda r: order.get(r.indicator.id, 2))
    primary = next((r for r in reports if r.indicator.id == goal.primary), None)
    return GoalReport(goal, primary, tuple(reports))
