"""The YAML files beside the shipped data: where a CSV comes from, and example decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from tracker.definitions.loading import read_file
from tracker.definitions.shape import check_shape
from tracker.errors import DefinitionsInvalid, Fault, NotFound
from tracker.model.base import Record, Sentence, Slug
from tracker.model.records import Provenance

R = TypeVar("R", bound=Record)
# Files of a data folder that stand alone: no table has them as its origin, or they as theirs.
_ALONE = frozenset({"events.csv", "decisions.yaml"})


class DecisionEntry(Record):
    """A phase decision as a file holds it: what people decided, not who recorded it.

    `decided_by` is a role, such as «styrgruppen, möte 14», never a person's name.
    """

    area_id: Slug
    phase: Literal[1, 2, 3]
    valid_from: date
    decided_on: date
    decided_by: Sentence
    reasons: Sentence
    dissent: str = ""
    participants: str = ""
    would_change_our_mind: str = ""
    review_by: date | None = None
    diarienummer: str = ""
    despite: str = ""
    meeting: str = ""
    fictional: bool = False


class _Decisions(Record):
    decisions: Annotated[tuple[DecisionEntry, ...], Field(min_length=1)]


@dataclass(frozen=True)
class DataFile:
    """A CSV of a data folder and the YAML beside it that says where it comes from."""

    table: Path
    provenance: Path


def data_files(folder: Path) -> tuple[DataFile, ...]:
    """Every table of a folder of shipped data, by name; none when there is no such folder.

    Raises DefinitionsInvalid with every table without its origin, and every origin without its
    table: neither is passed over in silence.
    """
    faults = tuple(_unpaired(folder))
    if faults:
        raise DefinitionsInvalid("data_folder_invalid", faults, folder=folder.name)
    tables = (path for path in sorted(folder.glob("*.csv")) if path.name not in _ALONE)
    return tuple(DataFile(table, table.with_suffix(".yaml")) for table in tables)


def _unpaired(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.glob("*")):
        if path.name in _ALONE:
            continue
        name = f"{folder.name}/{path.name}"
        origin, table = path.with_suffix(".yaml"), path.with_suffix(".csv")
        if path.suffix == ".csv" and not origin.is_file():
            yield Fault("data_without_origin", {"expected": origin.name}, file=name)
        if path.suffix == ".yaml" and not table.is_file():
            yield Fault("origin_without_data", {"expected": table.name}, file=name)


def load_provenance(path: Path) -> Provenance:
    """Where the CSV beside this file comes from.

    Raises NotFound when the file is missing; DefinitionsInvalid with every fault in it.
    """
    return _load(path, Provenance)


def load_decisions(path: Path) -> tuple[DecisionEntry, ...]:
    """The phase decisions of a file, oldest first as it lists them. Raises as `load_provenance`."""
    return _load(path, _Decisions).decisions


def _load(path: Path, model: type[R]) -> R:
    if not path.is_file():
        raise NotFound("document_missing", file=path.name, folder=path.parent.name)
    tree = read_file(path, path.name)
    record, shape = check_shape(tree, model) if tree.data is not None else (None, [])
    faults: list[Fault] = [*tree.faults, *shape]
    if faults or record is None:
        raise DefinitionsInvalid("document_invalid", tuple(faults), file=path.name)
    return record
