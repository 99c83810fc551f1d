"""What the form of a recipe offers for a recognised file, and what it is filled in with."""

from collections.abc import Iterable, Sequence

from tracker.model.base import Words
from tracker.model.definitions import Area, Definitions, Indicator, Measure
from tracker.service.foreign_seen import Seen, SeenLabel, SeenMeasure, SeenRegion
from tracker.service.recipes import MappedForm, RecipeForm

WHOLE_FILE = "\0file"  # no place is named: every value is of one area
REGION = ""  # as in a recipe: the region that the file states

_MOST_TEXTS = 1000  # a dimension with more is no filter
_TOTALS = (
    "totalt",
    "total",
    "samtliga",
    "alla",
    "både",
    "båda",
    "kvinnor och män",
    "män och kvinnor",
)


def place_choices(seen: Seen) -> tuple[str, ...]:
    """What may name the area: the stated region, a dimension, or nothing in the file."""
    region = (REGION,) if _places(seen.regions) else ()
    return (*region, *(label.name for label in seen.labels if label.size), WHOLE_FILE)


def texts_of(seen: Seen, place: str) -> dict[str, str]:
    """The texts that may mean an area, each with how it is shown."""
    if place == REGION:
        return {one.key: _shown(one) for one in _places(seen.regions)}
    label = next((one for one in seen.labels if one.name == place), None)
    return {text: text for text in label.texts} if label else {}


def filters(seen: Seen, place: str) -> tuple[SeenLabel, ...]:
    """The dimensions that values can be chosen by."""
    return tuple(
        label for label in seen.labels if label.name != place and 1 < label.size <= _MOST_TEXTS
    )


def total_in(label: SeenLabel) -> tuple[str, ...]:
    """The one text of a dimension that stands for all of it; empty when there is none."""
    found = [text for text in label.texts if text.casefold().startswith(_TOTALS)]
    return tuple(found) if len(found) == 1 else ()


def may_be_fraction(seen: Seen, measure: str | None, indicator: Indicator | None) -> bool:
    """Whether to ask if a share is written as 0 to 1."""
    found = measure_of(seen, measure)
    if found is None or indicator is None or indicator.measure is not Measure.SHARE:
        return False
    numbers = (found.lowest, found.highest)
    small = all(number is not None and 0 <= number <= 1 for number in numbers)
    return small and found.unit != "%" and "share" not in seen.answers


def measure_of(seen: Seen, name: str | None) -> SeenMeasure | None:
    """A measure of the file by its name."""
    return next((one for one in seen.measures if one.name == name), None)


def suggested(seen: Seen, definitions: Definitions, offered: Sequence[Indicator]) -> RecipeForm:
    """A form filled in as far as names in the file are names in the definitions."""
    areas = definitions.areas.values()
    found = {place: _matched(seen, place, areas) for place in place_choices(seen)}
    place = max(found, key=lambda one: len(found[one]), default=WHOLE_FILE)
    values = [
        MappedForm(indicator.id, measure.name)
        for measure in seen.measures
        for indicator in offered
        if _folded(measure.name) in _words(indicator.name, indicator.short_name)
    ]
    if not values:
        (only,) = offered if len(offered) == 1 else (None,)
        values = [MappedForm(only.id if only else None)]
    whole = place == WHOLE_FILE
    return RecipeForm(tuple(values), "" if whole else place, found[place], None)


def suggested_name(seen: Seen, taken: Iterable[str]) -> str:
    """What to call a new recipe: as its source, unless another recipe is called so."""
    name = seen.source.name if seen.source else ""
    return "" if _folded(name) in map(_folded, taken) else name


def _matched(seen: Seen, place: str, areas: Iterable[Area]) -> dict[str, tuple[str, ...]]:
    """The texts of a place that are an area's name, by area."""
    if place == WHOLE_FILE:
        return {}
    texts = [(key, _folded(text)) for key, text in texts_of(seen, place).items()]
    if place == REGION:
        texts += [
            (one.key, f"{_folded(one.label)} kommun")
            for one in _places(seen.regions)
            if one.level == "municipality"
        ]
    by_text: dict[str, list[str]] = {}
    for key, text in texts:
        by_text.setdefault(text, []).append(key)
    found = {}
    for area in areas:
        keys = [k for word in _words(area.name, area.short_name) for k in by_text.get(word, ())]
        if keys:
            found[area.id] = tuple(dict.fromkeys(keys))
    return found


def _places(regions: Iterable[SeenRegion]) -> list[SeenRegion]:
    return [one for one in regions if not one.aggregate]


def _shown(region: SeenRegion) -> str:
    if region.key == region.label or region.label.startswith(region.key):
        return region.label
    return f"{region.label} ({region.key})"


def _words(*names: Words | None) -> set[str]:
    return {_folded(text) for name in names if name for text in (name.sv, name.en)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
