"""What people say beside the evidence: judgements of conditions, and setbacks that are answered."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.model.definitions import Area, Condition
from tracker.model.report import ConditionReport
from tracker.model.steering import Judged as Verdict
from tracker.model.steering import Judgement, Recorded, SeriesChosen
from tracker.service.meetings_held import shown_until
from tracker.service.steering_views import (
    Answered,
    Judged,
    actions,
    answers,
    judgements,
    judgements_of,
)
from tracker.texts.address import Page, series_place
from tracker.texts.dates import day, moment
from tracker.texts.sentences import series_name
from tracker.web.markup import esc, lines, link, pairs
from tracker.web.screen import Screen

_CIRCLE = '<circle cx="7" cy="7" r="5.5" style="fill:var(--{});stroke:var(--{});stroke-width:2{}"/>'
_SHAPES = {
    Verdict.MET: _CIRCLE.format("text", "text", ""),
    Verdict.PARTLY: _CIRCLE.format("bg", "text", "")
    + '<path d="M7,1.5A5.5,5.5 0 0 1 7,12.5Z" style="fill:var(--text)"/>',
    Verdict.NOT_MET: _CIRCLE.format("bg", "text", ""),
    Verdict.CANNOT_TELL: _CIRCLE.format("bg", "text2", ";stroke-dasharray:3 2.2"),
}


def known_judgements(screen: Screen) -> tuple[Judged, ...]:
    """The judgements that the reader may see, the latest first."""
    return judgements(screen.snapshot, screen.reader)


def in_cell(screen: Screen, every: Sequence[Judged], cell: ConditionReport, area: Area) -> str:
    """The judgement in force of a condition: what, how sure, by whom and when."""
    found = _of(screen, every, cell.condition, area, cell.phase)
    if not found:
        return ""
    t, judged = screen.texts, found[0].judgement
    by = t("judgement.by", who=judged.judged_by, day=day(judged.judged_on, t.language))
    sure = t(f"judgement.confidence.{judged.confidence}")
    way = f'<a href="#{_place(cell.condition)}">{esc(t("judgement.why"))}</a>'
    invented = f" · {t('fictional.word')}" if judged.fictional else ""
    return (
        f'<span class="st flat" style="display:block;margin-top:8px">{_mark(judged, screen)}</span>'
        f"<small>{esc(by + invented)}. {esc(sure)} {way}</small>"
    )


def tally(
    screen: Screen, every: Sequence[Judged], column: Sequence[ConditionReport], area: Area
) -> str:
    """How many of an area's conditions have been judged, and as what; nothing where none has."""
    t = screen.texts
    newest = [
        found[0].judgement.verdict
        for cell in column
        if (found := _of(screen, every, cell.condition, area, cell.phase))
    ]
    if not newest:
        return ""
    said = ", ".join(
        t(f"judgement.tally.{verdict}", n=newest.count(verdict))
        for verdict in Verdict
        if verdict in newest
    )
    return f"<small>{esc(t('judgement.tally', said=said))}</small>"


def section(screen: Screen, every: Sequence[Judged], phase: int) -> str:
    """Every judgement for a phase, folded by condition: the one in force first."""
    t, report = screen.texts, screen.report
    parts = []
    for condition in report.definitions.phase_model.conditions:
        by_area = [
            (a.status.area, _of(screen, every, condition, a.status.area, phase))
            for a in report.areas
        ]
        count = sum(len(found) for _, found in by_area)
        if not count:
            continue
        inside = "".join(_of_area(screen, area, found) for area, found in by_area if found)
        head = f"{condition.letter} {t.of(condition.name)} · {t('judgement.count', n=count)}"
        parts.append(
            f'<details class="fold" id="{_place(condition)}"><summary>{esc(head)}</summary>'
            f"{inside}</details>"
        )
    if not parts:
        return ""
    return (
        f"<h2>{esc(t('judgement.title', phase=phase))}</h2>"
        f'<p class="s m">{esc(t("judgement.note"))}</p>{"".join(parts)}'
    )


def answered(screen: Screen) -> str:
    """The setbacks that have been answered: what was said, by whom and when."""
    t = screen.texts
    until = shown_until(screen.report)
    found = [a for a in answers(screen.snapshot, screen.reader) if a.answer.answered_on <= until]
    areas = screen.report.definitions.areas
    found = [a for a in found if a.answer.area in areas]
    if not found:
        return ""
    inside = "".join(_answered(screen, one) for one in found)
    return (
        f'<h2>{esc(t("answered.title"))}</h2><p class="s m">{esc(t("answered.note"))}</p>{inside}'
    )


def _answered(screen: Screen, one: Answered) -> str:
    t, answer = screen.texts, one.answer
    area = t.of(screen.report.definitions.areas[answer.area].name)
    since = day(answer.phase_since, t.language)
    facts = [(t("answered.since"), esc(since))]
    if answer.action:
        known = actions(screen.snapshot, screen.reader).get(answer.action)
        title = known.title if known else answer.action
        facts.append((t("answered.action"), link(screen.to(Page.ACTIONS), title)))
    if answer.judgement:
        facts.append((t("answered.judgement"), esc(_judgement_named(screen, answer.judgement))))
    facts += _written(screen, one.recorded)
    by = t("answered.by", who=answer.answered_by, day=day(answer.answered_on, t.language))
    return (
        f"<h3>{esc(area)} · {_series(screen, answer.series)}{_chip(screen, answer.fictional)}</h3>"
        f'<div class="c21"><div><blockquote>{lines(answer.text)}</blockquote>'
        f'<p class="s m">{esc(by)}</p></div><div>{pairs(facts)}</div></div>'
    )


def _judgement_named(screen: Screen, judgement_id: str) -> str:
    for one in known_judgements(screen):
        if one.judgement.id == judgement_id:
            return judgement_name(screen, one.judgement)
    return judgement_id


def judgement_name(screen: Screen, judged: Judgement) -> str:
    """A judgement in a few words, for a list: condition, verdict and day."""
    t = screen.texts
    conditions = {c.id: c.letter for c in screen.report.definitions.phase_model.conditions}
    letter = conditions.get(judged.condition, judged.condition)
    verdict = t(f"judgement.verdict.{judged.verdict}")
    when = day(judged.judged_on, t.language)
    return t("judgement.named", letter=letter, phase=judged.phase, verdict=verdict, day=when)


def _of_area(screen: Screen, area: Area, found: Sequence[Judged]) -> str:
    t = screen.texts
    parts = [f"<h3>{esc(t.of(area.name))}</h3>", _full(screen, found[0])]
    if len(found) > 1:
        earlier = "".join(_full(screen, one) for one in found[1:])
        parts.append(
            f'<details class="fold"><summary>{esc(t("judgement.earlier", n=len(found) - 1))}'
            f"</summary>{earlier}</details>"
        )
    return "".join(parts)


def _full(screen: Screen, one: Judged) -> str:
    t, judged = screen.texts, one.judgement
    dissent = ""
    if judged.dissent:
        dissent = (
            f"<h4>{esc(t('phases.dissent'))}</h4><blockquote>{lines(judged.dissent)}</blockquote>"
        )
    chosen = ", ".join(_series(screen, series) for series in judged.evidence)
    facts = [
        (t("judgement.judged_by"), esc(judged.judged_by)),
        (t("judgement.judged_on"), esc(day(judged.judged_on, t.language))),
        (t("judgement.confidence"), esc(t(f"judgement.level.{judged.confidence}"))),
        (t("judgement.evidence"), chosen or esc(t("judgement.no_evidence"))),
        *_written(screen, one.recorded),
    ]
    return (
        f'<p><span class="st flat">{_mark(judged, screen)}</span>'
        f"{_chip(screen, judged.fictional)}</p>"
        f'<div class="c21"><div><blockquote>{lines(judged.reasons)}</blockquote>{dissent}</div>'
        f"<div>{pairs(facts)}</div></div>"
    )


def _written(screen: Screen, recorded: Recorded) -> list[tuple[str, str]]:
    """Who wrote it down when, and on which data version."""
    t = screen.texts
    when = moment(recorded.recorded_at, t.language)
    name = screen.snapshot.person_names().get(recorded.recorded_by or "", "")
    said = t("steering.written_by", who=name, when=when) if name else when
    view = replace(screen.to(Page.PHASES), publication=recorded.based_on or None)
    seen = link(view, t("phases.version", number=recorded.based_on))
    return [(t("steering.written"), esc(said)), (t("phases.based_on"), seen)]


def _series(screen: Screen, chosen: SeriesChosen) -> str:
    """The series' name, as a link to its chart while the definitions have it."""
    ids = chosen.indicator, chosen.area
    for series in screen.report.every_series:
        if (series.indicator.id, series.area.id) == ids:
            name = series_name(series, screen.texts)
            return link(screen.series_view(*ids), name, series_place(*ids))
    return esc(" · ".join(ids))


def _mark(judged: Judgement, screen: Screen) -> str:
    t = screen.texts
    svg = (
        '<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">'
        f"{_SHAPES[judged.verdict]}</svg>"
    )
    return svg + esc(t("judgement.said", verdict=t(f"judgement.verdict.{judged.verdict}").lower()))


def _chip(screen: Screen, fictional: bool) -> str:
    return f' <span class="fict">{esc(screen.texts("fictional.word"))}</span>' if fictional else ""


def _of(
    screen: Screen, every: Sequence[Judged], condition: Condition, area: Area, phase: int
) -> tuple[Judged, ...]:
    until = shown_until(screen.report)
    return judgements_of(every, area.id, condition.id, phase, until=until)


def _place(condition: Condition) -> str:
    return f"bedomning-{condition.id}"
