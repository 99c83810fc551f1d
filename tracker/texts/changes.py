"""What people should know before they put a change of definitions in force."""

from collections.abc import Iterable

from tracker.definitions import Change, DefinitionChange, Subject
from tracker.texts.catalogue import Texts


def change_notes(changes: Iterable[DefinitionChange], texts: Texts) -> list[str]:
    """A sentence for each indicator that was perhaps renamed, and one when any is removed."""
    listed = list(changes)
    notes = [
        texts("definitions.looks_renamed", new=change.id, old=change.like)
        for change in listed
        if change.like
    ]
    if any((c.change, c.subject) == (Change.REMOVED, Subject.INDICATOR) for c in listed):
        notes.append(texts("definitions.removed_kept"))
    return notes
