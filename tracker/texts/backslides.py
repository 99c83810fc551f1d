"""Bakslag: what has worsened since an area's phase was decided, in words."""

from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.definitions import Measure
from tracker.model.report import SeriesReport
from tracker.texts.catalogue import Texts
from tracker.texts.dates import years
from tracker.texts.numbers import number, trimmed, with_unit


def backslide_sentence(found: Backslide, series: SeriesReport, texts: Texts) -> str:
    """What was then and what is now, and how sure it is."""
    said = texts(f"backslide.{found.level}")
    before, after = found.granted, found.latest
    if before is None or after is None or found.level is BackslideLevel.UNKNOWN:
        return said
    indicator = series.indicator
    windows = {"then": years(before.window), "now": years(after.window)}
    match indicator.measure:
        case Measure.SHARE:
            values = (
                with_unit(before.amount, indicator, texts),
                with_unit(after.amount, indicator, texts),
            )
        case Measure.RATE:
            per = indicator.per or 1
            values = (
                number(before.amount / before.base * per, texts.language, indicator.decimals),
                number(after.amount / after.base * per, texts.language, indicator.decimals),
            )
        case _:
            scaled = before.amount / before.base * after.base
            values = (trimmed(scaled, texts.language), trimmed(after.amount, texts.language))
    return texts("backslide.compared", level=said, before=values[0], after=values[1], **windows)
