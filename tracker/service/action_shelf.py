"""The actions on record, as a page wants them: in force, of a goal, taken out, as they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.model.access import Reader
from tracker.model.steering import EntryKind, Recorded, SteeringAction
from tracker.store import Snapshot


@dataclass(frozen=True)
class Shelf:
    """The actions that a reader may see.

    every      the newest version of each that is in the plan, as first recorded first
    withdrawn  those that were taken out of it
    history    the versions before, newest first, by id; absent for an action never edited
    goal       the goal whose actions are asked for; None: all
    """

    every: tuple[SteeringAction, ...]
    withdrawn: tuple[SteeringAction, ...]
    history: Mapping[str, tuple[Recorded, ...]]
    goal: str | None = None

    @property
    def chosen(self) -> tuple[SteeringAction, ...]:
        """Those that serve the goal."""
        return tuple(a for a in self.every if self.goal is None or self.goal in a.goals)

    @cached_property
    def by_id(self) -> dict[str, SteeringAction]:
        """Every action in the plan, by id."""
        return {action.id: action for action in self.every}


def shelf_of(snapshot: Snapshot, reader: Reader, goal: str | None = None) -> Shelf:
    """The actions of a data version."""
    recorded = snapshot.entries(reader, EntryKind.ACTION)
    actions = [action_in(one) for one in recorded]
    return Shelf(
        every=tuple(a for a in actions if not a.withdrawn),
        withdrawn=tuple(a for a in actions if a.withdrawn),
        history={
            one.entry.id: snapshot.entry_history(reader, one.entry.id)[-2::-1]
            for one in recorded
            if one.version > 1
        },
        goal=goal,
    )


def action_in(recorded: Recorded) -> SteeringAction:
    """The action of a recorded version."""
    assert isinstance(recorded.entry, SteeringAction)
    return recorded.entry


def changed_fields(old: SteeringAction, new: SteeringAction) -> tuple[str, ...]:
    """The names of the fields that differ, in the model's order."""
    return tuple(f for f in SteeringAction.model_fields if getattr(old, f) != getattr(new, f))
