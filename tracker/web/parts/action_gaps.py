"""Åtgärder: where the chain from problem to indicator lacks a link, and the mix of types."""

from tracker.model.steering import ActionType
from tracker.service.action_shelf import Shelf
from tracker.service.actions import Gaps, Mix, gaps, mixes
from tracker.texts.actions import mix_remark
from tracker.texts.address import Page
from tracker.web.markup import esc, link, table
from tracker.web.parts.actions import action_link
from tracker.web.screen import Screen


def chain(shelf: Shelf, screen: Screen) -> str:
    """Problems without an action; actions that show nowhere or serve no goal."""
    t, known = screen.texts, screen.report.definitions
    found = gaps(shelf.every, screen.report)
    problems = [
        t("actions.gap.goal", number=g.number)
        + " "
        + link(screen.to(Page.GOALS, goal=g.id), t.of(g.name))
        for g in found.goals
    ]
    problems += [
        esc(t("actions.gap.setback", area=t.of(known.areas[b.area_id].name)))
        + " "
        + link(
            screen.series_view(b.indicator_id, b.area_id),
            t.of(known.indicators[b.indicator_id].name),
        )
        for b in found.setbacks
    ]
    problems += [
        esc(t("actions.gap.condition", area=t.of(area.name)))
        + " "
        + link(screen.to(Page.PHASES), f"{condition.letter} {t.of(condition.name)}")
        for area, condition in found.conditions
    ]
    return (
        f"<h2>{esc(t('actions.gaps'))}</h2><p>{esc(t('actions.gaps.lead'))}</p>"
        f'<div class="c2"><div>{_list(t("actions.gap.problems"), problems, screen)}</div>'
        f"<div>{_list(t('actions.gap.actions'), _lacking(found, screen), screen)}</div></div>"
    )


def _lacking(found: Gaps, screen: Screen) -> list[str]:
    """The actions that show nowhere or serve no goal, each with what it lacks."""
    t = screen.texts
    bare = {a.id for a in found.without_indicator}
    aimless = {a.id for a in found.without_goal}
    actions = {a.id: a for a in (*found.without_goal, *found.without_indicator)}
    return [
        f'{action_link(action, screen)} <span class="m">'
        + esc(t(f"actions.gap.lacks.{_lacks(id_ in bare, id_ in aimless)}"))
        + "</span>"
        for id_, action in actions.items()
    ]


def _lacks(indicator: bool, goal: bool) -> str:
    if indicator and goal:
        return "both"
    return "indicator" if indicator else "goal"


def _list(head: str, items: list[str], screen: Screen) -> str:
    inside = "".join(f"<li>{item}</li>" for item in items)
    body = f"<ul>{inside}</ul>" if items else f"<p>{esc(screen.texts('actions.gap.none'))}</p>"
    return f'<h3>{esc(head)}</h3><div class="s" style="margin-bottom:16px">{body}</div>'


def mix(shelf: Shelf, screen: Screen) -> str:
    """The ongoing actions of each area by type, beside its phase and what its work is then."""
    t = screen.texts
    found = mixes(shelf.every, screen.report)
    heads = ["area", "phase", *ActionType, "remark"]
    title = t("actions.mix")
    invented = any(action.fictional for action in shelf.every)
    chip = f' <span class="fict">{esc(t("actions.mix.fictional"))}</span>' if invented else ""
    return f"<h2>{esc(title)}{chip}</h2><p>{esc(t('actions.mix.lead'))}</p>" + table(
        [t(f"actions.mix.head.{head}") for head in heads],
        [_mix_row(one, screen) for one in found],
        caption=title,
        classes="facts",
    )


def _mix_row(one: Mix, screen: Screen) -> tuple[str, ...]:
    t = screen.texts
    phase, work = esc(t("phase.none")), ""
    if one.phase:
        described = screen.report.definitions.phase_model.phases[one.phase - 1]
        name = f"{t('phase.word')} {one.phase}"
        phase = f'<span><span class="ph ph{one.phase}">{esc(name)}</span></span>'
        work = f"<small>{esc(t('actions.mix.work', work=t.of(described.work)))}</small>"
    counts = [str(one.ongoing[kind]) for kind in ActionType]
    remark = mix_remark(one, t)
    said = f"<span>{esc(remark)}{work}</span>" if remark or work else "–"
    return (esc(t.of(one.area.name)), phase, *counts, said)
