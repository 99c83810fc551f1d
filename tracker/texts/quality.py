"""How whole a series is: how many of its values are hidden, missing, preliminary or revised."""

from collections import Counter

from tracker.model.observations import Status
from tracker.model.report import SeriesReport
from tracker.texts.catalogue import Texts

# What a reader must know of, gravest first; final values go without saying.
_TOLD = (
    Status.MISSING,
    Status.SUPPRESSED,
    Status.NOT_PUBLISHED,
    Status.PARTIAL,
    Status.ESTIMATED,
    Status.PRELIMINARY,
    Status.REVISED,
    Status.NOT_APPLICABLE,
)


def quality(series: SeriesReport, texts: Texts) -> list[str]:
    """«72 värden», «2 saknas», «1 visas inte»; empty where nothing has been delivered."""
    seen = series.series.observations
    if not seen:
        return []
    counted = Counter(one.status for one in seen)
    with_number = sum(n for status, n in counted.items() if status.has_number)
    said = [texts("quality.values", n=with_number)]
    said += [texts(f"quality.{status}", n=counted[status]) for status in _TOLD if counted[status]]
    breaks = len(series.indicator.breaks)
    if breaks:
        said.append(texts("quality.breaks", n=breaks))
    return said
