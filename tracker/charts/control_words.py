"""The words in a control chart, and in the picture of a rare count."""

from collections.abc import Iterable

from tracker.charts.control import ControlWords
from tracker.model.control import ControlChart, RareCount, RareSignal, Signal
from tracker.model.report import SeriesReport
from tracker.texts.catalogue import Texts
from tracker.texts.dates import period
from tracker.texts.numbers import number, trimmed, with_unit
from tracker.texts.signals import point_label

_SIGNALS = {
    None: Signal.NONE,
    RareSignal.LOW: Signal.BELOW_LIMIT,
    RareSignal.HIGH: Signal.ABOVE_LIMIT,
}


def control_words(chart: ControlChart, series: SeriesReport, texts: Texts) -> ControlWords:
    """Every word that `control_picture` writes."""
    assert chart.control is not None
    newest = chart.control.stretches[-1]
    labels = (
        point_label(period(when, texts), point.value, point.signal, texts)
        for when, point in chart.dated
    )
    return _words(
        series,
        texts,
        mean=newest.mean,
        limit=newest.limits.upper if newest.limits else None,
        labels=labels,
    )


def rare_words(rare: RareCount, series: SeriesReport, texts: Texts) -> ControlWords:
    """Every word that `rare_picture` writes."""
    labels = (
        point_label(period(point.period, texts), point.low, _SIGNALS[point.signal], texts)
        if point.low == point.high
        else texts(
            "control.hidden",
            period=period(point.period, texts),
            low=trimmed(point.low or 0, texts.language),
            high=trimmed(point.high or 0, texts.language),
        )
        for point in rare.points
    )
    mean = (rare.band.mean_low + rare.band.mean_high) / 2
    return _words(series, texts, mean=mean, limit=None, labels=labels)


def _words(
    series: SeriesReport,
    texts: Texts,
    *,
    mean: float | None,
    limit: float | None,
    labels: Iterable[str],
) -> ControlWords:
    target = series.indicator.target.value if series.indicator.target else None
    decimals = series.indicator.decimals + 1
    return ControlWords(
        mean=""
        if mean is None
        else texts("control.mean", value=number(mean, texts.language, decimals)),
        limit=""
        if limit is None
        else texts("control.limit", value=number(limit, texts.language, decimals)),
        target=""
        if target is None
        else texts("chart.target", value=with_unit(target, series.indicator, texts)),
        start=texts("chart.start"),
        fictional=texts("fictional.word") if series.series.fictional else "",
        labels=tuple(labels),
        language=texts.language.value,
    )
