"""The valid pieces of a file that may have faults elsewhere.

A misspelt key in one indicator must not hide a dangling id in another, so references are
checked piece by piece: each piece that is valid by itself, with its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from tracker.definitions.yaml_text import Place, Tree
from tracker.model.base import Record
from tracker.model.definitions import Indicator

R = TypeVar("R", bound=Record)

OWNED = ("goals", "*", "indicators", "*")
CROSS_CUTTING = ("indicators", "*")


@dataclass(frozen=True)
class Piece(Generic[R]):
    """A record and where it stands."""

    place: Place
    item: R


def pieces(
    tree: Tree, pattern: tuple[str, ...], model: type[R], *, without: str | None = None
) -> Iterator[Piece[R]]:
    """The valid records at a pattern's places; `without` leaves out a key of each."""
    for place in tree.places(pattern):
        raw = tree.at(place)
        if not isinstance(raw, dict):
            continue
        try:
            item = model.model_validate({k: v for k, v in raw.items() if k != without})
        except ValidationError:
            continue
        yield Piece(place, item)


def indicators(tree: Tree) -> list[Piece[Indicator]]:
    """The valid indicators, the goals' first."""
    return [*pieces(tree, OWNED, Indicator), *pieces(tree, CROSS_CUTTING, Indicator)]


def ids(tree: Tree, *patterns: tuple[str, ...]) -> dict[str, list[Place]]:
    """Every id that is declared at the patterns, valid or not, with the places it stands at."""
    found: dict[str, list[Place]] = {}
    for pattern in patterns:
        for place in tree.places(pattern):
            declared = tree.at((*place, "id"))
            if isinstance(declared, str):
                found.setdefault(declared, []).append((*place, "id"))
    return found
