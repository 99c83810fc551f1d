"""Faults and errors in words: where, what is wrong, what to do."""

from dataclasses import dataclass

from tracker.errors import Fault, TrackerError
from tracker.texts.catalogue import Texts


@dataclass(frozen=True)
class Wording:
    """A problem as a person reads it."""

    place: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.place, self.cause, self.remedy) if part)


def fault_wording(fault: Fault, texts: Texts) -> Wording:
    """A fault's place, cause and remedy."""
    params = {**fault.params, "cell": fault.cell or ""}
    return Wording(
        place=_place(fault, texts),
        cause=texts(f"fault.{fault.code}", **params),
        remedy=texts(f"fault.{fault.code}.remedy", **params),
    )


def error_wording(error: TrackerError, texts: Texts) -> Wording:
    """An error's cause and remedy."""
    return Wording(
        place="",
        cause=texts(f"error.{error.code}", **error.params),
        remedy=texts(f"error.{error.code}.remedy", **error.params),
    )


def _place(fault: Fault, texts: Texts) -> str:
    parts = []
    if fault.file:
        parts.append(fault.file)
    if fault.line:
        parts.append(texts("fault.place.line", line=fault.line))
    if fault.path:
        parts.append(fault.path)
    if fault.row:
        parts.append(texts("fault.place.row", row=fault.row))
    if fault.column:
        parts.append(fault.column)
    return ", ".join(parts) + ":" if parts else ""
