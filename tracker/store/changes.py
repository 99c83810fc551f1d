"""What a write may do: one frozen value per use, and what it is called in the log."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from tracker.model.definitions import Definitions
from tracker.model.records import PhaseDecision, PublicationKind, Upload
from tracker.model.steering import AnyEntry

# An upload, its bytes and the definitions of the day it was accepted → OBSERVATIONS.
Read = Callable[[Upload, bytes, Definitions], pa.Table]


def fingerprint(definitions: Definitions) -> str:
    """SHA-256 of the definitions as JSON, in hexadecimal."""
    return hashlib.sha256(definitions.model_dump_json().encode()).hexdigest()


@dataclass(frozen=True)
class ApplyDefinitions:
    """Put definitions in force. Values of indicators that are gone are kept, unseen."""

    definitions: Definitions

    kind = PublicationKind.DEFINITIONS

    @property
    def what(self) -> str:
        """The fingerprint."""
        return fingerprint(self.definitions)


@dataclass(frozen=True)
class AcceptUpload:
    """Take in an upload's observations (OBSERVATIONS) and keep its bytes.

    A value for a key (indicator, area, period) that has one supersedes it, unless the two are
    the same. `replaces_fictional`: the invented values of the touched series go first. Of a
    complete upload, values in the span that it covers of a series go where it has none.
    The bytes may be handed in as a file, which is then not read into the memory; that it holds
    those that the upload names is checked as it is kept. `packed` is where `packing` may have
    left them compressed: that is taken over, if it holds them.
    """

    upload: Upload
    observations: pa.Table
    original: bytes | Path
    replaces_fictional: bool = False
    packed: Path | None = None

    def __post_init__(self) -> None:
        kept = self.original
        if isinstance(kept, bytes) and hashlib.sha256(kept).hexdigest() != self.upload.sha256:
            raise ValueError(f"upload {self.upload.id} names other bytes")

    kind = PublicationKind.UPLOAD

    @property
    def what(self) -> str:
        """The upload's id."""
        return self.upload.id


@dataclass(frozen=True)
class WithdrawUpload:
    """Take an upload out of force, so that what was before it comes back.

    reason         why, in the words of who did it
    withdrawn_by   person id
    read           reads again what other uploads say of the same series
    """

    upload_id: str
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime
    read: Read

    kind = PublicationKind.WITHDRAWAL

    @property
    def what(self) -> str:
        """The upload's id."""
        return self.upload_id


@dataclass(frozen=True)
class RecordDecision:
    """Put a phase decision on record, and keep the slice of the report that it names."""

    decision: PhaseDecision
    frozen: bytes | None = None

    def __post_init__(self) -> None:
        kept = hashlib.sha256(self.frozen).hexdigest() if self.frozen is not None else None
        if kept != self.decision.frozen:
            raise ValueError(f"decision {self.decision.id} names another slice")

    kind = PublicationKind.DECISION

    @property
    def what(self) -> str:
        """The decision's id."""
        return self.decision.id


@dataclass(frozen=True)
class RecordEntries:
    """Put entries on record, each a first or a further version; one or many, in one publication.

    An entry that says what its version in force says already is left as it is.

    recorded_by   person id
    """

    entries: tuple[AnyEntry, ...]
    recorded_by: str
    recorded_at: datetime

    def __post_init__(self) -> None:
        if not self.entries or len({e.id for e in self.entries}) < len(self.entries):
            raise ValueError("no entry, or one that stands twice")

    kind = PublicationKind.ENTRIES

    @property
    def what(self) -> str:
        """The entry's id; of several the first one's, and how many more there are."""
        first, *others = self.entries
        return f"{first.id} +{len(others)}" if others else first.id


@dataclass(frozen=True)
class DropExample:
    """Take every invented value, upload, decision and entry out of force."""

    kind = PublicationKind.DROP_EXAMPLE
    what = "example"


Change = (
    ApplyDefinitions | AcceptUpload | WithdrawUpload | RecordDecision | RecordEntries | DropExample
)
