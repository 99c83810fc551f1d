"""The report: every series with its verdict, every area with its phase and conditions.

The one place where stored values, definitions and assessment meet. Pages, exports and commands
show what is built here and compute no verdict of their own.
"""

from datetime import date

from tracker import assessment
from tracker.model.access import Reader
from tracker.model.definitions import Goal
from tracker.model.report import GoalReport, Report
from tracker.service.area_reports import Made
from tracker.service.judged import judged
from tracker.service.programme import reference_date
from tracker.service.series_reports import headline
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
    told = judged(snapshot, definitions, reader, reference_date=day)
    made = told.series
    goals = tuple(_goal_report(goal, made) for goal in definitions.programme.goals)
    return Report(
        definitions=definitions,
        publication=snapshot.number,
        audience=reader.audience,
        organisations=reader.organisations,
        reference_date=day,
        programme_ended=day >= definitions.programme.end,
        areas=told.areas,
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


def _goal_report(goal: Goal, made: Made) -> GoalReport:
    reports = [made[i.id, area] for i in goal.indicators for area in i.areas]
    order = {goal.primary: 0, goal.companion: 1}
    reports.sort(key=lambda r: order.get(r.indicator.id, 2))
    primary = next((r for r in reports if r.indicator.id == goal.primary), None)
    return GoalReport(goal, primary, tuple(reports))
