"""The place of each row, from one column or several, and which names must be asked about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.ingest.meaning.columns import Column, shown
from tracker.ingest.meaning.context import Context
from tracker.ingest.meaning.names import level_by_name
from tracker.ingest.meaning.regions import (
    COUNTY,
    MUNICIPALITY,
    candidates,
    conflicting,
    is_municipality_code,
    is_total,
)
from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import Region

_CODE = re.compile(r"\d{2,4}[ABCRabcr]?\d*")
_LEVELS = (MUNICIPALITY, COUNTY)


@dataclass(frozen=True)
class RowPlaces:
    """A place for each row (None where its cells are blank).

    labels     row → labels of coarser columns of places: a county beside a municipality
    ambiguous  name → rows, for names of more than one place that nothing decided
    bad        row → the column whose code and name name different places
    """

    regions: tuple[Region | None, ...]
    labels: tuple[tuple[tuple[str, str], ...], ...]
    ambiguous: dict[str, int]
    bad: dict[int, Column]


def row_places(
    columns: Sequence[Column], rows: int, context: Context, title_level: str | None
) -> RowPlaces:
    """The places of a table's rows."""
    if not columns:
        return RowPlaces((None,) * rows, ((),) * rows, {}, {})
    read = [_read_column(column, context, title_level) for column in columns]
    order = sorted(range(len(columns)), key=lambda i: _fineness(columns[i], read[i]))
    regions: list[Region | None] = []
    labels: list[tuple[tuple[str, str], ...]] = []
    ambiguous: Counter[str] = Counter()
    bad: dict[int, Column] = {}
    seen: dict[tuple[int, ...], tuple[Region | None, tuple[tuple[str, str], ...], int]] = {}
    placed = [[read[i].get(shown(cell).strip()) for cell in columns[i].cells] for i in order]
    for row, cells in enumerate(zip(*placed, strict=True)):
        key = tuple(map(id, cells))
        if key not in seen:
            seen[key] = _together(cells, [columns[i] for i in order])
        region, beside, conflict = seen[key]
        if conflict >= 0:
            bad[row] = columns[order[conflict]]
        if region and not (region.code or region.level or region.aggregate):
            ambiguous[region.label] += len(candidates(region.label)) > 1
        regions.append(region)
        labels.append(beside)
    for i, column in enumerate(columns):
        if wrong := {text for text in read[i] if conflicting(text)}:
            bad |= {
                row: column for row, cell in enumerate(column.cells) if shown(cell).strip() in wrong
            }
    return RowPlaces(tuple(regions), tuple(labels), +ambiguous, bad)


def decide(found: tuple[Region, ...], label: str, level: str | None) -> Region:
    """One region of several that a name may mean; without code when the level is not known."""
    if level is not None and len(found) > 1:
        found = tuple(region for region in found if region.level == level) or found
    if len(found) == 1:
        return found[0]
    return Region(tidy(label), aggregate=not found and is_total(label))


def level_among(labels: Sequence[str]) -> str | None:
    """The level that the unambiguous names have in common: two at least, and no other level."""
    levels = Counter(
        found[0].level
        for label in labels
        if len(found := candidates(label)) == 1 and not found[0].aggregate
    )
    levels = Counter({level: n for level, n in levels.items() if level in _LEVELS})
    if len(levels) != 1:
        return None
    level, count = next(iter(levels.items()))
    return level if count > 1 else None


def answered_level(label: str, context: Context) -> str | None:
    """The level that a person gave for a name."""
    return context.answer(f"region:{label}", *_LEVELS)


def _read_column(column: Column, context: Context, title_level: str | None) -> dict[str, Region]:
    """Each distinct cell as a place."""
    texts = [shown(cell).strip() for cell in column.counts]
    named = level_by_name(column.name)
    level = named or level_among(texts) or title_level or context.rules.level
    padded = named == MUNICIPALITY and _short_codes(texts)
    made = {}
    for text in texts:
        spelt = text.zfill(4) if padded and text.isdigit() else text
        chosen = answered_level(tidy(text), context) or level
        region = decide(candidates(spelt), text, chosen)
        made[text] = replace(region, label=tidy(text))
    return made


def _short_codes(texts: Sequence[str]) -> bool:
    """Whether a column of municipality codes lost its leading zeros: 380 is 0380."""
    codes = [text for text in texts if text.isdigit()]
    return (
        bool(codes)
        and any(len(code) == 3 for code in codes)
        and all(len(code) in {3, 4} and is_municipality_code(code.zfill(4)) for code in codes)
    )


def _fineness(column: Column, read: dict[str, Region]) -> tuple[int, int]:
    """Order of columns: municipalities before counties, codes before names."""
    levels = Counter(region.level for region in read.values() if not region.aggregate)
    common = levels.most_common(1)[0][0] if levels else ""
    rank = {"deso": 0, "regso": 0, MUNICIPALITY: 1, COUNTY: 2}
    named = level_by_name(column.name)
    fine = min(rank.get(common, 3), rank.get(named or "", 3))
    coded = bool(read) and all(_CODE.fullmatch(text) for text in read)
    return fine, 0 if coded else 1


def _together(
    cells: tuple[Region | None, ...], columns: Sequence[Column]
) -> tuple[Region | None, tuple[tuple[str, str], ...], int]:
    """The finest place that the cells give, the others as labels, and where they conflict."""
    present = [(i, cell) for i, cell in enumerate(cells) if cell is not None]
    if not present:
        return None, (), -1
    first, region = next(((i, c) for i, c in present if c.code), present[0])
    labels: list[tuple[str, str]] = []
    for i, other in present:
        if i == first or other.label == region.label:
            continue
        meant = candidates(other.label)
        bare = _is_bare_code(region.label)
        if bare and (not meant or region.code in {place.code for place in meant}):
            region = replace(region, label=other.label)
        elif bare and region.level in {place.level for place in meant}:
            return region, tuple(labels), i
        elif region.code not in {place.code for place in meant}:
            labels.append((columns[i].name, other.label))
    return region, tuple(labels), -1


def _is_bare_code(label: str) -> bool:
    return bool(_CODE.fullmatch(folded(label).upper()))
