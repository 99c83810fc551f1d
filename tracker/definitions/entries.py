"""The YAML files of entries: what a steering group has on record, real or invented."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tracker.definitions.loading import read_file
from tracker.definitions.shape import check_shape
from tracker.definitions.yaml_text import Place, Tree, decode, read_tree
from tracker.errors import DefinitionsInvalid, Fault
from tracker.model.steering import ENTRY_TYPES, AnyEntry, EntryKind


def load_entries(folder: Path, *, fictional: bool) -> tuple[AnyEntry, ...]:
    """The entries in a folder's YAML files, by file name and then as each lists them.

    folder      such as `data/open/entries`; without one there are no entries
    fictional   whether all of them must be marked as invented, or none of them

    A file holds a list of entries, at its top or under the key `entries`; each says its `kind`.
    Raises DefinitionsInvalid with every fault in every file.
    """
    entries: list[AnyEntry] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        tree = read_file(path, f"{folder.parent.name}/{folder.name}/{path.name}")
        faults += tree.faults
        for found in _entries(tree, fictional=fictional) if tree.data is not None else ():
            if isinstance(found, Fault):
                faults.append(found)
            else:
                entries.append(found)
    if faults:
        raise DefinitionsInvalid("entries_invalid", tuple(faults), folder=folder)
    return tuple(entries)


def parse_entries(data: bytes, file: str) -> tuple[AnyEntry, ...]:
    """The entries of one YAML or JSON file, as it lists them, real and invented.

    file   what faults call it
    Raises DefinitionsInvalid with every fault.
    """
    text = decode(data, file)
    tree = Tree(file, None, faults=(text,)) if isinstance(text, Fault) else read_tree(text, file)
    faults = list(tree.faults)
    entries: list[AnyEntry] = []
    for found in _entries(tree, fictional=None) if tree.data is not None else ():
        if isinstance(found, Fault):
            faults.append(found)
        else:
            entries.append(found)
    if tree.data is None and not faults:
        faults.append(Fault("entries_not_a_list", file=file, line=1))
    if faults:
        raise DefinitionsInvalid("entries_file_invalid", tuple(faults), file=file)
    return tuple(entries)


def _entries(tree: Tree, *, fictional: bool | None) -> Iterator[AnyEntry | Fault]:
    place: Place = ("entries",) if isinstance(tree.data, dict) else ()
    listed = tree.at(place)
    if not isinstance(listed, list) or (place and tree.data != {"entries": listed}):
        yield Fault("entries_not_a_list", file=tree.file, line=1)
        return
    for number in range(len(listed)):
        yield from _entry(_part(tree, (*place, number)), str(number + 1), fictional=fictional)


def _part(tree: Tree, place: Place) -> Tree:
    """What stands at a place, as a file of its own with the lines of the whole."""
    depth = len(place)
    lines = {at[depth:]: line for at, line in tree.lines.items() if at[:depth] == place}
    unread = frozenset(at[depth:] for at in tree.unread if at[:depth] == place)
    return Tree(tree.file, tree.at(place), lines, unread=unread)


def _entry(tree: Tree, number: str, *, fictional: bool | None) -> Iterator[AnyEntry | Fault]:
    """The entry, or its faults; these name it by its id, or by its number."""
    given = tree.at(("id",))
    name = given if isinstance(given, str) else number
    entry, faults = _shaped(tree)
    if entry and fictional not in (None, entry.fictional):
        code = "entry_not_marked_fictional" if fictional else "entry_marked_fictional"
        faults = [tree.fault(code, ("fictional",))]
    if entry and not faults:
        yield entry
    for fault in faults:
        yield replace(fault, path=f"{name} › {fault.path}" if fault.path else name)


def _shaped(tree: Tree) -> tuple[AnyEntry | None, list[Fault]]:
    if not isinstance(tree.data, dict):
        return None, [tree.fault("field_not_mapping", (), value=str(tree.data)[:40])]
    if "kind" not in tree.data:
        return None, [tree.fault("field_missing", (), field="kind")]
    kind = str(tree.data["kind"])
    if kind not in list(EntryKind):
        allowed = ", ".join(EntryKind)
        return None, [tree.fault("field_not_allowed", ("kind",), value=kind[:40], allowed=allowed)]
    return check_shape(tree, ENTRY_TYPES[EntryKind(kind)])
