"""Which saved recipe a file is meant for: by what it holds, never by its name."""

from operator import attrgetter

from tracker.ingest.distinct import distinct
from tracker.ingest.recognised import Recognised
from tracker.model.recipes import RecipeBody, Shape


def shape_of(recognised: Recognised) -> Shape:
    """What a recipe for this file would know it by."""
    held = distinct(map(attrgetter("labels"), recognised.values))
    return Shape(
        kind=recognised.kind.value if recognised.kind else "text",
        source=recognised.source.id if recognised.source else "",
        measures=tuple(sorted(set(map(attrgetter("measure"), recognised.values)))),
        labels=tuple(sorted({name for labels in held for name, _ in labels})),
    )


def fits(body: RecipeBody, recognised: Recognised) -> bool:
    """Whether the file holds all that the recipe reads. It may hold more: measures are added."""
    found, asked = shape_of(recognised), body.shape
    if (found.kind, found.source) != (asked.kind, asked.source):
        return False
    return _measures_read(body) <= set(found.measures) and set(asked.labels) <= set(found.labels)


def _measures_read(body: RecipeBody) -> set[str]:
    selectors = (s for m in body.values for s in (m.value, m.denominator, m.responses) if s)
    return {selector.measure for selector in selectors}
