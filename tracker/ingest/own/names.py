"""Looks up indicators and areas by id or name, and the nearest known ones for a misspelt id."""

import difflib
import unicodedata
from collections.abc import Mapping

from tracker.ingest.codes import FaultCode, Problem

_NEAREST = 3
_COMPARED = 60  # characters
_SEARCHES = 50  # distinct strings that get a suggestion: each compares with every known name


class Register:
    """The known things of one kind, in the definitions' order.

    An id or a Swedish name finds the thing's position, whatever its case. A name that two things
    share finds neither.
    """

    def __init__(self, names: Mapping[str, str], unknown: FaultCode) -> None:
        self.ids = tuple(names)
        self._unknown = unknown
        self._no_nearest = Problem(unknown, {"known": ", ".join(self.ids[:_NEAREST])})
        self._searches = 0
        by_name: dict[str, int | None] = {}
        for position, name in enumerate(names.values()):
            key = folded(name)
            by_name[key] = None if key in by_name else position
        self._positions = by_name | {folded(id_): i for i, id_ in enumerate(self.ids)}

    def find(self, text: str) -> int | Problem:
        """The position of the thing that a cell names."""
        key = folded(text)
        if not key:
            return Problem(FaultCode.EMPTY_CELL)
        position = self._positions.get(key)
        return self._problem(key) if position is None else position

    def knows(self, text: str) -> bool:
        """Whether a cell names one of the things."""
        return self._positions.get(folded(text)) is not None

    def _problem(self, key: str) -> Problem:
        """The fault, with known ids that look like the text; with any when none does."""
        if self._searches >= _SEARCHES:
            return self._no_nearest
        self._searches += 1
        near = difflib.get_close_matches(key[:_COMPARED], self._positions, n=_NEAREST)
        positions = [self._positions[name] for name in near]
        ids = dict.fromkeys(self.ids[p] for p in positions if p is not None)
        return Problem(self._unknown, {"known": ", ".join(ids)}) if ids else self._no_nearest


def folded(text: str) -> str:
    """The text as names are compared: composed letters, no spaces around, no case."""
    return unicodedata.normalize("NFC", text).strip().casefold()
