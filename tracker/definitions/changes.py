"""What differs between two definitions, for people to see before it takes effect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.model.base import Record, Words
from tracker.model.definitions import Definitions, PhaseModel, Programme

_LONGEST_SHOWN = 120
_HELD_APART = {"organisations", "areas", "goals", "indicators", "phases", "conditions"}


class Change(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"  # an indicator that says which one it replaces


class Subject(StrEnum):
    """What kind of thing."""

    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    AREA = "area"
    GOAL = "goal"
    INDICATOR = "indicator"
    PHASE = "phase"
    CONDITION = "condition"
    EVENT = "event"
    PHASE_MODEL = "phase_model"  # the note, backsliding, hysteresis and freshness


@dataclass(frozen=True)
class DefinitionChange:
    """One difference.

    field           the place within the thing, `baseline › window`; None: the whole thing
    before, after   short texts; None where there is nothing
    like            of an added indicator: a removed one that says the same, so that this is
                    perhaps the same series under another id
    """

    change: Change
    subject: Subject
    id: str
    name: Words
    field: str | None = None
    before: str | None = None
    after: str | None = None
    like: str | None = None


@dataclass(frozen=True)
class _Thing:
    subject: Subject
    id: str
    name: Words
    fields: Mapping[str, str]
    replaces: str | None = None


def differences(old: Definitions | None, new: Definitions) -> tuple[DefinitionChange, ...]:
    """Everything added, changed and removed, in the new file's order, what is removed last.

    old   None when nothing was defined before: then everything is added
    """
    before = {(t.subject, t.id): t for t in _things(old)} if old else {}
    found: list[DefinitionChange] = []
    for thing in _things(new):
        key = (thing.subject, thing.id)
        if key in before:
            found += _changed(before.pop(key), thing)
        elif thing.replaces and (replaced := before.pop((thing.subject, thing.replaces), None)):
            found.append(_whole(Change.RENAMED, thing, replaced.id, thing.id))
            found += _changed(replaced, thing)
        else:
            found.append(_whole(Change.ADDED, thing, None, None))
    removed = list(before.values())
    found = [_with_like(change, new, removed) for change in found]
    found += [_whole(Change.REMOVED, thing, None, None) for thing in removed]
    return tuple(found)


def _with_like(
    change: DefinitionChange, new: Definitions, removed: Sequence[_Thing]
) -> DefinitionChange:
    """An added indicator that has a removed one's name or definition: renamed by oversight?"""
    if (change.change, change.subject) != (Change.ADDED, Subject.INDICATOR):
        return change
    added = new.indicators[change.id]
    for thing in removed:
        same_name = thing.name.sv == added.name.sv
        same_definition = thing.fields.get("definition › sv") == added.definition.sv
        if thing.subject is Subject.INDICATOR and (same_name or same_definition):
            return replace(change, like=thing.id)
    return change


def _whole(
    change: Change, thing: _Thing, before: str | None, after: str | None
) -> DefinitionChange:
    return DefinitionChange(change, thing.subject, thing.id, thing.name, None, before, after)


def _changed(old: _Thing, new: _Thing) -> Iterator[DefinitionChange]:
    for name in [*new.fields, *(n for n in old.fields if n not in new.fields)]:
        was, now = old.fields.get(name), new.fields.get(name)
        if was != now:
            yield DefinitionChange(
                Change.CHANGED, new.subject, new.id, new.name, name, _short(was), _short(now)
            )


def _short(text: str | None) -> str | None:
    if text is None or len(text) <= _LONGEST_SHOWN:
        return text
    return text[: _LONGEST_SHOWN - 1] + "…"


def _things(definitions: Definitions) -> Iterator[_Thing]:
    programme, model = definitions.programme, definitions.phase_model
    yield _thing(Subject.PROGRAMME, programme.id, programme.name, programme)
    for organisation in programme.organisations:
        yield _thing(Subject.ORGANISATION, organisation.id, organisation.name, organisation)
    for area in programme.areas:
        yield _thing(Subject.AREA, area.id, area.name, area)
    for goal in programme.goals:
        yield _thing(Subject.GOAL, goal.id, goal.name, goal)
    for indicator in definitions.indicators.values():
        goal_of = definitions.goal_of.get(indicator.id)
        thing = _thing(Subject.INDICATOR, indicator.id, indicator.name, indicator)
        owner = {"goal": goal_of.id} if goal_of else {}
        yield _Thing(
            thing.subject, thing.id, thing.name, {**owner, **thing.fields}, indicator.replaces
        )
    for phase in model.phases:
        yield _thing(Subject.PHASE, str(phase.number), phase.name, phase)
    for condition in model.conditions:
        yield _thing(Subject.CONDITION, condition.id, condition.name, condition)
    for event in definitions.events:
        yield _thing(Subject.EVENT, f"{event.when.code} {event.label.sv}", event.title, event)
    yield _thing(Subject.PHASE_MODEL, "phases", model.note, model)


def _thing(subject: Subject, id_: str, name: Words, record: Record) -> _Thing:
    raw = record.model_dump(mode="json", exclude_none=True)
    apart = _HELD_APART if isinstance(record, Programme | PhaseModel) else set()
    if subject is Subject.GOAL:
        apart = {"indicators"}
    fields = dict(_leaves({k: v for k, v in raw.items() if k not in apart}, ""))
    return _Thing(subject, id_, name, {k: v for k, v in fields.items() if k != "id"})


def _leaves(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Each plain value with its place; a list of plain values is one value."""
    inside = f"{place} › " if place else ""
    match value:
        case dict():
            for key, item in value.items():
                yield from _leaves(item, f"{inside}{key}")
        case list() if any(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, start=1):
                yield from _leaves(item, f"{inside}{number}")
        case list():
            if value:
                yield place, ", ".join(map(str, value))
        case _:
            yield place, str(value)
