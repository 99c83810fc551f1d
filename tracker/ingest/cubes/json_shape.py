"""What a JSON file must hold at a place; anything else raises Wrong with the fault."""

from collections.abc import Mapping

from tracker.errors import Fault
from tracker.ingest.cubes.json_text import unexpected

Object = Mapping[str, object]


class Wrong(ValueError):
    """What the format does not have, as a fault: raised and caught by one reader."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def text(value: object) -> str:
    """A text, trimmed; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def obj(value: object, path: str) -> Object:
    """An object. Raises Wrong for anything else."""
    if not isinstance(value, dict):
        raise Wrong(unexpected(path))
    return value


def items(value: object, path: str) -> list[object]:
    """A list. Raises Wrong for anything else."""
    if not isinstance(value, list):
        raise Wrong(unexpected(path))
    return value


def strings(value: object, path: str) -> tuple[str, ...]:
    """A list of texts only. Raises Wrong for anything else."""
    texts = tuple(text for text in items(value, path) if isinstance(text, str))
    if not isinstance(value, list) or len(texts) != len(value):
        raise Wrong(unexpected(path))
    return texts
