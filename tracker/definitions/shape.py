"""What pydantic finds wrong in a file, as faults with line, place and what was expected."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.definitions.yaml_text import Place, Tree
from tracker.errors import Fault, Param
from tracker.model.base import Record

R = TypeVar("R", bound=Record)
_LONGEST_SHOWN = 60

# pydantic's error type → our code, where the value is all there is to tell.
_BY_VALUE = {
    "string_type": "field_not_text",
    "int_type": "field_not_whole",
    "int_parsing": "field_not_whole",
    "int_parsing_size": "field_not_whole",
    "int_from_float": "field_not_whole",
    "float_type": "field_not_number",
    "float_parsing": "field_not_number",
    "bool_type": "field_not_yes_no",
    "bool_parsing": "field_not_yes_no",
    "date_type": "field_bad_date",
    "date_parsing": "field_bad_date",
    "date_from_datetime_parsing": "field_bad_date",
    "date_from_datetime_inexact": "field_bad_date",
    "tuple_type": "field_not_list",
    "model_type": "field_not_mapping",
    "model_attributes_type": "field_not_mapping",
    "dataclass_type": "field_bad_window",
    "partial_date": "field_bad_partial_date",
}
# pydantic's error type → our code and the bound in its context.
_BY_BOUND = {
    "greater_than": ("field_not_above", "gt"),
    "greater_than_equal": ("field_too_small", "ge"),
    "less_than": ("field_not_below", "lt"),
    "less_than_equal": ("field_too_large", "le"),
    "too_short": ("field_too_few", "min_length"),
    "too_long": ("field_too_many", "max_length"),
}
# What the model's own validators say, before a colon.
_OWN = frozenset(
    {
        "per_goes_with_rate",
        "zero_tolerance_needs_lower_outcome",
        "target_needs_value_and_date",
        "rule_needs",
        "places_or_area",
    }
)
_WINDOWS = frozenset({"window", "chart_window", "years", "held"})


def check_shape(tree: Tree, model: type[R]) -> tuple[R | None, list[Fault]]:
    """The file as a record, or None and every fault of its fields."""
    try:
        return model.model_validate(tree.data), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        schema = _schema_of(model)
        return None, [_fault(e, tree, schema) for e in found if not _follows(e, found, tree)]


@cache
def _schema_of(model: type[Record]) -> Mapping[str, object]:
    return model.model_json_schema()


def _follows(details: ErrorDetails, found: list[ErrorDetails], tree: Tree) -> bool:
    """Whether an error only follows from another: of the text, or deeper in the same place.

    A list whose items are all faulty is too short for pydantic; a rule lacks what the text refused.
    """
    place = details["loc"]
    if place in tree.unread:
        return True
    if details["type"] not in ("too_short", "value_error"):
        return False
    deeper = [*tree.unread, *(other["loc"] for other in found)]
    return any(len(d) > len(place) and d[: len(place)] == place for d in deeper)


def _fault(details: ErrorDetails, tree: Tree, schema: Mapping[str, object]) -> Fault:
    place, kind, context = details["loc"], details["type"], details.get("ctx", {})
    value = _shown(details["input"])
    if kind in _BY_VALUE:
        return tree.fault(_BY_VALUE[kind], place, value=value)
    if kind in _BY_BOUND:
        code, bound = _BY_BOUND[kind]
        return tree.fault(code, place, value=value, bound=context[bound])
    match kind:
        case "missing":
            return tree.fault("field_missing", place[:-1], field=str(place[-1]))
        case "extra_forbidden":
            return _unknown(tree, place, schema)
        case "string_too_short":
            return tree.fault("field_empty", place)
        case "string_pattern_mismatch":
            code = "field_bad_letter" if place[-1] == "letter" else "field_bad_id"
            return tree.fault(code, place, value=value)
        case "enum" | "literal_error":
            return tree.fault(
                "field_not_allowed", place, value=value, allowed=_allowed(schema, place)
            )
        case "value_error":
            return _own(tree, place, str(context["error"]), value)
        case _:
            return tree.fault("field_bad", place, value=value)


def _own(tree: Tree, place: Place, said: str, value: str) -> Fault:
    code, _, rest = said.partition(":")
    if code in _OWN:
        params: dict[str, Param] = {"fields": rest.replace(",", ", ")} if rest else {}
        return tree.fault(code, place, **params)
    if place[-1] in _WINDOWS:
        return tree.fault("field_bad_window", place, value=value)
    return tree.fault("field_bad", place, value=value)


def _unknown(tree: Tree, place: Place, schema: Mapping[str, object]) -> Fault:
    key = str(place[-1])
    known = list(_properties(_described(schema, place[:-1])))
    if like := get_close_matches(key, known, n=1):
        return tree.fault("field_unknown_like", place, field=key, like=like[0])
    return tree.fault("field_unknown", place, field=key, known=", ".join(known))


def _allowed(schema: Mapping[str, object], place: Place) -> str:
    described = _described(schema, place)
    values = described.get("enum", [described["const"]] if "const" in described else [])
    return ", ".join(map(str, values)) if isinstance(values, list) else ""


def _described(schema: Mapping[str, object], place: Place) -> Mapping[str, object]:
    """What the JSON Schema says of a place; empty when it says nothing."""
    found = _resolved(schema, schema)
    for step in place:
        inner = _properties(found).get(step) if isinstance(step, str) else found.get("items")
        found = _resolved(inner, schema)
    return found


def _properties(described: Mapping[str, object]) -> Mapping[str, object]:
    properties = described.get("properties", {})
    return properties if isinstance(properties, dict) else {}


def _resolved(described: object, schema: Mapping[str, object]) -> Mapping[str, object]:
    """Follow a `$ref`, and of «this or nothing» take this."""
    if not isinstance(described, dict):
        return {}
    if isinstance(reference := described.get("$ref"), str):
        definitions = schema.get("$defs")
        named = reference.rpartition("/")[2]
        return _resolved(definitions.get(named), schema) if isinstance(definitions, dict) else {}
    for choice in described.get("anyOf", []):
        if choice != {"type": "null"}:
            return _resolved(choice, schema)
    return described


def _shown(value: object) -> str:
    """A value as it may stand in a sentence: short, on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
