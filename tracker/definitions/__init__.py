"""goals.yaml and phases.yaml → model; cross-references checked; JSON Schema for editors.

Also the small files beside the shipped data: provenance, example decisions, events.

yaml_text     text → plain values that know their lines
shape         pydantic's errors → faults
pieces        the valid pieces of a file that may have faults elsewhere
goal_rules    what must hold within goals.yaml
phase_rules   what must hold within phases.yaml, and between the two
loading       all of that in one line
changes       what differs between two definitions
documents     the data folders, provenance and decisions; events reads events.csv
entries       what a steering group has on record, as it is shipped or handed in
recipes       a recipe for other people's files, as a file of its own
"""

from tracker.definitions.changes import Change, DefinitionChange, Subject, differences
from tracker.definitions.documents import (
    DataFile,
    DecisionEntry,
    data_files,
    load_decisions,
    load_provenance,
)
from tracker.definitions.entries import load_entries, parse_entries
from tracker.definitions.events import load_events
from tracker.definitions.loading import (
    GOALS_FILE,
    PHASES_FILE,
    json_schema,
    load_definitions,
    parse_definitions,
)
from tracker.definitions.recipes import parse_recipe

__all__ = [
    "GOALS_FILE",
    "PHASES_FILE",
    "Change",
    "DataFile",
    "DecisionEntry",
    "DefinitionChange",
    "Subject",
    "data_files",
    "differences",
    "json_schema",
    "load_decisions",
    "load_definitions",
    "load_entries",
    "load_events",
    "load_provenance",
    "parse_definitions",
    "parse_entries",
    "parse_recipe",
]
