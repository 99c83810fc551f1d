"""What a frozen link shows, as bytes and back: a whole report, of any format ever written."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from tracker.errors import StoreDamaged
from tracker.model.definitions import Condition, Definitions
from tracker.model.links import FrozenReport
from tracker.model.report import (
    AreaReport,
    ConditionReport,
    GoalReport,
    PhaseStatus,
    Report,
    SeriesReport,
)

_Key = tuple[str, str]  # (indicator id, area id)


def freeze(report: Report, *, fingerprint: str) -> bytes:
    """A report as it is kept: the same bytes for each link that is made of it.

    fingerprint   of the definitions in force
    """
    return (
        FrozenReport.model_construct(
            format=2,
            publication=report.publication,
            definitions=fingerprint,
            method=report.method,
            audience=report.audience,
            organisations=tuple(sorted(report.organisations)),
            reference_date=report.reference_date,
            report=report,
        )
        .model_dump_json(exclude={"view", "made_at", "made_by"})
        .encode()
    )


def read_frozen(data: bytes) -> FrozenReport:
    """What was kept, equal to what was frozen. Raises StoreDamaged.

    A format is read for as long as there are links of it: where the report's own types have moved
    on, what has to be told otherwise is told here, by its `format`.
    """
    try:
        frozen = FrozenReport.model_validate_json(data)
    except ValidationError as error:
        raise StoreDamaged("link_unreadable") from error
    return frozen.model_copy(update={"report": _knit(frozen.report)})


def _knit(report: Report) -> Report:
    """The same report with one object for each thing, as `build_report` gives it.

    Pages ask whether a series is the primary one, and of which area, by identity.
    """
    definitions = report.definitions
    made = {_key(one): _series(one, definitions) for one in report.every_series}
    goals = {goal.id: goal for goal in definitions.programme.goals}
    return replace(
        report,
        areas=tuple(_area(one, definitions) for one in report.areas),
        goals=tuple(
            GoalReport(
                goals.get(one.goal.id, one.goal),
                made[_key(one.primary)] if one.primary else None,
                tuple(made[_key(s)] for s in one.series),
            )
            for one in report.goals
        ),
        cross_cutting=tuple(made[_key(one)] for one in report.cross_cutting),
    )


def _key(series: SeriesReport) -> _Key:
    return series.indicator.id, series.area.id


def _series(one: SeriesReport, definitions: Definitions) -> SeriesReport:
    return replace(
        one,
        indicator=definitions.indicators.get(one.indicator.id, one.indicator),
        area=definitions.areas.get(one.area.id, one.area),
    )


def _area(one: AreaReport, definitions: Definitions) -> AreaReport:
    conditions = {c.id: c for c in definitions.phase_model.conditions}
    status = one.status
    area = definitions.areas.get(status.area.id, status.area)
    decided = {decision.id: decision for decision in status.decisions}
    decision = decided.get(status.decision.id) if status.decision else None
    return replace(
        one,
        status=PhaseStatus(area, decision, status.direction, status.decisions),
        conditions=tuple(_condition(c, conditions) for c in one.conditions),
    )


def _condition(one: ConditionReport, known: Mapping[str, Condition]) -> ConditionReport:
    return replace(one, condition=known.get(one.condition.id, one.condition))
