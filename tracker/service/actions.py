"""What the actions come to together: their order, what they wait for, gaps, the mix of types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.model.advice import Backslide
from tracker.model.definitions import Area, Condition, Definitions, Goal
from tracker.model.report import AreaReport, Report
from tracker.model.steering import ActionStatus, ActionType, SteeringAction
from tracker.service.conditions import Weight, weigh

_LAST = 9  # an action whose phase nobody has said comes after the third
_AHEAD = frozenset({ActionStatus.PLANNED, ActionStatus.ONGOING})


class Lateness(StrEnum):
    """What an action should have done before the day that is asked about."""

    BEGUN = "begun"
    ENDED = "ended"


def lateness(action: SteeringAction, day: date) -> Lateness | None:
    """Whether it should have begun or ended before the day; None without a date that says so."""
    if action.status in _AHEAD and action.end and action.end < day:
        return Lateness.ENDED
    if action.status is ActionStatus.PLANNED and action.start and action.start < day:
        return Lateness.BEGUN
    return None


def in_order(actions: Iterable[SteeringAction]) -> tuple[SteeringAction, ...]:
    """By phase; within a phase what enables before what it enables, then by start and title.

    Actions that wait for each other in a circle come last in their phase, by start and title.
    """
    left = sorted(actions, key=_rank)
    placed: list[SteeringAction] = []
    while left:
        phase = left[0].phase
        same = [action for action in left if action.phase == phase]
        waited_for = {later for action in same for later in action.enables if later != action.id}
        following = next((a for a in same if a.id not in waited_for), same[0])
        left.remove(following)
        placed.append(following)
    return tuple(placed)


def _rank(action: SteeringAction) -> tuple[int, date, str]:
    return action.phase or _LAST, action.start or date.max, action.title


def by_phase(
    actions: Iterable[SteeringAction],
) -> tuple[tuple[int | None, tuple[SteeringAction, ...]], ...]:
    """(phase, its actions in order) of each phase that has any; last those without a phase."""
    ordered = in_order(actions)
    phases = dict.fromkeys(action.phase for action in ordered)
    return tuple((phase, tuple(a for a in ordered if a.phase == phase)) for phase in phases)


def enablers(actions: Sequence[SteeringAction]) -> dict[str, tuple[SteeringAction, ...]]:
    """The actions that make each action possible, by its id; absent where none does."""
    found: dict[str, tuple[SteeringAction, ...]] = {}
    for action in in_order(actions):
        for later in action.enables:
            found[later] = (*found.get(later, ()), action)
    return found


def awaited(
    action: SteeringAction, before: Mapping[str, Sequence[SteeringAction]]
) -> tuple[SteeringAction, ...]:
    """What a planned action still waits for: what enables it and is not done."""
    if action.status is not ActionStatus.PLANNED:
        return ()
    return tuple(a for a in before.get(action.id, ()) if a.status is not ActionStatus.DONE)


@dataclass(frozen=True)
class Gaps:
    """Where the chain problem → cause → action → indicator lacks a link.

    goals              målområden that no action serves
    setbacks           series that have worsened since the phase was decided, and no action that is
                       planned or ongoing is to show in them
    conditions         (area, condition) of an area's present phase that the evidence speaks
                       against, and no action that is planned or ongoing there is for
    without_indicator  actions that are to show nowhere
    without_goal       actions that serve no goal
    """

    goals: tuple[Goal, ...]
    setbacks: tuple[Backslide, ...]
    conditions: tuple[tuple[Area, Condition], ...]
    without_indicator: tuple[SteeringAction, ...]
    without_goal: tuple[SteeringAction, ...]


def gaps(actions: Sequence[SteeringAction], report: Report) -> Gaps:
    """The gaps. An action that was stopped fills none, and is none."""
    kept = [a for a in in_order(actions) if a.status is not ActionStatus.STOPPED]
    ahead = [a for a in kept if a.status in _AHEAD]
    served = {goal for a in kept for goal in a.goals}
    shows_in = {indicator for a in ahead for indicator in a.indicators}
    return Gaps(
        goals=tuple(g for g in report.definitions.programme.goals if g.id not in served),
        setbacks=tuple(
            found
            for area in report.areas
            for found in area.worsened
            if found.indicator_id not in shows_in
        ),
        conditions=tuple(
            (area.status.area, condition)
            for area in report.areas
            for condition in _against(area)
            if not any(
                condition.id in a.conditions and touches(a, area.status.area, report.definitions)
                for a in ahead
            )
        ),
        without_indicator=tuple(a for a in kept if not a.indicators),
        without_goal=tuple(a for a in kept if not a.goals),
    )


def _against(area: AreaReport) -> list[Condition]:
    return [
        found.condition
        for found in area.conditions
        if found.phase == area.status.phase and weigh(found) is Weight.AGAINST
    ]


def touches(action: SteeringAction, area: Area, definitions: Definitions) -> bool:
    """Whether an action is in the area, or in a part of it."""
    known = (definitions.areas.get(named) for named in action.areas)
    return any(found and area.id in (found.id, found.parent) for found in known)


@dataclass(frozen=True)
class Mix:
    """The actions that are ongoing in an area, by type, beside the phase of the area.

    lacking   the types of which none is ongoing; empty where no action is ongoing at all
    """

    area: Area
    phase: int | None
    ongoing: Mapping[ActionType, int]
    lacking: tuple[ActionType, ...]


def mixes(actions: Sequence[SteeringAction], report: Report) -> tuple[Mix, ...]:
    """The mix in each area whose phase is decided, and in each of its parts."""
    return tuple(_mix(actions, area, report.definitions) for area in report.areas)


def _mix(actions: Sequence[SteeringAction], area: AreaReport, definitions: Definitions) -> Mix:
    there = [
        a.type
        for a in actions
        if a.status is ActionStatus.ONGOING and touches(a, area.status.area, definitions)
    ]
    ongoing = {kind: there.count(kind) for kind in ActionType}
    lacking = tuple(kind for kind in ActionType if there and not ongoing[kind])
    return Mix(area.status.area, area.status.phase, ongoing, lacking)
