"""What must hold between an indicator and the whole that it is `parts_of`: the parts add up."""

from collections.abc import Iterable, Iterator

from tracker.definitions.pieces import Piece
from tracker.definitions.yaml_text import Tree
from tracker.errors import Fault
from tracker.model.definitions import Indicator, Measure

_ADDED = (Measure.COUNT, Measure.RATE)


def part_faults(tree: Tree, found: Iterable[Piece[Indicator]]) -> Iterator[Fault]:
    """Every part that cannot be added up to its whole, period by period and area by area."""
    indicators = {piece.item.id: piece for piece in found}
    for piece in indicators.values():
        part, place = piece.item, (*piece.place, "parts_of")
        whole = indicators.get(part.parts_of) if part.parts_of else None
        if whole is None or whole is piece:
            continue
        both = {"part": part.id, "whole": whole.item.id}
        if part.measure is not whole.item.measure or part.measure not in _ADDED:
            measures = {"measure": part.measure.value, "other": whole.item.measure.value}
            yield tree.fault("part_other_measure", place, **both, **measures)
        if _period(part) != _period(whole.item):
            periods = {"period": _period(part), "other": _period(whole.item)}
            yield tree.fault("part_other_period", place, **both, **periods)
        if outside := [area for area in part.areas if area not in whole.item.areas]:
            yield tree.fault("part_other_areas", place, **both, areas=", ".join(outside))


def _period(indicator: Indicator) -> str:
    """The period that its values are added up by, and the one that `öppen` sees."""
    shown = f", open_period: {indicator.open_period}" if indicator.open_period else ""
    return f"frequency: {indicator.frequency}{shown}"
