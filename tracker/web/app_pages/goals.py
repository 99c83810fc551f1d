"""Målområden: choose one; its chart, what it says, how we know, and what it is read with."""

import streamlit as st

from tracker.model.report import SeriesReport
from tracker.texts.sentences import alt_text
from tracker.web.markup import show
from tracker.web.parts import goals as parts
from tracker.web.reports import chart_spec
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The primary series large, the others two by two under their headings."""
    goal = parts.chosen_goal(screen)
    show(parts.heading(screen, goal))
    if goal.primary:
        _chart(screen, goal.primary, large=True)
        show(parts.knowledge(screen, goal.primary), classes="fl sec")
    for group, every in parts.grouped(goal, screen).items():
        if every:
            show(parts.group_head(screen, group), classes="fl sec")
        for pair in (every[i : i + 2] for i in range(0, len(every), 2)):
            for column, series in zip(st.columns(2, gap="large"), pair, strict=False):
                with column:
                    _chart(screen, series, large=False)


def _chart(screen: Screen, series: SeriesReport, *, large: bool) -> None:
    if not series.shown:
        show(parts.plain_series(screen, series), classes="fl gap")
        return
    t = screen.texts
    show(parts.chart_head(screen, series, level=2 if large else 3), classes="fl gap")
    spec = chart_spec(
        screen.report,
        str(screen.site.store_folder),
        series.indicator.id,
        series.area.id,
        wide=screen.view.wide,
        language=t.language,
    )
    key = f"chart-{series.indicator.id}-{series.area.id}"
    st.vega_lite_chart(spec, theme=None, alt=alt_text(series, t), key=key)
    show(parts.chart_foot(screen, series, short=not large))
    with st.expander(t("chart.table")):
        show(parts.values_table(screen, series))
