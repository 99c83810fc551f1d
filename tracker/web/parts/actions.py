"""Åtgärder: what the page answers, the goals to choose among, and the timeline by phase."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.charts.ribbon import phase_spans
from tracker.charts.timeline import TimelineRow, timeline
from tracker.errors import Fault
from tracker.model.report import PhaseStatus
from tracker.model.steering import ActionStatus, SteeringAction
from tracker.service.action_shelf import Shelf
from tracker.service.actions import by_phase
from tracker.texts.actions import origins, summary, when
from tracker.texts.address import Page
from tracker.texts.faults import Wording, fault_wording
from tracker.web.markup import esc, link, table
from tracker.web.screen import Screen


def place_of(action: SteeringAction) -> str:
    """The anchor of an action."""
    return f"atgard-{action.id}"


def action_link(action: SteeringAction, screen: Screen) -> str:
    """A link to an action, wherever on the page it stands."""
    return link(screen.to(Page.ACTIONS), action.title, place_of(action))


def heading(shelf: Shelf, screen: Screen) -> str:
    """What the page answers, how many there are, and where they come from."""
    t, on = screen.texts, screen.report.reference_date
    said = summary(shelf.every, on, t)
    origin = origins(shelf.every, t)
    note = f'<p class="s m">{esc(origin)}</p>' if origin else ""
    return (
        f'<h1>{esc(t("page.actions.title"))}</h1><p class="lead">{esc(t("actions.lead"))}</p>'
        f"<p>{esc(said)}</p>{note}"
    )


def goal_tabs(shelf: Shelf, screen: Screen) -> str:
    """The goals to choose among, and the name of the chosen one."""
    t = screen.texts
    goals = screen.report.definitions.programme.goals
    choices: list[tuple[str | None, str]] = [(None, t("actions.all_goals"))]
    choices += [(g.id, f"{g.number} {t.of(g.short_name)}") for g in goals]
    tabs = "".join(
        link(replace(screen.view, goal=id_), name).replace(
            "<a ", '<a aria-current="page" ' if id_ == shelf.goal else "<a ", 1
        )
        for id_, name in choices
    )
    goal = next((g for g in goals if g.id == shelf.goal), None)
    said = ""
    if goal:
        name = t("actions.goal", number=goal.number, name=t.of(goal.name))
        count = t("actions.goal.count", n=len(shelf.chosen))
        said = f"<h2>{esc(name)}</h2><p>{esc(count)}</p>"
    return f'<nav class="tabs" aria-label="{esc(t("actions.choose"))}">{tabs}</nav>{said}'


def drawn(shelf: Shelf, screen: Screen) -> str:
    """The timeline, with the same as a table; what has no dates is named under it."""
    t, report = screen.texts, screen.report
    dated = [a for a in shelf.chosen if a.start or a.end]
    undated = [a for a in shelf.chosen if not (a.start or a.end)]
    title = f"<h2>{esc(t('actions.timeline'))}</h2>"
    left_out = esc(t("actions.undated", n=len(undated)))
    rest = f'<p class="s m" style="margin-top:8px">{left_out}</p>' if undated else ""
    if not dated:
        return title + rest
    status = _behind(shelf, screen)
    spans = phase_spans(status, report.reference_date) if status else []
    rows = _rows(dated, screen)
    area = t.of(status.area.name) if status else ""
    under = t("actions.timeline.behind", area=area) if spans else t("actions.timeline.no_phase")
    pictures = "".join(
        timeline(
            rows,
            spans,
            report.definitions.programme.chart_window,
            report.reference_date,
            narrow=css == "narrow",
            css=css,
            alt=t("actions.timeline.alt", n=len(dated)),
            phase_word=t("phase.word"),
        )
        for css in ("wide", "narrow")
    )
    key = t("actions.timeline.key")
    return (
        f'{title}<p class="s m">{esc(under)} {esc(key)}</p>{pictures}{rest}'
        f"{_as_table(shelf.chosen, screen)}"
    )


def _behind(shelf: Shelf, screen: Screen) -> PhaseStatus | None:
    """The area whose phases are drawn: the address's, the chosen goal's, else the first."""
    statuses = {a.status.area.id: a.status for a in screen.report.areas}
    goal = next((g for g in screen.report.definitions.programme.goals if g.id == shelf.goal), None)
    asked = [screen.view.area, *(goal.areas if goal else ())]
    found = next((statuses[id_] for id_ in asked if id_ in statuses), None)
    return found or next(iter(statuses.values()), None)


def _rows(actions: Sequence[SteeringAction], screen: Screen) -> list[TimelineRow]:
    rows = []
    for phase, among in by_phase(actions):
        rows.append(TimelineRow(f"fas-{phase}", phase_name(phase, screen), head=True))
        rows += [
            TimelineRow(
                a.id,
                a.title,
                _under(a, screen),
                a.start,
                a.end,
                a.type,
                planned=a.status is ActionStatus.PLANNED,
                enables=a.enables,
            )
            for a in among
        ]
    return rows


def _under(action: SteeringAction, screen: Screen) -> str:
    t = screen.texts
    said = f"{t(f'actions.status.{action.status}')} · {t(f'actions.type.{action.type}')}"
    return f"{said} · {t('fictional.word')}" if action.fictional else said


def phase_name(phase: int | None, screen: Screen) -> str:
    """«Fas 1», or that nobody has said."""
    t = screen.texts
    return f"{t('phase.word')} {phase}" if phase else t("actions.no_phase")


def _as_table(actions: Sequence[SteeringAction], screen: Screen) -> str:
    t = screen.texts
    by_id = {a.id: a for a in actions}
    rows = [
        (
            action_link(a, screen),
            esc(phase_name(phase, screen)),
            esc(when(a, t)),
            esc(t(f"actions.status.{a.status}")),
            ", ".join(action_link(by_id[i], screen) for i in a.enables if i in by_id) or "–",
        )
        for phase, among in by_phase(actions)
        for a in among
    ]
    heads = [t(f"actions.head.{head}") for head in ("action", "phase", "when", "status", "leads")]
    body = table(heads, rows, caption=t("actions.timeline"), classes="facts")
    said = esc(t("actions.table", n=len(rows)))
    return f'<details class="fold"><summary>{said}</summary>{body}</details>'


def form_heading(screen: Screen) -> str:
    """Above the form and the file."""
    t = screen.texts
    return f"<h2>{esc(t('actions.form'))}</h2><p>{esc(t('actions.form.lead'))}</p>"


def csv_faults(faults: Sequence[Fault], screen: Screen) -> str:
    """Everything that is wrong with a file, by row and column."""
    t = screen.texts
    heads = [t(f"actions.csv.{head}") for head in ("where", "cause", "remedy")]
    rows = [(esc(w.place), esc(w.cause), esc(w.remedy)) for w in _wordings(faults, screen)]
    return table(heads, rows, caption=t("actions.csv.faults"), classes="facts")


def _wordings(faults: Sequence[Fault], screen: Screen) -> list[Wording]:
    return [fault_wording(fault, screen.texts) for fault in faults]
