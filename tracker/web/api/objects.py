"""What is answered: the shape of each object, as the OpenAPI document tells it.

`format` goes up when a field changes meaning. What stands beside a verdict has the fields of
`tracker.model`, and is told here as an object only.
"""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from tracker.model.access import Audience
from tracker.model.definitions import Definitions
from tracker.model.observations import Status
from tracker.model.records import PublicationKind
from tracker.service.drafting import DraftState, Phase

Beside = dict[str, Any] | None


class Answer(BaseModel):
    """Base of every object: closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(Answer):
    """What is answered as one whole. `publication`: the data version."""

    format: Literal[1] = 1
    publication: int
    audience: Audience


class Value(Answer):
    """One period of a series. Counts and shares in the indicator's unit (per cent 0-100).

    low, high   bounds of a value that is hidden
    """

    period: str
    value: float | None
    interval: tuple[float, float] | None
    status: Status
    low: float | None
    high: float | None
    responses: float | None
    denominator: float | None
    comment: str | None


class Verdict(Answer):
    """What is concluded of a series, with the numbers that were compared."""

    code: str
    word: str
    sentence: str
    reason: str | None
    direction: str
    method: str | None
    baseline: Beside
    latest: Beside
    change: Beside
    smallest_detectable: Beside
    overdispersion: float | None
    assumed_n: bool
    reviews: list[Any] | None
    trend: Beside


class Series(Answer):
    """One indicator in one area."""

    indicator: str
    name: str
    area: str
    unit: str
    fictional: bool
    late_by_days: int
    latest: Value | None
    verdict: Verdict
    target: Beside
    comparison: dict[str, Any] | str | None
    fragility: Beside
    drift: Beside
    control: Beside
    quiet: Any
    values: list[Value]


class SeriesAnswer(Told):
    """Series with their values."""

    reference_date: date
    series: list[Series]


class Goal(Answer):
    """A målområde with its series."""

    id: str
    number: int
    name: str
    primary: str | None
    series: list[Series]


class Area(Answer):
    """An area whose phase is decided, and what the evidence says of each condition."""

    id: str
    name: str
    phase: int | None
    since: date | None
    direction: str | None
    decision: Beside
    conditions: list[dict[str, Any]]
    advice: dict[str, Any]
    backslides: list[dict[str, Any]]


class ReportAnswer(Told):
    """The whole report."""

    reference_date: date
    method: str
    programme: str
    fictional: bool
    headline: Beside
    areas: list[Area]
    goals: list[Goal]
    cross_cutting: list[Series]
    entries: list[dict[str, Any]]


class DefinitionsAnswer(Told):
    """What goals.yaml, phases.yaml and the events said. `fingerprint`: SHA-256 of all of it."""

    fingerprint: str
    definitions: Definitions


class Version(Answer):
    """A data version. For `öppen` neither whom it was made by nor what it was about is told."""

    number: int
    made_at: datetime
    kind: PublicationKind
    based_on: int
    what: str | None
    made_by: str | None


class VersionsAnswer(Told):
    """Every data version up to one, oldest first."""

    publications: list[Version]


class Fault(Answer):
    """One thing wrong at one place of a file; `row` as a spreadsheet numbers it."""

    code: str
    place: str
    row: int | None
    column: str | None
    cell: str | None
    cause: str
    remedy: str


class Problem(Answer):
    """Why something is refused (RFC 9457), and what to do."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    code: str
    cause: str
    remedy: str
    faults: list[Fault] = []


class Choice(Answer):
    """An answer to a question; `gives` is what the first cells would become."""

    key: str
    text: str
    gives: list[str]


class Question(Answer):
    """What only a person can say of a file. Without choices the answer is free text."""

    key: str
    code: str
    text: str
    choices: list[Choice]
    places: int


class Changed(Answer):
    """How many values of a series are new, revised, unchanged, or stored and not in the file."""

    indicator: str
    area: str
    new: int
    revised: int
    unchanged: int
    absent: int
    replaces_fictional: bool


class Recipe(Answer):
    """What reads a file in another form; `id` is null for one that is not saved."""

    id: str | None
    name: str
    version: int


class Preview(Answer):
    """What a draft would change.

    publication          the data version that it is held against: `based_on` of the acceptance
    replaces_fictional   invented values stand in its way: they go only if that is said
    earlier              the upload in force that brought the same bytes
    acceptable           nothing stands in the way but `replaces_fictional`
    faults_total         of which the first are told
    """

    publication: int
    sha256: str
    rows: int
    new: int
    revised: int
    unchanged: int
    absent: int
    series: list[Changed]
    replaces_fictional: bool
    earlier: str | None
    acceptable: bool
    faults: list[Fault]
    faults_total: int
    source: str | None
    questions: list[Question]
    answers: dict[str, str]
    recipe: Recipe | None
    recipes: list[Recipe]
    left_out: int


class Progress(Answer):
    """How far a draft has been read. `share` of the work, 0 to 1."""

    phase: Phase
    share: float
    elapsed_seconds: float


class DraftAnswer(Answer):
    """A draft. `progress` while it is read, `preview` after that."""

    format: Literal[1] = 1
    id: str
    file_name: str
    size: int
    made_at: datetime
    gone_at: datetime
    state: DraftState
    progress: Progress | None
    preview: Preview | None


class UploadAnswer(Answer):
    """A file that was received and is being read: nothing is stored of it yet."""

    format: Literal[1] = 1
    id: str
    file_name: str
    size: int
    sha256: str
    made_at: datetime
    gone_at: datetime


class AcceptAnswer(Answer):
    """What was accepted. Where nothing is new, no data version is made, and both are null."""

    format: Literal[1] = 1
    upload: str | None
    publication: int | None
    rows: int
    new: int
    revised: int
    unchanged: int
    withdrawn: int
    recipe: str | None
