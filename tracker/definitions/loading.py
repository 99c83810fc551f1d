"""The two files → definitions, or every fault in both."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from tracker.definitions.events import load_events
from tracker.definitions.goal_rules import goal_faults
from tracker.definitions.phase_rules import phase_faults
from tracker.definitions.shape import check_shape
from tracker.definitions.yaml_text import Tree, decode, read_tree
from tracker.errors import DefinitionsInvalid, Fault, ProgrammeNotFound
from tracker.model.base import Record
from tracker.model.definitions import Definitions, PhaseModel, Programme

R = TypeVar("R", bound=Record)
GOALS_FILE = "goals.yaml"
PHASES_FILE = "phases.yaml"
EVENTS_FILE = "data/open/events.csv"


def load_definitions(folder: Path) -> Definitions:
    """Read goals.yaml and phases.yaml of a programme folder, and its events if it lists any.

    Raises ProgrammeNotFound when one of them is missing; DefinitionsInvalid with every fault
    in both.
    """
    for name in (GOALS_FILE, PHASES_FILE):
        if not (folder / name).is_file():
            raise ProgrammeNotFound("programme_file_missing", folder=folder, file=name)
    definitions = _definitions(
        read_file(folder / GOALS_FILE, GOALS_FILE), read_file(folder / PHASES_FILE, PHASES_FILE)
    )
    events = folder / EVENTS_FILE
    if not events.is_file():
        return definitions
    return definitions.model_copy(update={"events": load_events(events)})


def parse_definitions(goals: str, phases: str) -> Definitions:
    """The definitions in two YAML texts. Raises DefinitionsInvalid with every fault in both."""
    return _definitions(
        read_tree(goals.removeprefix("\ufeff"), GOALS_FILE),
        read_tree(phases.removeprefix("\ufeff"), PHASES_FILE),
    )


def read_file(path: Path, name: str) -> Tree:
    """A YAML file as a tree that faults call `name`."""
    text = decode(path.read_bytes(), name)
    return Tree(name, None, faults=(text,)) if isinstance(text, Fault) else read_tree(text, name)


def json_schema() -> dict[str, object]:
    """JSON Schemas for editors: `goals` for goals.yaml, `phases` for phases.yaml."""
    return {"goals": _schema(Programme), "phases": _schema(PhaseModel)}


def _schema(model: type[Record]) -> dict[str, object]:
    schema: dict[str, object] = model.model_json_schema()
    definitions = schema.get("$defs")
    if isinstance(definitions, dict) and "Period" in definitions:
        # The file has a text or a bare year where the model holds first and last day.
        definitions["Period"] = {
            "type": ["string", "integer"],
            "title": "Window",
            "description": "2017-01..2018-12, or one period such as 2018, 2017/18, 2017-11/2018-02",
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _definitions(goals: Tree, phases: Tree) -> Definitions:
    programme, goal_shape = _shape(goals, Programme)
    phase_model, phase_shape = _shape(phases, PhaseModel)
    faults = [*_in_order([*goals.faults, *goal_shape, *goal_faults(goals)])]
    faults += _in_order([*phases.faults, *phase_shape, *phase_faults(phases, goals)])
    if faults or programme is None or phase_model is None:
        raise DefinitionsInvalid("definitions_invalid", tuple(faults))
    return Definitions(programme=programme, phase_model=phase_model)


def _shape(tree: Tree, model: type[R]) -> tuple[R | None, list[Fault]]:
    """The fields' faults; none are looked for in a file that could not be read whole."""
    if tree.data is None or any(f.code == "yaml_too_large" for f in tree.faults):
        return None, []
    return check_shape(tree, model)


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.line or 0)
