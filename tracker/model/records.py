"""What people put on record: uploads with their provenance, phase decisions, publications."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from tracker.model.base import Record, Sentence, Slug
from tracker.model.recipes import RecipeBody


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


class ReadBy(Record):
    """By what a file of somebody else's was read, kept so that it can be read again the same way.

    recipe, version   the entry and its version; None where it was never saved under a name
    answers           to the questions that the file asked, those of the recipe included
    """

    recipe: str | None = None
    version: int = 0
    body: RecipeBody
    answers: Mapping[str, str] = Field(default_factory=dict)


class Upload(Record):
    """A file that was accepted. `sha256` is of the bytes as received.

    complete    it holds all that there is in the span of each of its series: what it lacks there
                was withdrawn
    indicators  those that it has values of, by the ids of its day; None: accepted before this
                was kept
    read_by     the recipe of a file in another form than ours
    """

    id: Annotated[str, Field(pattern=r"^[0-9a-z]{8,32}$")]
    file_name: Sentence
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    rows: Annotated[int, Field(ge=0)]
    provenance: Provenance
    received_at: datetime
    received_by: Sentence  # person id
    complete: bool = False
    indicators: tuple[str, ...] | None = None
    read_by: ReadBy | None = None


class Withdrawal(Record):
    """Ångrad uppladdning: a file that was taken out of force, so that what was before came back.

    publication  the one that took it out
    series       (indicator id, area id) of each series that the file had values of
    """

    upload: str  # id
    file_name: Sentence
    reason: Sentence
    withdrawn_by: Sentence  # person id
    withdrawn_at: datetime
    publication: Annotated[int, Field(ge=1)]
    series: tuple[tuple[str, str], ...]


DECISION_KIND = "decision"  # what a purge calls a phase decision, which is no entry


class Purge(Record):
    """Rensning: what was removed for good, and that it was. All that is left of it.

    id           the upload's, the entry's or the phase decision's that was named
    entry_kind   what the entry was, or DECISION_KIND; None: an upload was purged
    reason       why, in the words of who did it; empty: not for this reader
    purged_by    person id; None: not for this reader
    publication  the one that it was done in
    first, last  the publications from and until which it was in force; None: until the purge
    uploads      every upload of the same bytes, by id
    originals    SHA-256 of the bytes as received
    frozen       SHA-256 of each frozen slice or report that held something of it
    links        the links that showed one of those, by id
    series       (indicator id, area id) of each series that it had values of
    rows         how many values, or versions of the entry or decision, the record held
    """

    id: str
    entry_kind: str | None = None
    reason: str
    purged_by: Sentence | None
    purged_at: datetime
    publication: Annotated[int, Field(ge=1)]
    first: int
    last: int | None = None
    uploads: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()
    rows: Annotated[int, Field(ge=0)]

    @property
    def entries(self) -> tuple[str, ...]:
        """The id, where it is an entry's."""
        return (self.id,) if self.entry_kind not in (None, DECISION_KIND) else ()

    @property
    def decisions(self) -> tuple[str, ...]:
        """The id, where it is a phase decision's: it stays, what was written in it does not."""
        return (self.id,) if self.entry_kind == DECISION_KIND else ()

    def was_in(self, publication: int) -> bool:
        """Whether a publication lacks something because of this that it once had."""
        end = self.publication if self.last is None else self.last
        return self.first <= publication < end


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
    recorded_by: Sentence | None  # person id; None: not for this reader
    recorded_at: datetime
    based_on: Annotated[int, Field(ge=0)]  # publication that was seen


class PublicationKind(StrEnum):
    """What a publication did."""

    DEFINITIONS = "definitions"
    UPLOAD = "upload"
    WITHDRAWAL = "withdrawal"
    PURGE = "purge"
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
