"""Everything that a person can fix, in one tree: a code and its parameters, never a sentence.

TrackerError
├── ProgrammeNotFound     no goals.yaml and phases.yaml where we were told to look
├── NewProgrammeRefused   a folder that no new programme can be begun in
├── DefinitionsInvalid    goals.yaml or phases.yaml has faults (all of them are listed)
├── UploadRefused         an uploaded file has faults (all of them are listed)
├── AnswerNeeded          a person must choose before an upload can be accepted
├── NotAllowed            the actor's role or organisation may not do this
├── NotFound              an id that names nothing here
├── BadAddress            a link that cannot be read
├── DecisionIncomplete    a phase decision lacks what makes it a decision
├── EntryRefused          what people put on record has faults (all of them are listed)
└── StoreError
    ├── StoreMissing      there is no store yet
    ├── StoreDamaged      a file of the store does not hold what it should
    ├── StoreTooNew       the store was written by a later version of the tracker
    ├── StoreUnwritable   the folder is read-only, or the disk is full
    ├── StoreBusy         another process holds the writer's lock
    └── Conflict          what the write is based on has changed meanwhile

`tracker.texts` words each code in Swedish and English, with the remedy. Anything else
that is raised is a bug and keeps its English traceback.
"""

from dataclasses import dataclass, field
from pathlib import PurePath

Param = str | int | float | PurePath


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one place in a file.

    `code` names the sentence and its remedy in the catalogue (`fault.<code>` and
    `fault.<code>.remedy`); `params` fill them.
    YAML faults carry `file`, `line` and `path`; faults of a table `row` (as a spreadsheet
    numbers it, header included), `column` and `cell`.
    """

    code: str
    params: dict[str, Param] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    path: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None


class TrackerError(Exception):
    """Base class: `except TrackerError` catches what a person can fix, and only that."""

    def __init__(self, code: str, /, **params: Param) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}" if params else code)


class _Faulty(TrackerError):
    """An error that lists faults."""

    def __init__(self, code: str, faults: tuple[Fault, ...], /, **params: Param) -> None:
        super().__init__(code, count=len(faults), **params)
        self.faults = faults


class ProgrammeNotFound(TrackerError):
    """No programme folder where we were told to look."""


class NewProgrammeRefused(TrackerError):
    """No new programme can be begun in the folder; nothing in it is changed."""


class DefinitionsInvalid(_Faulty):
    """goals.yaml or phases.yaml was refused; the old definitions stay in force."""


class UploadRefused(_Faulty):
    """An uploaded file was refused; nothing of it was stored."""


class AnswerNeeded(TrackerError):
    """A question stands between the draft and its acceptance."""


class NotAllowed(TrackerError):
    """The actor may not do this."""


class NotFound(TrackerError):
    """An id that names nothing here."""


class BadAddress(TrackerError):
    """A link that cannot be read."""


class DecisionIncomplete(TrackerError):
    """A phase decision without reasons, date or deciders is refused."""


class EntryRefused(_Faulty):
    """What was to be put on record was refused; nothing of it was stored."""


class StoreError(TrackerError):
    """The store cannot do what was asked."""


class StoreMissing(StoreError):
    """There is no store in the folder yet."""


class StoreDamaged(StoreError):
    """A file of the store does not hold what it should."""


class StoreTooNew(StoreError):
    """The store was written by a later version of the tracker."""


class StoreUnwritable(StoreError):
    """The folder is read-only or the disk is full."""


class StoreBusy(StoreError):
    """Another process holds the writer's lock."""


class Conflict(StoreError):
    """What the write is based on has changed meanwhile."""
