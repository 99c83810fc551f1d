"""Målområden: one goal, its primary series first, then what it is read with, done, background."""

from dataclasses import replace

from tracker.export.series_files import FileKind
from tracker.model.definitions import IndicatorKind
from tracker.model.periods import Period
from tracker.model.report import GoalReport, SeriesReport
from tracker.texts.address import Page, series_place
from tracker.texts.areas import events_line
from tracker.texts.knowledge import change_sentence, how_we_know
from tracker.texts.sentences import (
    chart_subtitle,
    finding,
    series_rows,
    series_sentence,
    unknowns,
)
from tracker.web.files import kinds_offered, series_href
from tracker.web.markup import esc, lines, link, pairs, table
from tracker.web.parts.verdict import verdict_mark
from tracker.web.screen import Screen


def chosen_goal(screen: Screen) -> GoalReport:
    """The goal that the address names, else the goal of its indicator, else the first."""
    goals, view = screen.report.goals, screen.view
    for goal in goals:
        if goal.goal.id == view.goal:
            return goal
    for goal in goals:
        if view.indicator in {s.indicator.id for s in goal.series}:
            return goal
    return goals[0]


def grouped(goal: GoalReport, screen: Screen) -> dict[str, list[SeriesReport]]:
    """The goal's series except the primary: read with it, done, background.

    A series of another area whose phase is decided is left out, unless the address asks for it.
    """
    groups: dict[str, list[SeriesReport]] = {"outcomes": [], "outputs": [], "background": []}
    for series in goal.series:
        elsewhere = series.area.phase_assessed and series.area.id not in goal.goal.areas
        asked = (series.indicator.id, series.area.id) == (screen.view.indicator, screen.view.area)
        if series is goal.primary or (elsewhere and not asked):
            continue
        context = series.indicator.kind is IndicatorKind.CONTEXT
        compared_with = series.area.level == "municipality"
        if context or compared_with or not series.indicator.assess:
            groups["background"].append(series)
        elif series.indicator.kind is IndicatorKind.OUTPUT:
            groups["outputs"].append(series)
        else:
            groups["outcomes"].append(series)
    return groups


def heading(screen: Screen, goal: GoalReport) -> str:
    """Which goal this is, the way to the others, and the answer in one sentence."""
    t = screen.texts
    tabs = "".join(
        link(
            screen.to(Page.GOALS, goal=other.goal.id),
            f"{other.goal.number} {t.of(other.goal.short_name)}",
        ).replace("<a ", '<a aria-current="page" ' if other is goal else "<a ", 1)
        for other in screen.report.goals
    )
    lead = ""
    if goal.primary:
        mark = verdict_mark(goal.primary.verdict, goal.primary.indicator, t)
        lead = f'<p class="lead">{mark}. {esc(series_sentence(goal.primary, t))}</p>'
    return (
        f'<nav class="tabs" aria-label="{esc(t("goals.choose"))}">{tabs}</nav>'
        f"<h1>{esc(t.of(goal.goal.name))}</h1>{lead}"
    )


def chart_head(screen: Screen, series: SeriesReport, *, level: int) -> str:
    """The finding as the chart's title, and under it what is drawn, of where, by whom."""
    t = screen.texts
    title = f"<h{level}>{esc(finding(series, t))}</h{level}>"
    anchor = series_place(series.indicator.id, series.area.id)
    return (
        f'<div id="{esc(anchor)}">{title}<p class="s m">{esc(chart_subtitle(series, t))}</p></div>'
    )


def chart_foot(screen: Screen, series: SeriesReport, *, short: bool) -> str:
    """One sentence, and the ways on."""
    t = screen.texts
    view = replace(screen.view, goal=None, indicator=series.indicator.id, area=series.area.id)
    wide = replace(view, wide=not screen.view.wide)
    place = series_place(series.indicator.id, series.area.id)
    links = link(replace(view, wide=screen.view.wide), t("chart.link"), place)
    links += link(wide, t("chart.narrow" if screen.view.wide else "chart.wide"), place)
    if series.rare or (series.control and series.control.control):
        other = replace(view, wide=screen.view.wide, control=not screen.view.control)
        links += link(other, t("control.hide" if screen.view.control else "control.show"), place)
    links += link(screen.to(Page.DATA, indicator=series.indicator.id), t("chart.source"))
    links += "".join(_file(screen, series, kind) for kind in kinds_offered())
    mark = f"{verdict_mark(series.verdict, series.indicator, t)}<br>" if short else ""
    # Under the page's own chart the comparison stands already in the lead.
    said = esc(series_sentence(series, t) if short else change_sentence(series, t))
    events = "" if short else esc(events_line(screen.report, _window(screen, series), t))
    return (
        f'<p class="{"s" if short else ""}">{mark}{said}</p>'
        f'<p class="xs m" style="max-width:none">{events}</p><p class="links">{links}</p>'
    )


def control_head(screen: Screen, said: list[str]) -> str:
    """What a control chart is, and what this one shows."""
    t = screen.texts
    return (
        f"<h4>{esc(t('control.title'))}</h4>"
        f'<p class="s">{esc(" ".join(said))} <span class="m">{esc(t("control.note"))}</span></p>'
    )


def _file(screen: Screen, series: SeriesReport, kind: FileKind) -> str:
    address = series_href(screen.view, series.indicator.id, series.area.id, kind)
    return f'<a href="{esc(address)}" download>{kind.upper()}</a>'


def _window(screen: Screen, series: SeriesReport) -> Period:
    """The days that the series' chart covers, as far as events go."""
    window = screen.report.definitions.programme.chart_window
    if not screen.view.wide or not series.shown:
        return window
    first, last = series.shown[0].observation.period, series.shown[-1].observation.period
    return Period(min(window.start, first.start), max(window.end, last.end), window.kind)


def values_table(screen: Screen, series: SeriesReport) -> str:
    """The same numbers as a real table."""
    t = screen.texts
    caption = chart_subtitle(series, t)
    head, rows = series_rows(series, screen.report.reference_date, t)
    return table(head, [[esc(cell) for cell in row] for row in rows], caption=caption)


def how(screen: Screen, series: SeriesReport) -> str:
    """«Så vet vi det» of a series that stands among others."""
    t = screen.texts
    rows = [(term, esc(what)) for term, what in how_we_know(series, screen.report, t)]
    return f"<h4>{esc(t('know.title'))}</h4>{pairs(rows)}"


def knowledge(screen: Screen, series: SeriesReport) -> str:
    """«Så vet vi det» beside «Det här vet vi inte»."""
    t = screen.texts
    rows = [(term, esc(what)) for term, what in how_we_know(series, screen.report, t)]
    items = "".join(f"<li>{lines(item)}</li>" for item in unknowns(series, t))
    return (
        f'<div class="c21"><div><h2>{esc(t("know.title"))}</h2>{pairs(rows)}</div>'
        f'<div><h2>{esc(t("unknown.title"))}</h2><ul class="s">{items}</ul></div></div>'
    )


def group_head(screen: Screen, group: str) -> str:
    """The title of a group of charts and how they are to be read."""
    t = screen.texts
    return f'<h2>{esc(t(f"goals.{group}"))}</h2><p class="s m">{esc(t(f"goals.{group}.note"))}</p>'


def plain_series(screen: Screen, series: SeriesReport) -> str:
    """A series without a picture: nothing delivered, or not for this reader."""
    t = screen.texts
    return (
        f"<h3>{esc(t.of(series.indicator.name))}</h3>"
        f'<p class="s m">{esc(chart_subtitle(series, t))}</p>'
        f'<p class="s">{verdict_mark(series.verdict, series.indicator, t)}<br>'
        f"{esc(series_sentence(series, t))}</p>"
    )
