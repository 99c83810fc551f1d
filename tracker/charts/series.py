"""The full chart of a series, as a Vega-Lite dict."""

from dataclasses import replace
from datetime import date
from typing import Any

from tracker.charts.canvas import ChartWords, finished
from tracker.charts.ground import (
    axis_layer,
    baseline_layers,
    event_layers,
    hatch_layers,
    phase_layers,
    target_layers,
    vertical_layers,
    year_layers,
)
from tracker.charts.scales import Plan, plan
from tracker.charts.values import value_layers
from tracker.charts.words import chart_words
from tracker.model.periods import Period
from tracker.model.report import PhaseStatus, Report, SeriesReport
from tracker.texts.catalogue import Texts


def layout(report: SeriesReport, window: Period, last: date, *, wide: bool) -> Plan:
    """Which values the chart draws; the words are made for these.

    A series with nothing in the window is drawn with all it has up to the reference date.
    """
    laid = plan(report, window, last, wide=wide)
    if laid.drawn or laid.earlier:
        return laid
    known = tuple(s for s in report.shown if s.observation.period.end <= last)
    return plan(replace(report, shown=known), window, last, wide=True) if known else laid


def chart_of(series: SeriesReport, report: Report, texts: Texts, *, wide: bool) -> dict[str, Any]:
    """The chart of a series as a report has it: laid out, worded and drawn."""
    programme = report.definitions.programme
    laid = layout(series, programme.chart_window, report.reference_date, wide=wide)
    words = chart_words(series, laid, report, texts)
    return series_chart(series, laid, words, programme.start, report.phase_shown(series.area))


def series_chart(
    report: SeriesReport, laid: Plan, words: ChartWords, start: date, phase: PhaseStatus | None
) -> dict[str, Any]:
    """The chart as a dict for `st.vega_lite_chart`. Colours are CSS variables of the page."""
    layers = [
        *(hatch_layers(laid, words) if report.series.fictional else []),
        axis_layer(report.indicator, laid),
        *year_layers(laid, words),
        *baseline_layers(report, laid, words),
        *target_layers(report, laid, words),
        *event_layers(laid, words),
        *vertical_layers(report, laid, start, words),
        *value_layers(report, laid, words),
        *(phase_layers(phase, laid, words) if phase else []),
    ]
    return finished(layers, words.language)
