"""«Så vet vi det»: the numbers, the interval, the method, the smallest change that would show."""

import math

from tracker.model.definitions import Measure
from tracker.model.report import Report, SeriesReport
from tracker.model.verdicts import Change, Detectable
from tracker.texts.beside import (
    comparison_lines,
    fragility_lines,
    review_lines,
    trend_lines,
)
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day, years
from tracker.texts.numbers import number, p_value, trimmed
from tracker.texts.signals import control_lines, rare_lines
from tracker.texts.targets import target_lines

_BEYOND = 1000  # times the level: an upper bound above it is only told to be so


def how_we_know(series: SeriesReport, report: Report, texts: Texts) -> list[tuple[str, str]]:
    """Terms and what they are, in the order that a reader asks."""
    verdict, indicator = series.verdict, series.indicator
    rows: list[tuple[str, str]] = []
    if verdict.change:
        rows.append((texts("know.change"), _change(verdict.change, series, texts)))
        if verdict.change.p_value is not None:
            said = p_value(verdict.change.p_value, texts.language)
            rows.append((texts("know.chance"), texts("verdict.interval.p_value", p=said)))
    if verdict.detectable:
        rows.append((texts("know.smallest"), _smallest(verdict.detectable, series, texts)))
    if verdict.overdispersion and verdict.overdispersion > 1.005:
        phi = number(verdict.overdispersion, texts.language, 1)
        rows.append((texts("know.varies"), texts("verdict.overdispersion", phi=phi)))
    rows += _beside(series, texts)
    if indicator.baseline:
        said = f"{years(indicator.baseline.window)}. {texts.of(indicator.baseline.why)}"
        rows.append((texts("know.baseline"), said))
    if verdict.method:
        name = verdict.method.split("/")[0]
        rows.append((texts("know.method"), texts(f"verdict.how.{name}")))
    if indicator.pair:
        names = [texts.of(report.definitions.indicators[i].name) for i in indicator.pair]
        rows.append((texts("know.pair"), texts("verdict.read_with", pair=", ".join(names))))
    rows.append((texts("know.definition"), texts.of(indicator.definition)))
    rows.append((texts("know.source"), source(series, texts)))
    return rows


def _beside(series: SeriesReport, texts: Texts) -> list[tuple[str, str]]:
    """Reviews, fragility, the rest of the municipality, the target, trends and signals."""
    verdict = series.verdict
    trend = verdict.trend or series.drift
    told = [
        ("know.reviews", review_lines(verdict, texts)),
        ("know.fragility", fragility_lines(series.fragility, series, texts)),
        ("know.comparison", comparison_lines(series.comparison, texts)),
        ("know.target", target_lines(series, texts)),
        ("know.trend", trend_lines(trend, texts)),
        ("know.rare", rare_lines(series.rare, texts) if series.rare else []),
        ("know.control", control_lines(series.control, texts) if series.control else []),
    ]
    return [(texts(key), " ".join(said)) for key, said in told if said]


def source(series: SeriesReport, texts: Texts) -> str:
    """Who publishes the values, and the newest upload they came with."""
    indicator = series.indicator
    said = f"{indicator.source.publisher}: {indicator.source.title}."
    if series.uploads:
        newest = series.uploads[-1]
        said += " " + texts(
            "know.upload",
            file=newest.file_name,
            day=day(newest.received_at.date(), texts.language),
        )
    return said


def change_sentence(series: SeriesReport, texts: Texts) -> str:
    """How large the change is and how sure; empty where none was computed."""
    change = series.verdict.change
    return _change(change, series, texts) if change else ""


def _change(change: Change, series: SeriesReport, texts: Texts) -> str:
    language = texts.language
    if series.indicator.measure is Measure.SHARE:
        points = (change.estimate, change.low, change.high)
        # An end that is not zero must not be written as zero: it decides the reading.
        decimals = 2 if any(v and not round(v, 1) for v in points) else 1
        estimate, low, high = (_signed(v, texts, decimals) for v in points)
        return texts("verdict.interval.share", estimate=estimate, low=low, high=high)
    low = number(change.low, language, 2)
    if math.isinf(change.high):
        return texts("verdict.interval.ratio.open", low=low)
    return texts(
        "verdict.interval.ratio",
        estimate=number(change.estimate, language, 2),
        low=low,
        high=number(change.high, language, 2)
        if change.high < _BEYOND
        else texts("verdict.interval.beyond", limit=number(_BEYOND, language)),
    )


def _signed(value: float, texts: Texts, decimals: int) -> str:
    written = number(value, texts.language, decimals)
    return f"+{written}" if value > 0 else written


def _smallest(detectable: Detectable, series: SeriesReport, texts: Texts) -> str:
    language = texts.language
    fall, rise = detectable.fall_at, detectable.rise_at
    if fall is None and rise is None:
        return texts("verdict.detectable.none")
    if series.indicator.measure is Measure.SHARE:
        if fall is None:
            return texts("verdict.detectable.share.rise_only", rise=trimmed(rise or 0, language))
        if rise is None:
            return texts("verdict.detectable.share.fall_only", fall=trimmed(fall, language))
        return texts(
            "verdict.detectable.share",
            fall=trimmed(fall, language),
            rise=trimmed(rise, language),
        )
    months = _months(series, texts)
    if fall is None:
        said = texts(
            "verdict.detectable.count.rise_only", rise=trimmed(rise or 0, language), months=months
        )
    else:
        said = texts(
            "verdict.detectable.count",
            fall=trimmed(fall, language),
            rise=trimmed(rise or 0, language),
            months=months,
        )
    if detectable.quiet_months:
        quiet = str(math.ceil(detectable.quiet_months))
        said += " " + texts("verdict.detectable.quiet", months=quiet)
    return said


def _months(series: SeriesReport, texts: Texts) -> str:
    latest = series.verdict.latest
    if latest is None:
        return "–"
    span = latest.window
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    return trimmed(months, texts.language, 0)
