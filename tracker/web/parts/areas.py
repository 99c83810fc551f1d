"""Läget, the areas: phase, since when, direction, how far the evidence reaches, what to answer."""

from collections.abc import Mapping, Sequence

from tracker.charts.marks import mark_svg
from tracker.model.access import Audience
from tracker.model.advice import BackslideLevel
from tracker.model.records import PhaseDirectionTaken
from tracker.model.report import AreaReport
from tracker.model.steering import EntryKind
from tracker.model.verdicts import Word
from tracker.service.conditions import Weight, weigh
from tracker.service.meetings import PhaseQuestion, Setback, Why, agenda
from tracker.texts.address import Page
from tracker.texts.dates import day, month
from tracker.texts.sentences import series_name
from tracker.web.markup import esc, link
from tracker.web.parts.setbacks import PLACE
from tracker.web.parts.verdict import phase_chip
from tracker.web.screen import Screen

_ARROWS = {
    PhaseDirectionTaken.FIRST: "",
    PhaseDirectionTaken.FORWARD: "→ ",
    PhaseDirectionTaken.UNCHANGED: "= ",
    PhaseDirectionTaken.BACKWARD: "← ",
}
_HEADS = ("area", "phase", "since", "direction", "evidence", "answer")
_WIDTHS = (248, 172, 122, 100, 0, 180)


def areas_table(screen: Screen) -> str:
    """One line an area, with what waits for an answer last."""
    t = screen.texts
    public = screen.report.audience is Audience.OPEN
    titles = [t(f"status.area.{h}") for h in _HEADS[:-1]]
    titles.append(t("status.area.setbacks" if public else "status.area.answer"))
    heads = "".join(
        f'<th scope="col"{f" style=width:{w}px" if w else ""}>{esc(title)}</th>'
        for title, w in zip(titles, _WIDTHS, strict=True)
    )
    # The same points as the agenda of the next meeting, without what is new since the last.
    plan = agenda(
        screen.report, None, screen.snapshot.entries(screen.reader, EntryKind.ANSWER), None
    )
    asked = {question.area.status.area.id: question for question in plan.phases}
    rows = "".join(
        _row(screen, area, [s for s in plan.setbacks if s.area is area], asked)
        for area in screen.report.areas
    )
    return (
        f'<table class="areas stack"><caption class="sr">{esc(t("status.areas"))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(
    screen: Screen,
    area: AreaReport,
    setbacks: Sequence[Setback],
    asked: Mapping[str, PhaseQuestion],
) -> str:
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
    waits = _setbacks(screen, setbacks) + _overdue(screen, asked.get(status.area.id))
    nothing = "" if waits else " e m"
    return (
        f'<tr><th scope="row">{name}<small>{esc(by)}</small></th>'
        f'<td class="a-fas">{phase_chip(status.phase, t)}</td>'
        f'<td class="a-sed{hide}">{narrow}{esc(when)}</td>'
        f'<td class="a-rik{hide}">{esc(direction)}</td>'
        f'<td class="a-bak">{_evidence(screen, area)}</td>'
        f'<td class="a-svar{nothing}">{waits or "–"}</td></tr>'
    )


def _setbacks(screen: Screen, found: Sequence[Setback]) -> str:
    """How many setbacks nobody has answered, and in what; a link to where they are told."""
    if not found:
        return ""
    t = screen.texts
    told = ", ".join(series_name(one.series, t) for one in found)
    confirmed = any(one.found.level is BackslideLevel.CONFIRMED for one in found)
    mark = mark_svg(Word.CONFIRMED_SETBACK if confirmed else Word.SETBACK)
    way = f'<a href="#{PLACE}">{esc(t("status.answer.setbacks", n=len(found)))}</a>'
    return f'<span class="st down">{mark}{way}</span><small>{esc(told)}</small>'


def _overdue(screen: Screen, question: PhaseQuestion | None) -> str:
    """That the phase was to be tried again by a day that has gone."""
    if question is None or Why.REVIEW not in question.why:
        return ""
    t, status = screen.texts, question.area.status
    if status.decision is None or status.decision.review_by is None:
        return ""
    view = screen.to(Page.PHASES, area=status.area.id, phase=status.phase)
    due = t("status.answer.due", day=day(status.decision.review_by, t.language))
    return f"{link(view, t('status.answer.review'))}<small>{esc(due)}</small>"


def _evidence(screen: Screen, area: AreaReport) -> str:
    """For how many conditions the evidence speaks, where it hints, and where it is silent."""
    t = screen.texts
    phase = area.status.phase or 1
    weights = {c.condition.letter: weigh(c) for c in area.conditions if c.phase == phase}

    def letters(*kinds: Weight) -> str:
        found = [letter for letter, weight in weights.items() if weight in kinds]
        return t("status.every") if len(found) == len(weights) else ", ".join(found)

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
