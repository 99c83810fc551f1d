"""What people put on record: uploads with their provenance, phase decisions, publications."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from tracker.model.base import Record, Sentence, Slug


class Provenance(Record):
    """Ursprung: where the values of an upload come from. `fictional` marks an invented example."""

    publisher: Sentence
    title: Sentence
    fictional: bool = False
    url: str | None = None
    retrieved: date | None = None
    licence: str | None = None
    counted: str | None = None  # what was counted
    known_problems: str | None = None


class Upload(Record):
    """A file that was accepted. `sha256` is of the bytes as received."""

    id: Annotated[str, Field(pattern=r"^[0-9a-z]{8,32}$")]
    file_name: Sentence
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    rows: Annotated[int, Field(ge=0)]
    provenance: Provenance
    received_at: datetime
    received_by: Sentence  # person id


class PhaseDirectionTaken(StrEnum):
    """Riktning: which way the last decision took the area."""

    FORWARD = "forward"
    UNCHANGED = "unchanged"
    BACKWARD = "backward"
    FIRST = "first"


class PhaseDecision(Record):
    """Fasbeslut: people's decision that an area is in a phase from a date on.

    despite   why it was decided although the evidence did not support the phase
    meeting   the id of the entry of the meeting that decided
    frozen    SHA-256 of the slice of the report that was seen; None: nobody looked at one
    """

    id: Annotated[str, Field(pattern=r"^[0-9a-z]{8,32}$")]
    area_id: Slug
    phase: Literal[1, 2, 3]
    valid_from: date
    decided_on: date
    decided_by: Sentence  # roles, such as «styrgruppen, möte 14»
    reasons: Sentence
    dissent: str | None = None
    participants: str | None = None
    would_change_our_mind: str | None = None
    review_by: date | None = None
    diarienummer: str | None = None
    despite: str | None = None
    meeting: str | None = None
    frozen: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    fictional: bool = False
    recorded_by: Sentence  # person id
    recorded_at: datetime
    based_on: Annotated[int, Field(ge=0)]  # publication that was seen


class PublicationKind(StrEnum):
    """What a publication did."""

    DEFINITIONS = "definitions"
    UPLOAD = "upload"
    DECISION = "decision"
    ENTRIES = "entries"
    DROP_EXAMPLE = "drop_example"
    REBUILD = "rebuild"
    RESTORE = "restore"


class Publication(Record):
    """Dataversion: one complete, immutable state of the record."""

    number: Annotated[int, Field(ge=1)]
    made_at: datetime
    made_by: Sentence
    kind: PublicationKind
    what: str  # an id: the upload's, the decision's, the entry's; the definitions' fingerprint
    based_on: Annotated[int, Field(ge=0)]
    journal_hash: str = ""
