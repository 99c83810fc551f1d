"""What goals.yaml refers to: ids that stand twice, that name nothing, or that go in a circle."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tracker.definitions.pieces import CROSS_CUTTING, OWNED, ids, indicators, pieces
from tracker.definitions.yaml_text import Place, Tree
from tracker.errors import Fault
from tracker.model.definitions import Area, Goal

_AREAS = ("areas", "*")
_GOALS = ("goals", "*")
_ORGANISATIONS = ("organisations", "*")


@dataclass(frozen=True)
class Names:
    """The ids that goals.yaml declares, whether or not the rest of their record is valid."""

    areas: Collection[str]
    organisations: Collection[str]
    indicators: Collection[str]


def names_in(goals: Tree) -> Names:
    """The ids that may be referred to."""
    return Names(
        areas=ids(goals, _AREAS),
        organisations=ids(goals, _ORGANISATIONS),
        indicators=ids(goals, OWNED, CROSS_CUTTING),
    )


def dangling(
    tree: Tree, place: Place, named: str | None, known: Collection[str], code: str
) -> Iterator[Fault]:
    """A fault when an id names nothing; it suggests the ids that look most like it."""
    if named is not None and named not in known:
        near = get_close_matches(named, known, n=3, cutoff=0)
        yield tree.fault(code, place, id=named, near=", ".join(near))


def twice(tree: Tree, *patterns: tuple[str, ...]) -> Iterator[Fault]:
    """A fault for each id that stands a second time, naming the line of the first."""
    for declared, places in ids(tree, *patterns).items():
        for place in places[1:]:
            yield tree.fault("id_twice", place, id=declared, first=tree.line(places[0]))


def reference_faults(tree: Tree) -> Iterator[Fault]:
    """Every fault of reference within goals.yaml."""
    for patterns in ((_ORGANISATIONS,), (_AREAS,), (_GOALS,), (OWNED, CROSS_CUTTING)):
        yield from twice(tree, *patterns)
    names = names_in(tree)
    owner = tree.at(("owner",))
    if isinstance(owner, str):
        yield from dangling(tree, ("owner",), owner, names.organisations, "unknown_organisation_id")
    yield from _areas(tree, names)
    yield from _goals(tree, names)
    yield from _indicators(tree, names)


def _areas(tree: Tree, names: Names) -> Iterator[Fault]:
    areas = list(pieces(tree, _AREAS, Area))
    for key in ("parent", "proxy_for", "comparison"):
        onward: dict[str, str | None] = {}
        places: dict[str, Place] = {}
        for piece in areas:
            area, place = piece.item, (*piece.place, key)
            named = onward[area.id] = getattr(area, key)
            places[area.id] = place
            yield from dangling(tree, place, named, names.areas, "unknown_area_id")
            if named == area.id:
                yield tree.fault("refers_to_itself", place, id=area.id)
        yield from _circles(tree, onward, places)


def _goals(tree: Tree, names: Names) -> Iterator[Fault]:
    numbers: dict[int, Place] = {}
    for piece in pieces(tree, _GOALS, Goal, without="indicators"):
        yield from _each(tree, (*piece.place, "areas"), piece.item.areas, names.areas)
        place = (*piece.place, "number")
        if first := numbers.get(piece.item.number):
            line = tree.line(first)
            yield tree.fault("goal_number_twice", place, number=piece.item.number, first=line)
        numbers.setdefault(piece.item.number, place)


def _indicators(tree: Tree, names: Names) -> Iterator[Fault]:
    """Pairs may go both ways: each of two series says that it is read with the other."""
    wholes: dict[str, str | None] = {}
    places: dict[str, Place] = {}
    replaced: dict[str, Place] = {}
    for piece in indicators(tree):
        item, at = piece.item, piece.place
        yield from _each(tree, (*at, "areas"), item.areas, names.areas)
        organisations = [((*at, "owner_organisation"), item.owner_organisation)]
        organisations += [((*at, "readers", i), r) for i, r in enumerate(item.readers)]
        for place, named in organisations:
            yield from dangling(tree, place, named, names.organisations, "unknown_organisation_id")
        others = [((*at, "pair", i), p) for i, p in enumerate(item.pair)]
        if item.parts_of:
            others.append(((*at, "parts_of"), item.parts_of))
        for place, other in others:
            yield from dangling(tree, place, other, names.indicators, "unknown_indicator_id")
            if other == item.id:
                yield tree.fault("refers_to_itself", place, id=item.id)
        if item.replaces is not None:
            yield from _replaced(tree, (*at, "replaces"), item.replaces, names, replaced)
        wholes[item.id], places[item.id] = item.parts_of, (*at, "parts_of")
    yield from _circles(tree, wholes, places)


def _replaced(
    tree: Tree, place: Place, old: str, names: Names, replaced: dict[str, Place]
) -> Iterator[Fault]:
    """An old id is gone from the file, and its values go to one indicator only."""
    if old in names.indicators:
        yield tree.fault("replaces_what_is_defined", place, id=old)
    elif first := replaced.get(old):
        yield tree.fault("replaced_twice", place, id=old, first=tree.line(first))
    replaced.setdefault(old, place)


def _each(
    tree: Tree, place: Place, named: Iterable[str], areas: Collection[str]
) -> Iterator[Fault]:
    for position, area in enumerate(named):
        yield from dangling(tree, (*place, position), area, areas, "unknown_area_id")


def _circles(
    tree: Tree, onward: Mapping[str, str | None], places: Mapping[str, Place]
) -> Iterator[Fault]:
    """One fault for each circle of two or more, at the first of them in the file."""
    told: set[str] = set()
    for start in onward:
        chain = [start]
        while (following := onward.get(chain[-1])) and following not in chain:
            chain.append(following)
        if following == start and len(chain) > 1 and start not in told:
            yield tree.fault("goes_in_a_circle", places[start], ids=" → ".join([*chain, start]))
            told.update(chain)
