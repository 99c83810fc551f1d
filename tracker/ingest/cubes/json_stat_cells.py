"""The cells of JSON-stat: in full or sparse, with what `status` says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.errors import Fault
from tracker.ingest.cubes.cells import DASH, NOTHING, Read, json_number, mark
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.cube import MAX_CELLS, Dimension, size
from tracker.ingest.cubes.json_shape import Object, Wrong, obj
from tracker.ingest.cubes.json_text import unexpected
from tracker.ingest.own.preview import shown
from tracker.model.observations import Status

_FLAGS = {
    "p": Status.PRELIMINARY,
    "preliminary": Status.PRELIMINARY,
    "e": Status.ESTIMATED,
    "estimated": Status.ESTIMATED,
    "r": Status.REVISED,
    "revised": Status.REVISED,
}
_SILENT = frozenset({"", "a", "normal"})


@dataclass
class StatCells:
    """Position → cell, as the file has them; `unknown` are flags that say nothing to us."""

    cells: dict[int, Read] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)


def read_cells(root: Object, dimensions: Sequence[Dimension], path: str) -> StatCells:
    """The cells of a data set, from `value` and `status`. Raises Wrong."""
    every = size(dimensions)
    values, states = root.get("value"), root.get("status")
    if values is None or (not values and isinstance(values, list | dict) and not states):
        raise Wrong(Fault(CubeFault.CUBE_NO_VALUES, path=f"{path}.value"))
    numbers = _positions(values, every, f"{path}.value")
    if isinstance(states, str):
        said: Mapping[int, object] = dict.fromkeys(numbers, states)
    else:
        said = {} if states is None else _positions(states, every, f"{path}.status")
    if len(numbers) > MAX_CELLS or len(said) > MAX_CELLS:
        params = {"cells": max(len(numbers), len(said)), "limit": MAX_CELLS}
        raise Wrong(Fault(CubeFault.CUBE_TOO_LARGE, dict(params), path=f"{path}.value"))
    read = StatCells()
    for at in numbers.keys() | said.keys():
        state = said.get(at)
        if state is not None and not isinstance(state, str):
            raise Wrong(unexpected(f"{path}.status[{at}]"))
        read.cells[at] = _cell(numbers.get(at), (state or "").strip(), read, f"{path}.value[{at}]")
    return read


def _cell(value: object, state: str, read: StatCells, path: str) -> Read:
    meant = mark(state) if state else None
    if value is None:
        if meant is None and state.casefold() not in _SILENT:
            return Read(None, Status.MISSING, state)
        return meant or NOTHING
    number = json_number(value)
    if number is None:
        raise Wrong(Fault(CubeFault.CUBE_BAD_CELL, path=path, cell=shown(str(value)[:100])))
    if meant is not None and meant is not DASH:
        return Read(None, meant.status, state)  # a number that the file itself calls lacking
    return _flagged(number, "" if meant is DASH else state, read)


def _flagged(number: float, state: str, read: StatCells) -> Read:
    status = _FLAGS.get(state.casefold())
    if status is None and state.casefold() not in _SILENT:
        read.unknown.add(state)
    return Read(number, status or Status.FINAL)


def _positions(values: object, every: int, path: str) -> Mapping[int, object]:
    """Position → what stands there: of a list as long as the cube, or of a sparse dict."""
    if isinstance(values, list):
        if len(values) != every:
            params = {"expected": every, "found": len(values)}
            raise Wrong(Fault(CubeFault.CUBE_CELLS_DIFFER, dict(params), path=path))
        return dict(enumerate(values))
    found: dict[int, object] = {}
    for key, value in obj(values, path).items():
        known = key.isascii() and key.isdigit() and len(key) <= 18
        if not known or str(int(key)) != key or int(key) >= every:
            raise Wrong(unexpected(f"{path}.{shown(key)}"))
        found[int(key)] = value
    return found
