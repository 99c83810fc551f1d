"""The status column, and what a stated status and a cell say together."""

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.names import folded
from tracker.ingest.own.values import Form
from tracker.model.observations import Status

SWEDISH = {
    Status.FINAL: "slutlig",
    Status.PRELIMINARY: "preliminär",
    Status.REVISED: "reviderad",
    Status.ESTIMATED: "uppskattad",
    Status.PARTIAL: "ofullständig",
    Status.MISSING: "saknas",
    Status.NOT_APPLICABLE: "ej tillämplig",
    Status.NOT_PUBLISHED: "ej publicerad",
    Status.SUPPRESSED: "dold",
}
_WORDS = {word: status for status, word in SWEDISH.items()} | {s.value: s for s in Status}
_UNKNOWN = Problem(FaultCode.UNKNOWN_STATUS, {"known": ", ".join(SWEDISH.values())})

# The statuses that a mark leaves open; `..` is also what sources write for a hidden value.
_REASONS: dict[Form, tuple[Status, ...]] = {
    Form.EMPTY: (
        Status.MISSING,
        Status.NOT_APPLICABLE,
        Status.NOT_PUBLISHED,
        Status.SUPPRESSED,
    ),
    Form.MISSING: (Status.MISSING, Status.SUPPRESSED),
    Form.NOT_APPLICABLE: (Status.NOT_APPLICABLE,),
    Form.NOT_PUBLISHED: (Status.NOT_PUBLISHED,),
    Form.BELOW: (Status.SUPPRESSED,),
    Form.NEARLY_ALL: (Status.SUPPRESSED,),
}


def parse_status(text: str) -> Status | Problem | None:
    """Read one cell of the status column: a Swedish word or an id; None when it is empty."""
    word = folded(text)
    if not word:
        return None
    return _WORDS.get(word) or _WORDS.get(word.replace(" ", "_")) or _UNKNOWN


def combined(form: Form, flag: Status | None, stated: Status | None) -> Status | FaultCode:
    """The status of an observation, from its value cell and its status cell.

    flag    PRELIMINARY or REVISED when the number is marked so
    stated  what the status column says, if anything
    Two different answers are a fault: nothing tells which is right.
    """
    if form is Form.NUMBER:
        if stated is None:
            return flag or Status.FINAL
        if not stated.has_number:
            return FaultCode.STATUS_WITH_NUMBER
        return stated if flag in (None, stated) else FaultCode.STATUS_CONFLICT
    possible = _REASONS[form]
    if stated is None:
        return possible[0]
    if stated in possible:
        return stated
    return FaultCode.STATUS_WITHOUT_NUMBER if stated.has_number else FaultCode.STATUS_CONFLICT
