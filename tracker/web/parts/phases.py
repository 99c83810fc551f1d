"""Faser: the phase of each area over the years, the conditions with their evidence, decisions."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.charts.ribbon import phase_spans, ribbon, ribbon_years
from tracker.model.definitions import Area
from tracker.model.report import AreaReport, ConditionReport
from tracker.service.conditions import Weight, weigh
from tracker.service.steering_views import Judged
from tracker.texts.address import JUDGE_PLACE, Page, series_place
from tracker.texts.areas import EvidenceLine, advice_sentences, evidence_lines, phase_sentence
from tracker.texts.dates import month
from tracker.web.markup import esc, link
from tracker.web.parts import judgements
from tracker.web.screen import Screen

_CIRCLE = '<circle cx="7" cy="7" r="5.5" style="fill:{};stroke:{};stroke-width:2{}"/>'
_HALF = (
    _CIRCLE.format("var(--bg)", "var(--text)", ";stroke-dasharray:3 2.2")
    + '<path d="M7,3A4,4 0 0 1 7,11Z" style="fill:var(--text)"/>'
)
_PEOPLE = '<path d="M2,7H12" style="stroke:var(--text2);stroke-width:2"/>'
_SHAPES = {
    Weight.FOR: _CIRCLE.format("var(--text)", "var(--text)", ""),
    Weight.AGAINST: _CIRCLE.format("var(--bg)", "var(--text)", ""),
    Weight.BOTH: _CIRCLE.format("var(--bg)", "var(--text)", "")
    + '<path d="M7,1.5A5.5,5.5 0 0 1 7,12.5Z" style="fill:var(--text)"/>',
    Weight.PARTLY_FOR: _HALF,
    Weight.PARTLY_AGAINST: _CIRCLE.format("var(--bg)", "var(--text)", ";stroke-dasharray:3 2.2"),
    Weight.SIGN: _CIRCLE.format("var(--bg)", "var(--text)", ";stroke-dasharray:3 2.2"),
    Weight.UNKNOWN: _CIRCLE.format("var(--bg)", "var(--text2)", ";stroke-dasharray:3 2.2"),
    Weight.LONG_UNKNOWN: _CIRCLE.format("var(--bg)", "var(--text2)", ";stroke-dasharray:1 3"),
    Weight.PEOPLE: _PEOPLE,
}
_SILENT = {Weight.UNKNOWN, Weight.LONG_UNKNOWN, Weight.PEOPLE}
_RIBBON = (("wide", 820), ("narrow", 358))


def asked_phase(screen: Screen) -> int:
    """The phase whose conditions are shown: the address's, else the first area's own, else 1."""
    if screen.view.phase:
        return screen.view.phase
    return next((a.status.phase for a in screen.report.areas if a.status.phase), 1)


def heading(screen: Screen) -> str:
    """Which phase each area is in, in sentences."""
    t = screen.texts
    said = " ".join(phase_sentence(area.status, t) for area in screen.report.areas)
    advice = "".join(_advice(area, screen) for area in screen.report.areas)
    return f'<h1>{esc(t("page.phases.title"))}</h1><p class="lead">{esc(said)}</p>{advice}'


def _advice(area: AreaReport, screen: Screen) -> str:
    """What the evidence supports, at most; nothing where no phase is decided."""
    said = advice_sentences(area, screen.texts)
    name = screen.texts.of(area.status.area.name)
    return f"<p><b>{esc(name)}:</b> {esc(said)}</p>" if said else ""


def ribbons(screen: Screen) -> str:
    """The phases of each area over the years."""
    t, report = screen.texts, screen.report
    window = report.definitions.programme.chart_window
    years = "".join(ribbon_years(window, width=width, css=css) for css, width in _RIBBON)
    rows = [f'<div class="wide"></div><div>{years}</div>']
    for area in report.areas:
        status = area.status
        now = f"{t('phase.word')} {status.phase}" if status.phase else t("phase.none")
        since = [
            month(start, t.language) for _, start, _ in phase_spans(status, report.reference_date)
        ]
        drawn = "".join(
            ribbon(
                status,
                window,
                report.reference_date,
                width=width,
                css=css,
                alt=phase_sentence(status, t),
                phase_word=t("phase.word"),
                none_word=t("phase.none"),
                since=since,
            )
            for css, width in _RIBBON
        )
        rows.append(
            f"<div><h3>{esc(t.of(status.area.name))}</h3>"
            f'<span class="xs m">{esc(t("phases.now", phase=now))}</span></div><div>{drawn}</div>'
        )
    title = f'<h2 class="sr">{esc(t("phases.ribbons"))}</h2>'
    return f'{title}<div class="ribbons">{"".join(rows)}</div>'


def matrix(screen: Screen, judged: Sequence[Judged], *, judging: bool) -> str:
    """Conditions by area for one phase: what the evidence says, and what people say of it.

    judging   whether each cell leads to its judgement form
    """
    t, report = screen.texts, screen.report
    phase = asked_phase(screen)
    tabs = "".join(
        link(replace(screen.view, phase=number), f"{t('phase.word')} {number}").replace(
            "<a ", '<a aria-current="page" ' if number == phase else "<a ", 1
        )
        for number in (1, 2, 3)
    )
    described = report.definitions.phase_model.phases[phase - 1]
    heads = "".join(
        f'<th scope="col">{esc(t.of(a.status.area.name))}<small>{esc(_now(a, screen))}</small></th>'
        for a in report.areas
    )
    asked = [[c for c in a.conditions if c.phase == phase] for a in report.areas]
    total = "".join(
        _sum_cell(a, column, judged, screen) for a, column in zip(report.areas, asked, strict=True)
    )
    rows = "".join(
        _condition_row([column[i] for column in asked], judged, screen, judging=judging)
        for i in range(len(asked[0]))
    )
    return (
        f"<h2>{esc(t('phases.conditions', phase=phase))}</h2>"
        f'<nav class="tabs" aria-label="{esc(t("phases.choose"))}">{tabs}</nav>'
        f"<blockquote>{esc(t.of(described.description))}</blockquote>"
        f"<p><b>{esc(t('phases.work', phase=phase))}:</b> {esc(t.of(described.work))}</p>"
        f'<p class="s m">{esc(t("phases.note"))}</p>'
        f'<table class="mx"><caption class="sr">{esc(t("phases.sign"))}</caption><thead><tr>'
        f'<th scope="col" style="width:34%">{esc(t("phases.sign"))}</th>{heads}</tr></thead>'
        f'<tbody><tr class="sum"><th scope="row">{esc(t("phases.told"))}<small>'
        f"{esc(t('phases.people_decide'))}</small></th>{total}</tr>{rows}</tbody></table>"
    )


def _now(area: AreaReport, screen: Screen) -> str:
    t = screen.texts
    if area.status.phase is None:
        return t("phase.none")
    return t("phases.now", phase=f"{t('phase.word')} {area.status.phase}")


def _sum_cell(
    area: AreaReport, column: list[ConditionReport], judged: Sequence[Judged], screen: Screen
) -> str:
    t = screen.texts
    weights = [weigh(c) for c in column]
    told = sum(1 for w in weights if w.is_evidence)
    name = esc(t.of(area.status.area.name))
    said = f"<b>{esc(t('phases.told_of', told=told, of=len(column)))}</b>"
    said += judgements.tally(screen, judged, column, area.status.area)
    return f'<td data-a="{name}">{said}</td>'


def _condition_row(
    cells: list[ConditionReport], judged: Sequence[Judged], screen: Screen, *, judging: bool
) -> str:
    t = screen.texts
    condition, phase = cells[0].condition, cells[0].phase
    sign = t.of(condition.signs.in_phase(phase))
    inside = "".join(
        _condition_cell(cell, area.status.area, judged, screen, judging=judging)
        for cell, area in zip(cells, screen.report.areas, strict=True)
    )
    return (
        f'<tr><th scope="row"><span class="let">{condition.letter}</span>'
        f"<b>{esc(t.of(condition.name))}</b><small>{esc(sign)}</small></th>{inside}</tr>"
    )


def _condition_cell(
    cell: ConditionReport,
    area: Area,
    judged: Sequence[Judged],
    screen: Screen,
    *,
    judging: bool,
) -> str:
    t = screen.texts
    weight = weigh(cell)
    tone = "unk" if weight in _SILENT else "flat"
    shape = _SHAPES[weight]
    mark = f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'
    lost = f"<small><b>{esc(t('phases.lost'))}</b></small>" if cell.lost else ""
    told = evidence_lines(cell, area, screen.report, t)
    if weight is Weight.PEOPLE:  # what the mark says already is not said again under it
        told = [line for line in told if line.name]
    said = "".join(f"<small>{_evidence_line(line, screen)}</small>" for line in told)
    people = judgements.in_cell(screen, judged, cell, area)
    if judging:
        people += _way_to_judge(screen, cell, area)
    return (
        f'<td data-a="{esc(t.of(area.name))}"><span class="st {tone}">{mark}'
        f"{esc(t(f'phases.weight.{weight}'))}</span>{lost}{said}{people}</td>"
    )


def _way_to_judge(screen: Screen, cell: ConditionReport, area: Area) -> str:
    """A link that opens the judgement form at the condition; read aloud, it says at which."""
    t = screen.texts
    view = screen.to(Page.PHASES, area=area.id, phase=cell.phase, condition=cell.condition.id)
    about = f"{cell.condition.letter} {t.of(cell.condition.name)}, {t.of(area.name)}"
    way = link(view, t("phases.judge"), JUDGE_PLACE)
    told = f'<span class="sr"> {esc(about)}</span></a>'
    return f'<small class="judge">{way.replace("</a>", told)}</small>'


def _evidence_line(line: EvidenceLine, screen: Screen) -> str:
    """What a rule says, with the way to the chart that it was read from."""
    if not line.name:
        return esc(line.said)
    name = esc(line.name)
    if line.series:
        name = link(screen.series_view(*line.series), line.name, series_place(*line.series))
    return f"{name}: {esc(line.said)}"


def model_note(screen: Screen) -> str:
    """Whose words the phases are, and whose proposal the conditions."""
    note = screen.texts.of(screen.report.definitions.phase_model.note)
    return f'<p class="s m">{esc(note)}</p>'
