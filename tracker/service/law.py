"""Underlag enligt lagen (2023:196): what is on record, under the act's headings. Pure.

The act is about the whole municipality; this is the part of one area with its sub-areas. Each
section says what it lacks, so that nobody takes the record for the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.definitions import Area, Definitions, Goal, IndicatorKind
from tracker.model.report import AreaReport, Report, SeriesReport
from tracker.model.steering import (
    ActionStatus,
    Agreement,
    Dialogue,
    Meeting,
    Promise,
    Recorded,
    SteeringAction,
)
from tracker.model.verdicts import Word
from tracker.service.weekly import TertialLine, WeekPicture

_UNTOLD = frozenset({Word.NO_DATA, Word.HIDDEN})


class Gap(StrEnum):
    """What the underlag lacks."""

    NO_VALUES = "no_values"  # series without a value, or not for this reader
    CANNOT_TELL = "cannot_tell"  # too few events, or too old
    NO_WEEKS = "no_weeks"
    BORDER = "border"
    NO_PHASE = "no_phase"
    NO_DIALOGUE = "no_dialogue"
    NO_ACTIONS = "no_actions"
    NO_PROBLEM = "no_problem"  # actions that name no problem
    NO_CAUSE = "no_cause"
    NO_TIME = "no_time"
    NO_INDICATOR = "no_indicator"
    NO_UPDATE = "no_update"
    NO_MEETING = "no_meeting"
    NO_AGREEMENT = "no_agreement"
    COORDINATOR = "coordinator"  # samordningsfunktion: not kept here
    COUNCIL = "council"  # råd: not kept here
    ADOPTED = "adopted"  # the decision to adopt lägesbild and åtgärdsplan: not kept here


@dataclass(frozen=True)
class Missing:
    """A gap and how many things have it; 0 where it is not a matter of number."""

    gap: Gap
    count: int = 0


@dataclass(frozen=True)
class GoalFacts:
    """What is known of a goal in the area: its outcomes. None: owned by no goal."""

    goal: Goal | None
    series: tuple[SeriesReport, ...]


@dataclass(frozen=True)
class LawBasis:
    """The underlag: the facts of each section, and what each lacks."""

    area: Area
    areas: tuple[Area, ...]  # the area and those that lie in it
    mapping: tuple[GoalFacts, ...]
    weeks: tuple[TertialLine, ...]
    picture: WeekPicture | None
    phases: tuple[AreaReport, ...]
    efforts: tuple[SeriesReport, ...]  # outputs: what was done
    dialogues: tuple[Dialogue, ...]
    promises: tuple[Promise, ...]
    actions: tuple[SteeringAction, ...]
    agreements: tuple[Agreement, ...]
    meetings: tuple[Meeting, ...]
    missing_mapping: tuple[Missing, ...]
    missing_other: tuple[Missing, ...]
    missing_analysis: tuple[Missing, ...]
    missing_plan: tuple[Missing, ...]
    missing_follow_up: tuple[Missing, ...]
    missing_coordination: tuple[Missing, ...]

    @property
    def fictional(self) -> bool:
        """Whether anything of it is invented."""
        series = (*(s for facts in self.mapping for s in facts.series), *self.efforts)
        entries = (*self.dialogues, *self.promises, *self.actions, *self.agreements, *self.meetings)
        decisions = (d for a in self.phases for d in a.status.decisions)
        return (
            any(s.series.fictional for s in series)
            or any(e.fictional for e in entries)
            or any(d.fictional for d in decisions)
        )


def law_basis(
    report: Report,
    recorded: Iterable[Recorded],
    picture: WeekPicture | None,
    area_id: str | None = None,
) -> LawBasis | None:
    """The underlag of an area with those that lie in it; None where nothing is phase-assessed.

    area_id   an area whose phase is decided; else the whole, the first in the file's order
    """
    definitions = report.definitions
    area = _area(definitions, area_id)
    if area is None:
        return None
    areas = (area, *(a for a in definitions.programme.areas if a.parent == area.id))
    ids = {a.id for a in areas}
    entries = [r.entry for r in recorded if not r.entry.withdrawn]
    mapping, efforts = _mapping(report, ids), _of_kind(report, ids, IndicatorKind.OUTPUT)
    weeks = tuple(t for t in picture.tertials if t.area.id in ids) if picture else ()
    phases = tuple(a for a in report.areas if a.status.area.id in ids)
    dialogues = tuple(e for e in entries if isinstance(e, Dialogue) and e.area in ids)
    promises = tuple(e for e in entries if isinstance(e, Promise) and e.area in ids)
    actions = tuple(e for e in entries if isinstance(e, SteeringAction) and _concerns(e, ids))
    agreements = tuple(e for e in entries if isinstance(e, Agreement))
    meetings = tuple(
        e
        for e in entries
        if isinstance(e, Meeting) and e.status == "held" and e.held_on <= report.reference_date
    )
    return LawBasis(
        area=area,
        areas=areas,
        mapping=mapping,
        weeks=weeks,
        picture=picture,
        phases=phases,
        efforts=tuple(s for s in efforts if s.latest),
        dialogues=dialogues,
        promises=promises,
        actions=actions,
        agreements=agreements,
        meetings=meetings,
        missing_mapping=_missing_mapping(areas, mapping, weeks),
        missing_other=_counted((Gap.NO_DIALOGUE, not dialogues)),
        missing_analysis=_counted(
            (Gap.NO_PHASE, sum(a.status.decision is None for a in phases)),
            (Gap.NO_PROBLEM, sum(a.problem is None for a in actions)),
            (Gap.NO_CAUSE, sum(a.cause is None for a in actions)),
        ),
        missing_plan=_counted(
            (Gap.NO_ACTIONS, not actions),
            (Gap.NO_TIME, sum(a.start is None and a.end is None for a in actions)),
            (Gap.ADOPTED, True),
        ),
        missing_follow_up=_counted(
            (Gap.NO_INDICATOR, sum(not a.indicators for a in actions)),
            (Gap.NO_UPDATE, sum(_unfollowed(a) for a in actions)),
        ),
        missing_coordination=_counted(
            (Gap.COORDINATOR, True),
            (Gap.COUNCIL, True),
            (Gap.NO_AGREEMENT, not agreements),
            (Gap.NO_MEETING, not meetings),
        ),
    )


def _area(definitions: Definitions, area_id: str | None) -> Area | None:
    assessed = {area.id: area for area in definitions.phase_areas}
    whole = next((a for a in assessed.values() if a.level == "whole"), None)
    return assessed.get(area_id or "", whole or next(iter(assessed.values()), None))


def _concerns(action: SteeringAction, ids: set[str]) -> bool:
    return not action.areas or not ids.isdisjoint(action.areas)


def _mapping(report: Report, ids: set[str]) -> tuple[GoalFacts, ...]:
    groups: list[tuple[Goal | None, tuple[SeriesReport, ...]]] = [
        *((goal.goal, goal.series) for goal in report.goals),
        (None, report.cross_cutting),
    ]
    found = ((goal, tuple(s for s in series if _is_outcome(s, ids))) for goal, series in groups)
    return tuple(GoalFacts(goal, series) for goal, series in found if series)


def _is_outcome(one: SeriesReport, ids: set[str]) -> bool:
    return one.area.id in ids and one.indicator.kind is IndicatorKind.OUTCOME


def _of_kind(report: Report, ids: set[str], kind: IndicatorKind) -> tuple[SeriesReport, ...]:
    return tuple(s for s in report.every_series if s.area.id in ids and s.indicator.kind is kind)


def _missing_mapping(
    areas: tuple[Area, ...], mapping: tuple[GoalFacts, ...], weeks: tuple[TertialLine, ...]
) -> tuple[Missing, ...]:
    series = [s for facts in mapping for s in facts.series]
    words = [s.verdict.word for s in series]
    return _counted(
        (Gap.NO_VALUES, sum(word in _UNTOLD for word in words)),
        (Gap.CANNOT_TELL, sum(word in {Word.TOO_FEW, Word.STALE} for word in words)),
        (Gap.NO_WEEKS, not any(line.total for line in weeks)),
        (Gap.BORDER, any(area.versions[-1].note for area in areas)),
    )


def _unfollowed(action: SteeringAction) -> bool:
    """Whether nobody has said how it went, though it has begun."""
    begun = action.status is not ActionStatus.PLANNED
    return begun and not action.updates and action.fidelity == "unknown"


def _counted(*gaps: tuple[Gap, int | bool]) -> tuple[Missing, ...]:
    return tuple(
        Missing(gap, 0 if isinstance(count, bool) else count) for gap, count in gaps if count
    )
