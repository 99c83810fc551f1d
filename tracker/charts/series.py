"""The full chart of a series, as a Vega-Lite dict built with Altair."""

from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt

from tracker.charts.canvas import FONT, HEIGHT, ChartWords, ms
from tracker.charts.ground import (
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
from tracker.model.definitions import Indicator, Measure
from tracker.model.periods import Period
from tracker.model.report import PhaseStatus, SeriesReport

_LOCALES = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", " kr"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " kr"]},
}


def layout(report: SeriesReport, window: Period, last: date, *, wide: bool) -> Plan:
    """Which values the chart draws; the words are made for these.

    A series with nothing in the window is drawn with all it has up to the reference date.
    """
    laid = plan(report, window, last, wide=wide)
    if laid.drawn or laid.earlier:
        return laid
    known = tuple(s for s in report.shown if s.observation.period.end <= last)
    return plan(replace(report, shown=known), window, last, wide=True) if known else laid


def series_chart(
    report: SeriesReport, laid: Plan, words: ChartWords, start: date, phase: PhaseStatus | None
) -> dict[str, Any]:
    """The chart as a dict for `st.vega_lite_chart`. Colours are CSS variables of the page."""
    scale_x = alt.Scale(domain=[ms(laid.left), ms(laid.window.end)], type="utc", nice=False)
    scale_y = alt.Scale(domain=[laid.low, laid.high], nice=False, zero=False)
    x = alt.X("x:T", scale=scale_x, axis=None)
    y = alt.Y("y:Q", scale=scale_y, axis=_y_axis(report.indicator))
    layers: list[Any] = []
    if report.series.fictional:
        layers += hatch_layers(laid, x, y, words)
    layers += year_layers(laid, x, words)
    layers += baseline_layers(report, laid, x, y, words)
    layers += target_layers(report, laid, x, y, words)
    layers += event_layers(laid, x, words)
    layers += vertical_layers(report, laid, x, start, words)
    layers += value_layers(report, laid, x, y, words)
    if phase is not None:
        layers += phase_layers(phase, laid, x, words)
    chart = (
        alt.layer(*layers)
        .properties(
            width="container",
            height=HEIGHT,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(
            font=FONT,
            background="transparent",
            padding={"left": 4, "right": 8, "top": 4, "bottom": 4},
            locale={"number": _LOCALES[words.language]},
        )
        .configure_view(stroke=None)
        .configure_text(fontSize=13, fill="var(--text)", font=FONT)
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def _y_axis(indicator: Indicator) -> alt.Axis:
    suffix = " + ' %'" if indicator.measure is Measure.SHARE else ""
    return alt.Axis(
        title=None,
        tickCount=5,
        grid=True,
        gridColor="var(--rule)",
        domain=False,
        ticks=False,
        labelColor="var(--text2)",
        labelFontSize=13,
        labelFont=FONT,
        labelExpr=f"format(datum.value, ',~f'){suffix}",
        aria=False,
    )
