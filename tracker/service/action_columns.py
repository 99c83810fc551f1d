"""The columns of a file of actions: each field in words, and the words as a field.

Lists stand in one cell, ` | ` between the items; a bar inside an item is written with a backslash
before it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from tracker.errors import Param
from tracker.ingest.own.names import folded
from tracker.model.steering import ActionStatus, ActionType

_BETWEEN = " | "
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_TYPES = {
    "situationell": ActionType.SITUATIONAL,
    "social": ActionType.SOCIAL,
    "brottsbekämpande": ActionType.ENFORCEMENT,
}
_STATUSES = {
    "planerad": ActionStatus.PLANNED,
    "pågår": ActionStatus.ONGOING,
    "avslutad": ActionStatus.DONE,
    "avbruten": ActionStatus.STOPPED,
}
_FIDELITY = {"som planerat": "as_planned", "delvis": "partly", "inte": "not", "okänt": "unknown"}
_YES_NO = {"ja": True, "nej": False}


class Unreadable(ValueError):
    """A cell that says nothing we know."""

    def __init__(self, code: str, **params: Param) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _items(value: Any) -> str:
    return _BETWEEN.join(item.replace("|", r"\|") for item in value)


def _split(cell: str) -> list[str]:
    parts = (part.strip().replace(r"\|", "|") for part in re.split(r"(?<!\\)\|", cell))
    return [part for part in parts if part]


def _updates(value: Any) -> str:
    return _items(tuple(f"{update.on}: {update.text}" for update in value))


def _dated(cell: str) -> list[dict[str, object]]:
    found = []
    for item in _split(cell):
        day, _, text = item.partition(":")
        found.append({"on": _day(day.strip()), "text": text})
    return found


def _day(cell: str) -> date:
    try:
        if not _DAY.fullmatch(cell):
            raise ValueError(cell)
        return date.fromisoformat(cell)
    except ValueError:
        raise Unreadable("action_cell_not_a_date") from None


def _phase(cell: str) -> int:
    if cell not in ("1", "2", "3"):
        raise Unreadable("action_cell_unknown_word", known="1, 2, 3")
    return int(cell)


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, the field it holds, and both ways between them."""

    heading: str
    field: str  # `source.url`: a field of the source
    write: Callable[[Any], str] = _text
    read: Callable[[str], object] = str


def _words(heading: str, field: str, words: Mapping[str, object]) -> Column:
    """A column of few words, Swedish in the file; the model's own are read too."""
    written = {value: word for word, value in words.items()}
    values = [v for v in words.values() if not isinstance(v, bool)]
    known = {**words, **{str(v.value if isinstance(v, Enum) else v): v for v in values}}

    def read(cell: str) -> object:
        if folded(cell) not in known:
            raise Unreadable("action_cell_unknown_word", known=", ".join(words))
        return known[folded(cell)]

    return Column(heading, field, lambda value: written[value], read)


COLUMNS = (
    Column("id", "id"),
    Column("titel", "title"),
    _words("typ", "type", _TYPES),
    _words("status", "status", _STATUSES),
    Column("ansvarig", "owner_organisation"),
    Column("start", "start", read=_day),
    Column("slut", "end", read=_day),
    Column("fas", "phase", read=_phase),
    Column("målområden", "goals", _items, _split),
    Column("villkor", "conditions", _items, _split),
    Column("områden", "areas", _items, _split),
    Column("indikatorer", "indicators", _items, _split),
    Column("problem", "problem"),
    Column("orsak", "cause"),
    Column("varför nu", "why_now"),
    Column("möjliggör", "makes_possible"),
    Column("leder till", "enables", _items, _split),
    _words("genomförd", "fidelity", _FIDELITY),
    Column("uppdateringar", "updates", _updates, _dated),
    Column("källa", "source.title"),
    Column("utgivare", "source.publisher"),
    Column("länk", "source.url"),
    Column("läst", "source.read", read=_day),
    _words("påhittad", "fictional", _YES_NO),
    _words("indragen", "withdrawn", _YES_NO),
)
ACTION_COLUMNS = tuple(column.heading for column in COLUMNS)
BY_HEADING = {folded(column.heading): column for column in COLUMNS}
HEADINGS = {column.field: column.heading for column in COLUMNS}  # by field
