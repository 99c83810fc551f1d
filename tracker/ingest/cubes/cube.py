"""A cube before its meaning: dimensions, cells in their order, notes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import Fault, Param
from tracker.ingest.cubes.cells import Read
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.own.preview import shown
from tracker.ingest.recognised import Role

MAX_CELLS = 1_000_000  # a value of its own each: a million take about 400 MB


@dataclass(frozen=True)
class Dimension:
    """One dimension as the file describes it.

    name     as the file words it; `key` its id, where names and ids differ
    labels   one a position
    codes    as many as the labels; empty when the file has none
    role     what the file says that it is; DIMENSION when it says nothing
    units    one a label of a MEASURE; empty when the file has none
    total    position of the label that is the sum of the others, as the file says; None unknown
    scale    "A1", "H1", "Q1", "M1", "W1": what kind of period its `times` are
    times    one a label: "2003", "20031", "200301"
    """

    name: str
    labels: tuple[str, ...]
    codes: tuple[str, ...] = ()
    role: Role = Role.DIMENSION
    units: tuple[str, ...] = ()
    total: int | None = None
    scale: str = ""
    times: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Cube:
    """Cells in the order of the dimensions, the last one varying fastest.

    cells    one a combination, or only those that the file has (position → cell)
    measure  what is measured, when no dimension says it
    unit     of every cell, when no dimension says it
    official a source whose lone dash is nil (SCB says so in its tables)
    """

    dimensions: tuple[Dimension, ...]
    cells: Sequence[Read] | Mapping[int, Read]
    measure: str = ""
    unit: str = ""
    official: bool = False


def size(dimensions: Sequence[Dimension]) -> int:
    """How many combinations the dimensions have."""
    product = 1
    for dimension in dimensions:
        product *= len(dimension.labels)
    return product


def told_apart(labels: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...] | None:
    """Labels, with their codes added where two are the same; None when that does not help."""
    if len(set(labels)) == len(labels):
        return labels
    if len(set(codes)) < len(labels):
        return None
    times = Counter(labels)
    both = zip(labels, codes, strict=True)
    told = tuple(f"{label} ({code})" if times[label] > 1 else label for label, code in both)
    return told if len(set(told)) == len(told) else None


def labels_differ(name: str, expected: int, found: int, path: str | None = None) -> Fault:
    """The fault of a dimension that has another number of labels than it should."""
    params: dict[str, Param] = {
        "dimension": shown(name),
        "expected": expected,
        "found": found,
    }
    return Fault(CubeFault.CUBE_LABELS_DIFFER, params, path=path)
