"""The sums that the definitions declare between series: parts of a whole, areas within an area."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tracker.disclosure.history import Rules
from tracker.disclosure.primary import COUNTED
from tracker.model.definitions import Area, Definitions

SeriesKey = tuple[str, str]  # indicator, area


@dataclass(frozen=True)
class Total:
    """The parts lie within the whole and do not overlap; something of it may be in none of them."""

    whole: SeriesKey
    parts: tuple[SeriesKey, ...]


def declared_totals(rules: Rules, present: Collection[SeriesKey]) -> tuple[Total, ...]:
    """The sums between the series `present` (by newest id), under any version of the definitions.

    Areas of one level within an area are taken not to overlap. An area without a series of its
    own is passed over: what lies within it lies within the next one up.
    """
    found: dict[Total, None] = {}
    for _, definitions in rules.versions:
        found |= dict.fromkeys(_of_parts(definitions, rules, present))
        found |= dict.fromkeys(_of_areas(definitions.areas, present))
    return tuple(found)


def _of_parts(
    definitions: Definitions, rules: Rules, present: Collection[SeriesKey]
) -> Iterator[Total]:
    parts: dict[str, list[str]] = defaultdict(list)
    for id_, indicator in definitions.indicators.items():
        if indicator.parts_of and indicator.measure in COUNTED:
            parts[rules.newest_id(indicator.parts_of)].append(rules.newest_id(id_))
    for whole, area in sorted(present):
        of_area = tuple((p, area) for p in parts[whole] if (p, area) in present)
        if of_area:
            yield Total((whole, area), of_area)


def _of_areas(areas: Mapping[str, Area], present: Collection[SeriesKey]) -> Iterator[Total]:
    if not any(area.parent for area in areas.values()):
        return
    within: dict[tuple[SeriesKey, str], list[SeriesKey]] = defaultdict(list)
    for indicator, area in sorted(present):
        above = _above(area, areas)
        whole = next(((indicator, a) for a in above if (indicator, a) in present), None)
        if whole:
            within[whole, areas[area].level].append((indicator, area))
    for (whole, _), parts in within.items():
        yield Total(whole, tuple(parts))


def _above(area: str, areas: Mapping[str, Area]) -> Iterator[str]:
    """The areas that an area lies within, the nearest first."""
    passed = {area}
    while area in areas and (parent := areas[area].parent) and parent not in passed:
        yield parent
        passed.add(parent)
        area = parent
