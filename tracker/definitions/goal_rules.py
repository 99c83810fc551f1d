"""What must hold within goals.yaml beyond its fields and references."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.definitions.indicator_rules import indicator_faults
from tracker.definitions.part_rules import part_faults
from tracker.definitions.pieces import Piece, indicators, pieces
from tracker.definitions.references import reference_faults
from tracker.definitions.yaml_text import Place, Tree
from tracker.errors import Fault
from tracker.model.definitions import Area, Goal, Indicator, IndicatorKind


def goal_faults(tree: Tree) -> Iterator[Fault]:
    """Every fault of goals.yaml that no single field shows."""
    yield from reference_faults(tree)
    yield from _backwards(tree, (), tree.at(("start",)), tree.at(("end",)), "end")
    for area in pieces(tree, ("areas", "*"), Area):
        yield from _versions(tree, area)
    found = indicators(tree)
    for goal in pieces(tree, ("goals", "*"), Goal, without="indicators"):
        yield from _chosen(tree, goal, found)
        yield from _backwards(
            tree, goal.place, goal.item.valid_from, goal.item.valid_to, "valid_to"
        )
    yield from indicator_faults(tree, found)
    yield from part_faults(tree, found)


def may_be_evidence(indicator: Indicator) -> bool:
    """Whether an indicator may be judged at all: neither context nor `assess: false`."""
    return indicator.assess and indicator.kind is not IndicatorKind.CONTEXT


def _backwards(tree: Tree, place: Place, first: object, last: object, key: str) -> Iterator[Fault]:
    if isinstance(first, date) and isinstance(last, date) and last < first:
        days = {"first": first.isoformat(), "last": last.isoformat()}
        yield tree.fault("dates_backwards", (*place, key), **days)


def _versions(tree: Tree, area: Piece[Area]) -> Iterator[Fault]:
    place = (*area.place, "versions")
    for number, version in enumerate(area.item.versions):
        yield from _backwards(
            tree, (*place, number), version.valid_from, version.valid_to, "valid_to"
        )
    ordered = sorted(enumerate(area.item.versions), key=lambda pair: pair[1].valid_from)
    for (_, earlier), (number, later) in pairwise(ordered):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            day = later.valid_from.isoformat()
            yield tree.fault("versions_overlap", (*place, number, "valid_from"), day=day)


def _chosen(tree: Tree, goal: Piece[Goal], found: list[Piece[Indicator]]) -> Iterator[Fault]:
    """Primary and companion are the goal's own, two different ones, and can be judged."""
    raw = tree.at((*goal.place, "indicators"))
    own = {i.get("id") for i in raw if isinstance(i, dict)} if isinstance(raw, list) else set()
    valid = {p.item.id: p.item for p in found if p.place[:2] == goal.place}
    for key, chosen in (("primary", goal.item.primary), ("companion", goal.item.companion)):
        place = (*goal.place, key)
        if chosen is not None and chosen not in own:
            yield tree.fault("not_the_goals_own", place, id=chosen, field=key)
    primary, companion = goal.item.primary, goal.item.companion
    if primary in valid and not may_be_evidence(valid[primary]):
        yield tree.fault("primary_is_not_judged", (*goal.place, "primary"), id=primary or "")
    if primary is not None and primary == companion:
        yield tree.fault("companion_is_primary", (*goal.place, "companion"), id=primary)
