"""Läget: one line an area, the six goals as rows, and what is new, late and next."""

from tracker.charts.small import NARROW, WIDE, small_chart, year_axis
from tracker.model.records import PhaseDirectionTaken
from tracker.model.report import AreaReport, GoalReport, SeriesReport
from tracker.model.verdicts import Word
from tracker.service.access import Action, may
from tracker.service.conditions import Weight, weigh
from tracker.texts.address import Page, series_place
from tracker.texts.areas import phase_sentence, tally_sentence
from tracker.texts.beside import headline_sentence
from tracker.texts.dates import day, month
from tracker.texts.sentences import (
    alt_text,
    compared_short,
    latest_when,
    series_name,
    shown_number,
)
from tracker.web.markup import esc, link, table
from tracker.web.parts.verdict import phase_chip, verdict_mark
from tracker.web.screen import Screen

_ARROWS = {
    PhaseDirectionTaken.FIRST: "",
    PhaseDirectionTaken.FORWARD: "→ ",
    PhaseDirectionTaken.UNCHANGED: "= ",
    PhaseDirectionTaken.BACKWARD: "← ",
}
_HEADS = ("area", "phase", "since", "direction", "evidence")
_WIDTHS = (300, 170, 140, 130, 0)


def heading(screen: Screen) -> str:
    """The title is the answer: what is judged when, and what it comes to."""
    t, report = screen.texts, screen.report
    key = "status.head.ended" if report.programme_ended else "status.head.running"
    title = t(key, day=day(report.reference_date, t.language))
    lead = [phase_sentence(area.status, t) for area in report.areas if area.status.decision]
    undecided = [t.of(a.status.area.name) for a in report.areas if not a.status.decision]
    if undecided:
        lead.append(t("status.undecided", areas=", ".join(undecided)))
    lead.append(tally_sentence([g.primary for g in report.goals if g.primary], t))
    return f'<h1>{esc(title)}</h1><p class="lead">{esc(" ".join(lead))}</p>'


def first_steps(screen: Screen) -> str:
    """What to do first, while nothing has been delivered, for those who may deliver."""
    t = screen.texts
    if not may(screen.actor, Action.UPLOAD):
        return ""
    if any(s.shown for g in screen.report.goals for s in g.series):
        return ""
    ways = " · ".join(
        link(screen.to(page), t(f"page.{page.name.lower()}.title"))
        for page in (Page.DATA, Page.UPLOAD, Page.PHASES)
    )
    return (
        f'<div class="notice"><h2>{esc(t("status.empty.head"))}</h2>'
        f"<p>{esc(t('status.empty.text'))}</p><p>{ways}</p></div>"
    )


def areas_table(screen: Screen) -> str:
    """One line an area: phase, since when, direction, and how far the evidence reaches."""
    t = screen.texts
    heads = "".join(
        f'<th scope="col"{f" style=width:{w}px" if w else ""}>{esc(t(f"status.area.{h}"))}</th>'
        for h, w in zip(_HEADS, _WIDTHS, strict=True)
    )
    rows = "".join(_area_row(screen, area) for area in screen.report.areas)
    return (
        f'<table class="areas stack"><caption class="sr">{esc(t("status.areas"))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _area_row(screen: Screen, area: AreaReport) -> str:
    t, status = screen.texts, area.status
    name = link(screen.to(Page.PHASES, area=status.area.id), t.of(status.area.name))
    decision, entered = status.decision, status.entered
    if decision is None or entered is None or status.direction is None:
        by, when, direction, hide = t("status.no_decision"), "–", "–", " e m"
    else:
        by = t("status.decided", who=decision.decided_by, day=day(decision.decided_on, t.language))
        when, hide = month(entered, t.language), ""
        direction = _ARROWS[status.direction] + t(f"phase.direction.{status.direction}")
    narrow = f'<span class="nl">{esc(t("status.since_word"))} </span>' if not hide else ""
    return (
        f'<tr><th scope="row">{name}<small>{esc(by)}</small></th>'
        f'<td class="a-fas">{phase_chip(status.phase, t)}</td>'
        f'<td class="a-sed{hide}">{narrow}{esc(when)}</td>'
        f'<td class="a-rik{hide}">{esc(direction)}</td>'
        f'<td class="a-bak">{_evidence(screen, area)}</td></tr>'
    )


def _evidence(screen: Screen, area: AreaReport) -> str:
    """For how many conditions the evidence speaks, where it hints, and where it is silent."""
    t = screen.texts
    phase = area.status.phase or 1
    weights = {c.condition.letter: weigh(c) for c in area.conditions if c.phase == phase}

    def letters(*kinds: Weight) -> str:
        return ", ".join(letter for letter, weight in weights.items() if weight in kinds)

    told = sum(1 for weight in weights.values() if weight.is_evidence)
    said = t("status.evidence", told=told, of=len(weights), phase=phase)
    if against := letters(Weight.AGAINST):
        said += t("status.evidence_against", letters=against)
    rest = [
        t(key, letters=found)
        for key, found in (
            ("status.partly", letters(Weight.BOTH, Weight.PARTLY_FOR, Weight.PARTLY_AGAINST)),
            ("status.signs", letters(Weight.SIGN)),
            ("status.missing", letters(Weight.UNKNOWN, Weight.LONG_UNKNOWN)),
            ("status.people", letters(Weight.PEOPLE)),
        )
        if found
    ]
    view = screen.to(Page.PHASES, area=area.status.area.id, phase=phase)
    return f"{link(view, said)}<small>{esc(' · '.join(rest) or t('status.none_missing'))}</small>"


def goals_table(screen: Screen) -> str:
    """The six målområden: primary indicator, latest value, verdict, small chart."""
    t, report = screen.texts, screen.report
    window = report.definitions.programme.chart_window
    axis = year_axis(window, css="wide", width=WIDE[0], alt=t("status.axis", years=_years(screen)))
    heads = (
        f'<th scope="col" style="width:344px">{esc(t("status.goal.name"))}</th>'
        f'<th scope="col" style="width:150px">{esc(t("status.goal.latest"))}</th>'
        f'<th scope="col">{esc(t("status.goal.verdict"))}</th>'
        f'<th scope="col" class="sp">{axis}</th>'
    )
    rows = "".join(_goal_row(screen, goal) for goal in report.goals)
    note = " ".join(filter(None, (t("status.legend"), headline_sentence(report.headline, t))))
    return (
        f'<h2 class="sr">{esc(t("status.goals"))}</h2><table class="goals stack">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f'<p class="xs m" style="margin-top:8px;max-width:none">{esc(note)}</p>'
    )


def _years(screen: Screen) -> str:
    window = screen.report.definitions.programme.chart_window
    return f"{window.start.year}–{window.end.year}"


def _goal_row(screen: Screen, report: GoalReport) -> str:
    t, goal, primary = screen.texts, report.goal, report.primary
    name = link(screen.to(Page.GOALS, goal=goal.id), f"{goal.number} {t.of(goal.name)}")
    if primary is None:
        empty = esc(t("status.no_primary"))
        return (
            f'<tr><th scope="row">{name}</th><td class="v m">–</td>'
            f'<td class="l m">{empty}</td><td></td></tr>'
        )
    what = t.of(primary.indicator.short_name or primary.indicator.name)
    if primary.area.id not in goal.areas:
        what += f", {t.of(primary.area.short_name or primary.area.name)}"
    return (
        f'<tr><th scope="row">{name}<small>{esc(what)}</small></th>'
        f'<td class="v"><span class="big">{esc(shown_number(primary, t))}</span>'
        f'<span class="sub">{esc(latest_when(primary, t))}</span></td>'
        f'<td class="l">{verdict_mark(primary.verdict, primary.indicator, t)}'
        f'<span class="sub">{esc(compared_short(primary, t))}</span></td>'
        f'<td class="sp">{_pictures(screen, primary)}</td></tr>'
    )


def _pictures(screen: Screen, series: SeriesReport) -> str:
    if series.verdict.word is Word.HIDDEN:
        return ""
    report = screen.report
    window, alt = report.definitions.programme.chart_window, alt_text(series, screen.texts)
    return "".join(
        small_chart(series, window, report.reference_date, alt=alt, css=css, size=size)
        for css, size in (("wide", WIDE), ("narrow", NARROW))
    )


def late(screen: Screen) -> str:
    """Whose deliveries are late at the reference date."""
    t, report = screen.texts, screen.report
    overdue = sorted((s for s in report.every_series if s.late_by > 0), key=lambda s: -s.late_by)
    title = t("late.title")
    note = f'<p class="s m">{esc(t("late.note", day=day(report.reference_date, t.language)))}</p>'
    if not overdue:
        return f"<h2>{esc(title)}</h2>{note}<p>{esc(t('late.none'))}</p>"
    rows = [
        (
            link(
                screen.to(Page.DATA, indicator=s.indicator.id),
                series_name(s, t),
            ),
            esc(_owner(screen, s)),
            esc(t("late.days", n=s.late_by)),
        )
        for s in overdue[:8]
    ]
    head = (t("late.head.series"), t("late.head.owner"), ">" + t("late.head.days"))
    return f"<h2>{esc(title)}</h2>{note}" + table(head, rows, caption=title)


def _owner(screen: Screen, series: SeriesReport) -> str:
    organisations = screen.report.definitions.organisations
    return screen.texts.of(organisations[series.indicator.owner_organisation].name)


_FLAGGED = (Word.CONFIRMED_SETBACK, Word.SETBACK, Word.INCREASE, Word.DECREASE, Word.STALE)


def flagged(screen: Screen) -> str:
    """Series that ask for a look: setbacks, then what is read with its pair, then what is old."""
    t, every = screen.texts, screen.report.every_series
    found = [s for word in _FLAGGED for s in every if s.verdict.word is word]
    title = f"<h2>{esc(t('flagged.title'))}</h2>"
    if not found:
        return title + f"<p>{esc(t('flagged.none'))}</p>"
    items = "".join(
        "<li>" + series_link(screen, s) + f" {verdict_mark(s.verdict, s.indicator, t)}</li>"
        for s in found[:8]
    )
    return f'{title}<p class="s m">{esc(t("flagged.note"))}</p><ul class="s">{items}</ul>'


def series_link(screen: Screen, series: SeriesReport) -> str:
    """The series' name, as a link to its chart."""
    ids = series.indicator.id, series.area.id
    return link(screen.series_view(*ids), series_name(series, screen.texts), series_place(*ids))


def next_review(screen: Screen) -> str:
    """When the decisions in force are to be tried again."""
    t = screen.texts
    dated = [
        (a.status.decision.review_by, a.status)
        for a in screen.report.areas
        if a.status.decision and a.status.decision.review_by
    ]
    title = f"<h2>{esc(t('review.title'))}</h2>"
    if not dated:
        return title + f"<p>{esc(t('review.none'))}</p>"
    items = "".join(
        f"<li>{esc(t('review.item', area=t.of(status.area.name), day=day(when, t.language)))}</li>"
        for when, status in sorted(dated, key=lambda pair: pair[0])
    )
    return f"{title}<ul>{items}</ul>"
