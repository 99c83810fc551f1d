"""What a file says, before it is known which indicator it is about."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tracker.errors import Fault, Param
from tracker.ingest.grid import ContainerKind, Table, TextForm
from tracker.model.observations import Status
from tracker.model.periods import Period


class Role(StrEnum):
    """What a column, or a dimension of a cube, is."""

    PERIOD = "period"
    REGION = "region"
    DIMENSION = "dimension"  # sex, age, sector …
    MEASURE = "measure"  # names what is measured, when it stands in rows
    VALUE = "value"
    IGNORED = "ignored"  # a redundant copy of the period, an empty column


@dataclass(frozen=True)
class Region:
    """A place as the file names it. `code` is text: "0380". Aggregates are no places."""

    label: str
    code: str = ""
    level: str = ""  # "country", "county", "municipality", "deso", "regso", "nuts", "" unknown
    aggregate: bool = False


FRACTION = "andel"  # 0.056 in a cell that shows it as 5,6 %


class RecognisedValue(NamedTuple):
    """One cell of numbers with everything that the file says about it. A file has 10^5 of them.

    measure  what is measured, as the file words it; "" when only the title says
    unit     "", "%", "per 100 000", "tkr" … as the file words it; FRACTION for a share of one
    labels   the other dimensions, name → label as written ("kön" → "män")
    period   None when the file does not say: then a question is open
    value    the number as written (a share in per cent stays in per cent); None without one
    status   final, preliminary, … or why there is no number
    low, high  bounds of a hidden value (`<5`: 0 or 1 to 4; `~100`)
    reason   the mark or text that stood in the cell when `status` has no number ("..", "<5")
    sheet, row, column   where it stands; 0 and "" in a cube
    """

    measure: str
    unit: str
    labels: tuple[tuple[str, str], ...]
    region: Region | None
    period: Period | None
    value: float | None
    status: Status
    low: float | None = None
    high: float | None = None
    reason: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer to a question, with what the first concerned cells would become."""

    key: str
    gives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What only a person can say. `code` names the sentence `question.<code>` in the catalogue.

    key      what an answer is given to and remembered by: "year", "dash", "region:Uppsala" …
    choices  empty when the answer is free text (a year, a period)
    places   how many cells it is about
    """

    key: str
    code: str
    params: dict[str, Param] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    places: int = 0


@dataclass(frozen=True)
class SourceGuess:
    """Who exported the file: id such as "scb_pxweb_csv", and how sure (0-1)."""

    id: str
    name: str
    confidence: float


@dataclass(frozen=True)
class Remark:
    """What a reader of the values should know. `code` names the sentence `remark.<code>`."""

    code: str
    params: dict[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Recognised:
    """A file recognised without definitions.

    tables     the tables that the values were taken from (none for PX, JSON-stat, events)
    columns    role of each column, per table, in the order of `names`
    values     every value read, in the file's order
    questions  what must be answered before the values can be relied on
    faults     cells that could not be read, and what was wrong with the file
    notes      titles and footnotes, in order
    remarks    what we found that no question is needed for: a total, a list that is a selection
    warnings   what was mended or left out when the file was opened; the values stand all the same
    """

    kind: ContainerKind | None
    form: TextForm | None
    source: SourceGuess | None
    tables: tuple[Table, ...]
    columns: tuple[tuple[Role, ...], ...]
    values: tuple[RecognisedValue, ...]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    warnings: tuple[Fault, ...] = ()
