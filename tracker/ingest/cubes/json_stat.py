"""JSON-stat (2.0, and the data sets of 1.x) → cube. Source: json-stat.org/full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.cubes.cells import MOST, NOTHING, Read
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.cube import MAX_CELLS, Cube, Dimension, labels_differ, size, told_apart
from tracker.ingest.cubes.json_shape import Object, Wrong, items, obj, strings, text
from tracker.ingest.cubes.json_stat_cells import read_cells
from tracker.ingest.cubes.json_text import unexpected
from tracker.ingest.own.preview import shown
from tracker.ingest.recognised import Role

_ROLES = {"time": Role.PERIOD, "geo": Role.REGION, "metric": Role.MEASURE}


@dataclass(frozen=True)
class StatRead:
    """What a JSON-stat file gives: a cube, or faults. `flags` were not understood."""

    cube: Cube | None = None
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    source: str = ""
    flags: tuple[str, ...] = ()


def read_json_stat(document: object) -> StatRead:
    """Read a parsed JSON-stat file: one data set. Never raises."""
    try:
        return _dataset(*_only_dataset(document))
    except Wrong as wrong:
        return StatRead(faults=(wrong.fault,))


def _only_dataset(document: object) -> tuple[Object, str]:
    root = obj(document, "$")
    if root.get("class", "dataset") != "dataset":
        raise Wrong(Fault(CubeFault.CUBE_NO_VALUES, path="$.class"))
    if "dimension" in root:
        return root, "$"
    sets = [key for key, value in root.items() if isinstance(value, dict) and "dimension" in value]
    if len(sets) != 1:
        raise Wrong(Fault(CubeFault.CUBE_NO_VALUES, path="$"))
    return obj(root[sets[0]], f"$.{sets[0]}"), f"$.{sets[0]}"


def _dataset(root: Object, path: str) -> StatRead:
    described = obj(root.get("dimension"), f"{path}.dimension")
    inside = "id" not in root  # 1.x keeps id, size and role in `dimension`
    holder, at = (described, f"{path}.dimension") if inside else (root, path)
    ids = strings(holder.get("id"), f"{at}.id")
    sizes = items(holder.get("size"), f"{at}.size")
    if len(ids) != len(sizes) or len(set(ids)) != len(ids) or not ids:
        raise Wrong(unexpected(f"{at}.size"))
    roles = _roles(holder.get("role"), f"{at}.role")
    dimensions = []
    notes = [text(root.get("label")), *_notes(root.get("note"))]
    for name, length in zip(ids, sizes, strict=True):
        where = f"{path}.dimension.{shown(name)}"
        one = obj(described.get(name), where)
        dimensions.append(_dimension(name, length, one, roles.get(name, Role.DIMENSION), where))
        notes += _dimension_notes(dimensions[-1], one)
    source = text(root.get("source"))
    read = read_cells(root, dimensions, path)
    every = size(dimensions)
    cells: Sequence[Read] | Mapping[int, Read] = read.cells
    if every <= MAX_CELLS:
        cells = tuple(read.cells.get(i, NOTHING) for i in range(every))
    measure = text(_px(root).get("contents")) or notes[0]
    cube = Cube(tuple(dimensions), cells, measure, official=source.strip().upper() == "SCB")
    kept = tuple(note for note in notes if note)
    return StatRead(cube, kept, (), source, tuple(sorted(read.unknown)))


def _dimension(name: str, length: object, one: Object, role: Role, path: str) -> Dimension:
    category = obj(one.get("category"), f"{path}.category")
    worded = obj(category.get("label", {}), f"{path}.category.label")
    index = category.get("index", list(worded) if len(worded) == 1 else None)
    codes = _codes(index, f"{path}.category.index")
    if isinstance(length, bool) or not isinstance(length, int) or length != len(codes):
        expected = length if isinstance(length, int) and abs(length) < MOST else 0
        raise Wrong(labels_differ(name, int(expected), len(codes), path))
    labels = tuple(_label(worded.get(code, code), path) for code in codes)
    told = told_apart(labels, codes) or labels
    extension = one.get("extension")
    total = extension.get("eliminationValueCode") if isinstance(extension, dict) else None
    units = _units(category.get("unit"), codes, f"{path}.category.unit")
    return Dimension(
        text(one.get("label")) or name,
        told,
        codes,
        role,
        units if role is Role.MEASURE else (),
        codes.index(total) if isinstance(total, str) and total in codes else None,
        key=name,
    )


def _codes(index: object, path: str) -> tuple[str, ...]:
    """The categories in order: a list, or a dict of positions without gaps."""
    if isinstance(index, list):
        codes = strings(index, path)
        if len(set(codes)) < len(codes) or not codes:
            raise Wrong(unexpected(path))
        return codes
    positions = obj(index, path)
    whole = all(isinstance(at, int) and not isinstance(at, bool) for at in positions.values())
    if not positions or not whole:
        raise Wrong(unexpected(path))
    ordered = {at: code for code, at in positions.items()}
    if set(ordered) != set(range(len(positions))):
        raise Wrong(unexpected(path))
    return tuple(ordered[at] for at in range(len(positions)))


def _roles(role: object, path: str) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for kind, names in obj(role or {}, path).items():
        if kind in _ROLES:
            roles |= dict.fromkeys(strings(names, f"{path}.{kind}"), _ROLES[kind])
    return roles


def _units(unit: object, codes: Sequence[str], path: str) -> tuple[str, ...]:
    if unit is None:
        return ()
    said = obj(unit, path)
    words = []
    for code in codes:
        one = said.get(code)
        if isinstance(one, dict):
            one = one.get("base") or one.get("label") or one.get("symbol")
        words.append(text(one))
    return tuple(words) if any(words) else ()


def _dimension_notes(dimension: Dimension, one: Object) -> list[str]:
    notes = [f"{dimension.name}: {note}" for note in _notes(one.get("note"))]
    category = one.get("category")
    by_code = category.get("note") if isinstance(category, dict) else None
    if isinstance(by_code, dict):
        for code, label in zip(dimension.codes, dimension.labels, strict=True):
            notes += [f"{dimension.name}, {label}: {note}" for note in _notes(by_code.get(code))]
    return notes


def _notes(note: object) -> list[str]:
    """Notes are a list; some write one text."""
    said = note if isinstance(note, list) else [note]
    return [text.strip() for text in said if isinstance(text, str) and text.strip()]


def _px(root: Object) -> Object:
    extension = root.get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    return px if isinstance(px, dict) else {}


def _label(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise Wrong(unexpected(f"{path}.category.label"))
    return value.strip()
