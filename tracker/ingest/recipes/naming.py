"""Names that a recipe can be written with: none is empty, none stands twice, none has edges."""

from dataclasses import replace
from operator import attrgetter

from tracker.ingest.distinct import distinct
from tracker.ingest.recognised import Recognised, Region

UNNAMED = "utan rubrik"  # a column without a header is called so in a recipe

Labels = tuple[tuple[str, str], ...]


def named(recognised: Recognised) -> Recognised:
    """The same values with labels that have names, and without blanks at the ends of any text."""
    labels = {
        one: _named(one) for one in set(distinct(map(attrgetter("labels"), recognised.values)))
    }
    regions = {
        one: one and _trimmed(one)
        for one in set(distinct(map(attrgetter("region"), recognised.values)))
    }
    measures = {one: one.strip() for one in set(map(attrgetter("measure"), recognised.values))}
    if all(
        one == as_named for known in (labels, regions, measures) for one, as_named in known.items()
    ):
        return recognised
    values = tuple(
        value._replace(
            measure=measures[value.measure],
            labels=labels[value.labels],
            region=regions[value.region],
        )
        for value in recognised.values
    )
    return replace(recognised, values=values)


def _named(labels: Labels) -> Labels:
    made: dict[str, str] = {}
    for name, text in labels:
        plain = name.strip() or UNNAMED
        key, again = plain, 2
        while key in made:
            key, again = f"{plain} ({again})", again + 1
        made[key] = text.strip()
    return tuple(made.items())


def _trimmed(region: Region) -> Region:
    return replace(region, label=region.label.strip(), code=region.code.strip())
