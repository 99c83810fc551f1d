"""A form's fields → an entry, or every fault of the fields."""

import secrets
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from pydantic import ValidationError

from tracker.errors import EntryRefused, Fault, Param
from tracker.model.steering import ENTRY_TYPES, AnyEntry, EntryKind

_ID_LENGTH = 16
_EMPTY = frozenset({"missing", "string_too_short"})


def new_entry_id() -> str:
    """An id for an entry that is new. Letters only: digits in a row may look like a telephone's."""
    return "".join(secrets.choice(ascii_lowercase) for _ in range(_ID_LENGTH))


def read_entry(kind: EntryKind, fields: Mapping[str, object]) -> AnyEntry:
    """The entry of a kind that the fields say.

    fields   by the model's names, days as dates or ISO text; None is as if it were not there, and
             without `id` the entry is a new one

    Raises EntryRefused with a fault for each field that is empty, or that cannot be so; each has
    the field's place as the parameter `field`, such as `updates › 2 › on`. What was written is
    not repeated.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        return ENTRY_TYPES[kind].model_validate({"id": new_entry_id(), **given})
    except ValidationError as error:
        faults = tuple(
            Fault(code, {**params, "field": _spelt(place)}, path=_spelt(place))
            for code, place, params in field_faults(error)
        )
        raise EntryRefused("entries_refused", faults) from error


def field_faults(
    error: ValidationError,
) -> Iterator[tuple[str, tuple[str | int, ...], dict[str, Param]]]:
    """Each thing that pydantic found: our code for it, its place and what its sentence needs."""
    for found in error.errors(include_url=False, include_input=False):
        kind, place = found["type"], found["loc"]
        if kind in _EMPTY:
            yield "entry_field_empty", place, {}
        elif kind.startswith("date_"):
            yield "entry_field_not_a_date", place, {}
        elif kind == "partial_date":
            yield "entry_field_not_a_partial_date", place, {}
        elif kind in ("enum", "literal_error"):
            expected = found["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            yield "entry_field_not_allowed", place, {"allowed": expected}
        else:
            yield "entry_field_bad", place, {}


def _spelt(place: tuple[str | int, ...]) -> str:
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in place)
