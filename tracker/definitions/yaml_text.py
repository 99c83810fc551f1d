"""YAML text → plain values that know on which line they stand, with every fault of the text.

Safe by construction: only text, numbers, yes/no, dates and nothing are read; depth and size
(also what aliases unfold to) are limited; a key that stands twice is a fault.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import yaml

from tracker.errors import Fault, Param

Place = tuple[str | int, ...]

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_MOST_CHARACTERS = 4_000_000
_MOST_NODES = 200_000
_MOST_LEVELS = 40
_TAG = "tag:yaml.org,2002:"
_SCALARS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_UNREADABLE = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class _Mark(Protocol):
    """Where the reader stood; `line` counts from 0."""

    line: int


@dataclass(frozen=True)
class Tree:
    """One file as plain values; `lines` has the line of every key and list item, by place.

    data     None when the text could not be read at all
    unread   places whose value already has a fault
    """

    file: str
    data: object
    lines: Mapping[Place, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    unread: frozenset[Place] = frozenset()

    def at(self, place: Place) -> object:
        """The value at a place; None when there is none."""
        found = self.data
        for step in place:
            if isinstance(found, dict):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def places(self, pattern: Iterable[str]) -> list[Place]:
        """Every place that fits a pattern of keys, in which `*` is each item of a list."""
        found: list[Place] = [()]
        for step in pattern:
            if step == "*":
                found = [(*p, i) for p in found for i in range(len(_items(self.at(p))))]
            else:
                found = [(*p, step) for p in found if isinstance(self.at(p), dict)]
        return found

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, code: str, place: Place, /, **params: Param) -> Fault:
        """A fault at a place of this file."""
        return Fault(
            code, params, file=self.file, line=self.line(place), path=self.spelt(place) or None
        )

    def spelt(self, place: Place) -> str:
        """A place in words: `goals › 3 › indicators › m3_trygga_kvall › baseline`.

        List items are named by their id; goals, and items without an id, by their number.
        """
        words = []
        for depth, step in enumerate(place):
            if isinstance(step, str):
                words.append(step)
                continue
            item = self.at(place[: depth + 1])
            name = item.get("id") if isinstance(item, dict) else None
            in_goals = depth == 1 and place[0] == "goals"
            words.append(name if isinstance(name, str) and not in_goals else str(step + 1))
        return " › ".join(words)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def decode(data: bytes, file: str) -> str | Fault:
    """The bytes as UTF-8 text, a byte order mark removed; or the fault and its line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Fault("text_encoding", file=file, line=data.count(b"\n", 0, error.start) + 1)


def read_tree(text: str, file: str) -> Tree:
    """Read YAML text. Never raises for what stands in the text: faults are in the tree."""
    if fault := _refused_before_reading(text, file):
        return Tree(file, None, faults=(fault,))
    try:
        if line := _too_deep(text):
            return Tree(file, None, faults=(_levels(file, line),))
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return Tree(file, None, faults=(_syntax(error, text, file),))
    if root is None:
        return Tree(file, None, faults=(Fault("yaml_empty", file=file, line=1),))
    walk = _Walk()
    tree = Tree(file, walk.value(root, ()), walk.lines)
    if tree.data is None and not walk.found:  # the whole file says `null`
        return replace(tree, faults=(Fault("yaml_empty", file=file, line=1),))
    faults = [replace(tree.fault(f.code, f.place, **f.params), line=f.line) for f in walk.found]
    return replace(tree, faults=tuple(faults), unread=frozenset(f.place for f in walk.found))


def _refused_before_reading(text: str, file: str) -> Fault | None:
    if len(text) > _MOST_CHARACTERS:
        return Fault("yaml_too_large", file=file, line=1)
    if strange := _UNREADABLE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        return Fault("yaml_character", {"code": f"U+{ord(strange[0]):04X}"}, file=file, line=line)
    return None


def _levels(file: str, line: int) -> Fault:
    return Fault("yaml_too_deep", {"levels": _MOST_LEVELS}, file=file, line=line)


def _too_deep(text: str) -> int:
    """The line where nesting passes the limit; 0 when it does not."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MOST_LEVELS:
                return _line(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """The fault of text that is no YAML; an unclosed quote is shown where it was opened."""
    unclosed = "end of stream" in (error.problem or "") and error.context_mark is not None
    line = _line(error.context_mark if unclosed else error.problem_mark)
    before = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    indent = before[: len(before) - len(before.lstrip())]
    if "\t" in indent:
        return Fault("yaml_tab", file=file, line=line)
    return Fault("yaml_syntax", {"detail": error.problem or ""}, file=file, line=line)


@dataclass(frozen=True)
class _Found:
    """A fault before the whole file is known, and with it the names of places."""

    code: str
    place: Place
    line: int
    params: dict[str, Param]


class _Walk:
    """One walk through the nodes: values, lines and what was found wrong."""

    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.found: list[_Found] = []
        self.nodes = 0
        self.scalars = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node, place: Place) -> object:
        """The plain value of a node; what cannot be read is None and a fault."""
        self.lines.setdefault(place, _line(node.start_mark))
        self.nodes += 1
        if self.nodes > _MOST_NODES or len(place) > _MOST_LEVELS:
            # Aliases can unfold to more than the text: said once, and nothing more is read.
            if not any(f.code == "yaml_too_large" for f in self.found):
                self._note("yaml_too_large", place, node)
            return None
        match node:
            case yaml.MappingNode():
                return self._mapping(node, place)
            case yaml.SequenceNode():
                return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
            case _:
                return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        read: dict[str, object] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note("yaml_key", place, key)
                continue
            name = str(key.value)
            inside = (*place, name)
            if name in read:
                self._note("yaml_duplicate_key", inside, key, key=name, first=self.lines[inside])
                continue
            self.lines[inside] = _line(key.start_mark)
            read[name] = self.value(item, inside)
        return read

    def _scalar(self, node: yaml.Node, place: Place) -> object:
        if node.tag.removeprefix(_TAG) not in _SCALARS:
            self._note("yaml_tag", place, node, tag=node.tag)
            return None
        try:
            value = self.scalars.construct_object(node)
        except ValueError:  # 2019-02-30 looks like a date and is none; the field's type will say so
            return str(node.value)
        if isinstance(value, datetime):  # a day is asked for; a time of day is left as text
            return str(node.value)
        if isinstance(value, float) and not math.isfinite(value):
            self._note("field_not_finite", place, node, value=str(node.value))
            return None
        return value

    def _note(self, code: str, place: Place, node: yaml.Node, /, **params: Param) -> None:
        self.found.append(_Found(code, place, _line(node.start_mark), params))
