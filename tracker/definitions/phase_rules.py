"""What must hold within phases.yaml, and between it and goals.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.definitions.goal_rules import may_be_evidence
from tracker.definitions.pieces import Piece, indicators, pieces
from tracker.definitions.references import Names, dangling, names_in, twice
from tracker.definitions.yaml_text import Place, Tree
from tracker.errors import Fault
from tracker.model.definitions import (
    Area,
    Direction,
    EvidenceRule,
    Indicator,
    IndicatorKind,
    Measure,
)

_CONDITIONS = ("conditions", "*")
_EVIDENCE = (*_CONDITIONS, "evidence", "*")
_RULES = (*_EVIDENCE, "rules", "*")
_OF_CHANGE = ("improving", "not_worse")
_OF_LEVEL = ("at_most", "at_least")


def phase_faults(phases: Tree, goals: Tree) -> Iterator[Fault]:
    """Every fault of phases.yaml that no single field shows.

    goals   what the rules read; when it could not be read, only phases.yaml itself is checked
    """
    yield from twice(phases, _CONDITIONS)
    yield from _phase_numbers(phases)
    yield from _letters(phases)
    yield from _evidence(phases)
    if isinstance(goals.data, dict):
        read = _Read.of(goals)
        for rule in pieces(phases, _RULES, EvidenceRule):
            yield from _rule(phases, rule, read)


def _phase_numbers(tree: Tree) -> Iterator[Fault]:
    numbers = [tree.at((*place, "number")) for place in tree.places(("phases", "*"))]
    whole = [n for n in numbers if isinstance(n, int)]
    if len(whole) == len(numbers) == 3 and sorted(whole) != [1, 2, 3]:
        yield tree.fault("phases_not_1_2_3", ("phases",), numbers=", ".join(map(str, whole)))


def _letters(tree: Tree) -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for place in tree.places(_CONDITIONS):
        letter, at = tree.at((*place, "letter")), (*place, "letter")
        if not isinstance(letter, str):
            continue
        if letter in first:
            yield tree.fault("letter_twice", at, letter=letter, first=tree.line(first[letter]))
        first.setdefault(letter, at)


def _evidence(tree: Tree) -> Iterator[Fault]:
    for condition in tree.places(_CONDITIONS):
        seen: set[int] = set()
        for place in tree.places(("conditions", "*", "evidence", "*")):
            if place[:2] != condition:
                continue
            phase, needed = tree.at((*place, "phase")), tree.at((*place, "needed"))
            rules = tree.at((*place, "rules"))
            if isinstance(phase, int):
                if phase in seen:
                    yield tree.fault("evidence_phase_twice", (*place, "phase"), phase=phase)
                seen.add(phase)
            if isinstance(needed, int) and isinstance(rules, list) and needed > len(rules):
                at = (*place, "needed")
                yield tree.fault("needs_more_than_rules", at, needed=needed, rules=len(rules))


@dataclass(frozen=True)
class _Read:
    """What the rules may read."""

    names: Names
    indicators: dict[str, Indicator]
    judged: frozenset[str]  # areas whose phase is decided, and their stand-ins

    @classmethod
    def of(cls, goals: Tree) -> "_Read":
        areas = [piece.item for piece in pieces(goals, ("areas", "*"), Area)]
        decided = {area.id for area in areas if area.phase_assessed}
        stand_ins = {area.id for area in areas if area.proxy_for in decided}
        found = {piece.item.id: piece.item for piece in indicators(goals)}
        return cls(names_in(goals), found, frozenset(decided | stand_ins))


def _rule(tree: Tree, piece: Piece[EvidenceRule], read: _Read) -> Iterator[Fault]:
    rule, at = piece.item, (*piece.place, "indicator")
    in_area = (*piece.place, "area")
    yield from dangling(tree, at, rule.indicator, read.names.indicators, "unknown_indicator_id")
    yield from dangling(tree, in_area, rule.area, read.names.areas, "unknown_area_id")
    indicator = read.indicators.get(rule.indicator or "")
    if indicator is None:
        return
    if not may_be_evidence(indicator):
        yield tree.fault("rule_reads_background", at, id=indicator.id)
    if rule.area is not None and rule.area not in indicator.areas:
        yield tree.fault("rule_area_not_covered", in_area, id=indicator.id, area=rule.area)
    if rule.area is None and not read.judged.intersection(indicator.areas):
        yield tree.fault("rule_reads_no_area", at, id=indicator.id)
    if rule.rule in _OF_CHANGE:
        phase = tree.at((*piece.place[:4], "phase"))
        yield from _change_can_be_told(tree, at, indicator, phase)
    if rule.rule in _OF_LEVEL and not rule.point and not _has_interval(indicator):
        yield tree.fault("level_needs_point", piece.place, id=indicator.id)
    if rule.rule == "zero_for" and indicator.measure is Measure.SHARE:
        yield tree.fault("zero_for_needs_counts", at, id=indicator.id)


def _change_can_be_told(
    tree: Tree, at: Place, indicator: Indicator, phase: object
) -> Iterator[Fault]:
    """A rule that no verdict can ever satisfy would leave its condition open for ever."""
    if isinstance(phase, int) and indicator.direction_in(phase) is Direction.DEPENDS:
        yield tree.fault("rule_needs_direction", at, id=indicator.id, phase=phase)
    if indicator.kind is IndicatorKind.OUTPUT:
        yield tree.fault("rule_reads_output", at, id=indicator.id)
    elif indicator.measure is Measure.VALUE:
        yield tree.fault("change_needs_counts_or_shares", at, id=indicator.id)


def _has_interval(indicator: Indicator) -> bool:
    """Whether its values have one; what was done, and values without a base, have none."""
    return indicator.kind is not IndicatorKind.OUTPUT and indicator.measure is not Measure.VALUE
