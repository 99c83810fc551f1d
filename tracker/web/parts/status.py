"""Läget: what it comes to, the six goals as rows, and what is new, late and next."""

from tracker.charts.small import NARROW, WIDE, small_chart, year_axis
from tracker.model.access import Audience
from tracker.model.report import GoalReport, SeriesReport
from tracker.model.steering import EntryKind
from tracker.model.verdicts import Word
from tracker.service.access import Action, may
from tracker.service.meetings import agenda
from tracker.service.meetings_held import to_come
from tracker.texts.address import Page
from tracker.texts.areas import phase_sentence, tally_sentence
from tracker.texts.beside import headline_sentence
from tracker.texts.dates import day
from tracker.texts.meetings import lead_sentence
from tracker.texts.numbers import in_words
from tracker.texts.sentences import (
    alt_text,
    compared_short,
    latest_when,
    series_name,
    shown_number,
)
from tracker.web.markup import esc, link, table
from tracker.web.parts.setbacks import to_answer
from tracker.web.parts.verdict import series_link, verdict_mark
from tracker.web.screen import Screen


def heading(screen: Screen) -> str:
    """The title is the answer: what is judged when, and what it comes to."""
    t, report = screen.texts, screen.report
    key = "status.head.ended" if report.programme_ended else "status.head.running"
    title = t(key, day=day(report.reference_date, t.language))
    lead = [phase_sentence(area.status, t) for area in report.areas if area.status.decision]
    undecided = [t.of(a.status.area.name) for a in report.areas if not a.status.decision]
    if undecided:
        lead.append(t("status.undecided", areas=", ".join(undecided)))
    if report.audience is not Audience.OPEN and (waiting := len(to_answer(screen))):
        spoken = in_words(waiting, t.language)
        lead.append(t("status.waiting", n=waiting, word=spoken[0].upper() + spoken[1:]))
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


def next_meeting(screen: Screen) -> str:
    """The planned meeting that is next, and what it has to take a stand on; nothing without one."""
    recorded = screen.snapshot.entries(screen.reader, EntryKind.MEETING)
    planned = to_come(recorded, screen.report)
    if not planned:
        return ""
    t = screen.texts
    answers = screen.snapshot.entries(screen.reader, EntryKind.ANSWER)
    asked = lead_sentence(agenda(screen.report, None, answers, None), t)
    first = planned[0]
    named = t("meeting.named", name=first.name, day=day(first.held_on, t.language))
    way = link(screen.to(Page.MEETING), named)
    told = f"<p>{way}. {esc(asked)}</p>"
    return f'<h2>{esc(t("status.meeting"))}</h2><div style="margin-bottom:24px">{told}</div>'


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
