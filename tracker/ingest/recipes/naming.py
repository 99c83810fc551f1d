"""Names that a recipe can be written with: none is empty, none stands twice, none has edges."""

from dataclasses import replace

from tracker.ingest.recognised import Recognised, Region

UNNAMED = "utan rubrik"  # a column without a header is called so in a recipe

Labels = tuple[tuple[str, str], ...]


def named(recognised: Recognised) -> Recognised:
    """The same values with labels that have names, and without blanks at the ends of any text."""
    labels: dict[Labels, Labels] = {}
    regions: dict[Region, Region] = {}
    values = []
    for value in recognised.values:
        known = labels.get(value.labels)
        if known is None:
            known = labels[value.labels] = _named(value.labels)
        region = value.region
        if region is not None:
            region = regions.get(region) or regions.setdefault(region, _trimmed(region))
        measure = value.measure.strip()
        if (measure, known, region) != (value.measure, value.labels, value.region):
            value = replace(value, measure=measure, labels=known, region=region)  # noqa: PLW2901
        values.append(value)
    return replace(recognised, values=tuple(values))


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
