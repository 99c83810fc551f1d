"""A series with its chart, its control chart, its sentence and its table, on whichever page."""

import streamlit as st

from tracker.charts.control import control_picture, rare_picture
from tracker.charts.control_words import control_words, rare_words
from tracker.charts.series import chart_of
from tracker.model.report import SeriesReport
from tracker.texts.sentences import alt_text
from tracker.texts.signals import control_lines, rare_lines
from tracker.web.markup import show
from tracker.web.parts import goals as parts
from tracker.web.parts.notes import story
from tracker.web.screen import Screen


def charted(screen: Screen, series: SeriesReport, *, large: bool) -> None:
    """Draw the series; one without a value, or not for this reader, says so in words."""
    if not series.shown:
        show(parts.plain_series(screen, series), classes="fl gap")
        return
    t = screen.texts
    show(parts.chart_head(screen, series, level=2 if large else 3), classes="fl gap")
    spec = chart_of(series, screen.report, t, wide=screen.view.wide)
    st.vega_lite_chart(spec, theme=None, alt=alt_text(series, t))
    if screen.view.control:
        _control(screen, series)
    show(parts.chart_foot(screen, series, short=not large))
    if told := story(screen, series):
        show(told)
    with st.expander(t("chart.table" if large else "chart.more")):
        if not large:  # the page's own chart has it open beside what we do not know
            show(parts.how(screen, series))
        show(parts.values_table(screen, series))


def _control(screen: Screen, series: SeriesReport) -> None:
    """The control chart, or the picture of a rare count, where the series has one."""
    t = screen.texts
    start = screen.report.definitions.programme.start
    chart, rare = series.control, series.rare
    if chart and chart.control:
        target = series.indicator.target.value if series.indicator.target else None
        if series.indicator.shown_as == "rolling_12_months":
            target = None  # a target of twelve months has no level in single periods
        said = control_lines(chart, t)
        show(parts.control_head(screen, said), classes="fl gap")
        words = control_words(chart, series, t)
        spec = control_picture(chart, words, start=start, target=target)
    elif rare:
        said = rare_lines(rare, t)
        show(parts.control_head(screen, said), classes="fl gap")
        spec = rare_picture(rare, rare_words(rare, series, t), start=start)
    else:
        return
    st.vega_lite_chart(spec, theme=None, alt=f"{t('control.title')}. {' '.join(said)}")
