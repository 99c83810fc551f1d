"""What was recognised in somebody else's file, small enough to lie beside the draft and be shown.

Nothing of a file with personal data in it is kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from tracker.errors import Fault
from tracker.ingest.grid import TextForm
from tracker.ingest.recognised import Question, Remark, SourceGuess
from tracker.model.observations import Status
from tracker.model.recipes import RecipeBody, Shape

_FILE = "recognised.json"


@dataclass(frozen=True)
class SeenTable:
    """A table with its frame. `rows` are the first, `numbers` their rows in the sheet."""

    sheet: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    size: int
    header_rows: int
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    repeated: int
    filled: tuple[str, ...]


@dataclass(frozen=True)
class SeenMeasure:
    """Something that is measured, with how many values and between which numbers."""

    name: str
    unit: str
    values: int
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class SeenLabel:
    """A dimension: its distinct texts in the file's order, and how many there are of them."""

    name: str
    texts: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class SeenRegion:
    """A place that the file states; `key` is what a recipe knows it by."""

    key: str
    label: str
    level: str
    aggregate: bool
    values: int


@dataclass(frozen=True)
class SeenPeriods:
    """The periods of one kind: the codes of the first and the last, and how many."""

    kind: str
    first: str
    last: str
    size: int


@dataclass(frozen=True)
class SeenValue:
    """One of the first values as it was read."""

    place: str
    labels: tuple[str, ...]
    measure: str
    unit: str
    period: str
    value: float | None
    status: Status
    reason: str
    row: int


@dataclass(frozen=True)
class Candidate:
    """A saved recipe that fits the file."""

    id: str
    name: str
    version: int
    body: RecipeBody


@dataclass(frozen=True)
class Used:
    """The recipe that the file was read by. `id` is None until it has been saved."""

    id: str | None
    name: str
    version: int
    body: RecipeBody


@dataclass(frozen=True)
class Seen:
    """A file in another form than ours, as a person is to see it.

    questions   what must be answered before anything else
    asked       every question that the file has raised, answered or not
    answers     those given, and those that the recipe remembers
    candidates  the saved recipes that fit
    used        the recipe that gave the values; None: a person must choose or make one
    places      how many values were left out of each place that the recipe does not name; the
                first ones, and `left_out` counts them all
    """

    shape: Shape
    source: SourceGuess | None
    form: TextForm | None
    values: int
    tables: tuple[SeenTable, ...]
    measures: tuple[SeenMeasure, ...]
    labels: tuple[SeenLabel, ...]
    regions: tuple[SeenRegion, ...]
    periods: tuple[SeenPeriods, ...]
    without_period: int
    head: tuple[SeenValue, ...]
    remarks: tuple[Remark, ...]
    warnings: tuple[Fault, ...]
    questions: tuple[Question, ...]
    asked: tuple[Question, ...]
    answers: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    used: Used | None = None
    places: tuple[tuple[str, int], ...] = ()
    left_out: int = 0
    left_out_places: int = 0


_SEEN = TypeAdapter(Seen)


def write_seen(folder: Path, seen: Seen | None) -> None:
    """Leave the summary in a draft's folder; None: the file is in our own form."""
    if seen is None:
        (folder / _FILE).unlink(missing_ok=True)
        return
    new = folder / f"{_FILE}.new"
    new.write_bytes(_SEEN.dump_json(seen))
    new.replace(folder / _FILE)


def seen_in(folder: Path) -> Seen | None:
    """What `write_seen` left in a draft's folder."""
    path = folder / _FILE
    return _SEEN.validate_json(path.read_bytes()) if path.exists() else None
