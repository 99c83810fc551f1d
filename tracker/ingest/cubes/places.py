"""Which dimension is places, and which place each of its labels is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.ingest.cubes.cube import Dimension
from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.names import level_by_name
from tracker.ingest.meaning.places import level_among
from tracker.ingest.meaning.regions import candidates, is_total
from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import Choice, Question, Region, Role

_PLACE_NAME = re.compile(
    r"(?:region|regioner|län|kommun|kommuner|område|delområde|bostadsområde|stadsdel|distrikt"
    r"|deso|regso|nyko\d?|plats|county|municipality|area|place|geography|geografi"
    r"|län och kommun|region/kommun)"
)
_SCB_CODE = re.compile(r"\d{2}|\d{4}|\d{4}[A-C]\d{4}|\d{4}R\d{3}|SE\d{1,3}", re.ASCII)


def place_position(dimensions: Sequence[Dimension]) -> int | None:
    """The dimension of places: the one the file says, or the first that is named as one."""
    for index, dimension in enumerate(dimensions):
        if dimension.role is Role.REGION:
            return index
    for index, dimension in enumerate(dimensions):
        named = any(_PLACE_NAME.fullmatch(folded(n)) for n in (dimension.name, dimension.key))
        if named and dimension.role is Role.DIMENSION:
            return index
    return None


def regions_of(
    dimension: Dimension, answers: Mapping[str, str]
) -> tuple[tuple[Region, ...], tuple[Question, ...]]:
    """The place of each label, and what must be asked: `Uppsala` alone may be two."""
    regions: list[Region] = []
    questions: list[Question] = []
    common = level_by_name(dimension.name) or level_among(dimension.labels)
    for index, label in enumerate(dimension.labels):
        code = dimension.codes[index] if dimension.codes else ""
        key = f"region:{tidy(label)}"
        found = _found(label, code)
        level = answers.get(key) or common
        decided = tuple(region for region in found if region.level == level)
        if len(found) > 1 and len(decided) != 1:
            choices = tuple(Choice(r.level, (f"{r.code} {r.label}",)) for r in found)
            asked = Question(key, QuestionCode.REGION_LEVEL, {"name": tidy(label)}, choices)
            questions.append(asked)
        region = _one(decided or found) or Region(tidy(label), code)
        total = index == dimension.total or is_total(label)
        regions.append(replace(region, aggregate=True) if total else region)
    return tuple(regions), tuple(questions)


def _found(label: str, code: str) -> tuple[Region, ...]:
    """Every place that a label with its code may be. A code of another kind says nothing."""
    if not _SCB_CODE.fullmatch(code):
        return tuple(replace(region, code=region.code or code) for region in candidates(label))
    bare = tidy(label).removeprefix(code).strip() or tidy(label)
    return tuple(replace(region, label=tidy(label)) for region in candidates(f"{code} {bare}"))


def _one(found: tuple[Region, ...]) -> Region | None:
    return found[0] if len(found) == 1 else None
