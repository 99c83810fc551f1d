"""Åtgärder: each action with why now, what it makes possible, how it goes and how it was."""

from collections.abc import Mapping

from tracker.model.definitions import Phase, Source
from tracker.model.steering import ActionStatus, ActionUpdate, Recorded, SteeringAction
from tracker.service.action_shelf import Shelf, action_in, changed_fields
from tracker.service.actions import awaited, by_phase, enablers
from tracker.texts.actions import late_sentence, when
from tracker.texts.address import Page
from tracker.texts.dates import day, moment
from tracker.web.markup import esc, lines, link, pairs, table
from tracker.web.parts.actions import action_link, phase_name, place_of
from tracker.web.screen import Screen

# Side by side where there is room for both: also on A4, where a fixed share would be too narrow.
_SIDES = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:8px 48px"
)
_RING = '<circle cx="7" cy="7" r="5.5" style="fill:{};stroke:var(--text);stroke-width:2{}"/>'
_SHAPES = {
    ActionStatus.PLANNED: _RING.format("var(--bg)", ";stroke-dasharray:3 2.2"),
    ActionStatus.ONGOING: _RING.format("var(--bg)", "")
    + '<path d="M7,1.5A5.5,5.5 0 0 1 7,12.5Z" style="fill:var(--text)"/>',
    ActionStatus.DONE: _RING.format("var(--text)", ""),
    ActionStatus.STOPPED: _RING.format("var(--bg)", "")
    + '<path d="M3,11L11,3" style="stroke:var(--text);stroke-width:2"/>',
}


def cards(shelf: Shelf, screen: Screen) -> str:
    """Every action, by phase, with the phase's own words of what its work is."""
    described: dict[int, Phase] = {
        p.number: p for p in screen.report.definitions.phase_model.phases
    }
    before = enablers(shelf.every)
    parts = []
    for phase, among in by_phase(shelf.chosen):
        work = f"<p>{esc(screen.texts.of(described[phase].work))}</p>" if phase else ""
        parts.append(f"<h2>{esc(phase_name(phase, screen))}</h2>{work}")
        told = [a for a in among if _is_told(a) or a.id in before]
        parts += [_card(a, before, shelf, screen) for a in told]
        if bare := [a for a in among if a not in told]:
            parts.append(_bare(bare, shelf, screen))
    return "".join(parts)


def _is_told(action: SteeringAction) -> bool:
    return bool(action.why_now or action.makes_possible or action.enables or action.updates)


def _bare(actions: list[SteeringAction], shelf: Shelf, screen: Screen) -> str:
    """Those of which nobody has said why now, or what they make possible: a row each."""
    t = screen.texts
    heads = ("action", "status", "owner", "for", "source")
    title = t("actions.why.none")
    rows = [_bare_row(action, shelf, screen) for action in actions]
    body = table([t(f"actions.head.{h}") for h in heads], rows, caption=title, classes="facts")
    return f'<p class="s m">{esc(title)}</p>{body}'


def _bare_row(action: SteeringAction, shelf: Shelf, screen: Screen) -> tuple[str, ...]:
    t = screen.texts
    facts = dict(_facts(action, screen))
    serves = ("problem", "cause", "goals", "conditions", "areas", "indicators")
    said = [facts[label] for name in serves if (label := t(f"actions.fact.{name}")) in facts]
    late = late_sentence(action, screen.report.reference_date, t)
    under = f"{t(f'actions.type.{action.type}')}, {when(action, t)}. {late}"
    return (
        f'<span id="{esc(place_of(action))}">{esc(action.title)}{_chip(action, screen)}</span>'
        + _history(action, shelf, screen),
        f"<span>{_status(action, screen)}<small>{esc(under)}</small></span>",
        f"<span>{esc(_owner(action, screen))}</span>",
        f"<span>{'<br>'.join(said)}</span>" if said else "–",
        f"<span>{facts.get(t('actions.fact.source'), '–')}</span>",
    )


def _chip(action: SteeringAction, screen: Screen) -> str:
    word = screen.texts("fictional.word")
    return f' <span class="fict">{esc(word)}</span>' if action.fictional else ""


def _owner(action: SteeringAction, screen: Screen) -> str:
    owner = screen.report.definitions.organisations.get(action.owner_organisation)
    return screen.texts.of(owner.name) if owner else action.owner_organisation


def _status(action: SteeringAction, screen: Screen) -> str:
    shape = _SHAPES[action.status]
    mark = f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>'
    word = esc(screen.texts(f"actions.status.{action.status}"))
    return f'<span class="st flat">{mark}{word}</span>'


def _card(
    action: SteeringAction,
    before: Mapping[str, tuple[SteeringAction, ...]],
    shelf: Shelf,
    screen: Screen,
) -> str:
    t = screen.texts
    late = late_sentence(action, screen.report.reference_date, t)
    facts = [t(f"actions.type.{action.type}"), _owner(action, screen), when(action, t)]
    return (
        f'<section id="{esc(place_of(action))}" style="margin:16px 0 32px">'
        f"<h3>{esc(action.title)}{_chip(action, screen)}</h3>"
        f'<p class="s">{_status(action, screen)} · {esc(" · ".join(facts))}'
        + (f" · <b>{esc(late)}</b>" if late else "")
        + f'</p><div style="{_SIDES}"><div>{_reasons(action, before, shelf, screen)}</div>'
        f'<div style="hyphens:auto">{pairs(_facts(action, screen))}</div></div>'
        f"{_history(action, shelf, screen)}</section>"
    )


def _reasons(
    action: SteeringAction,
    before: Mapping[str, tuple[SteeringAction, ...]],
    shelf: Shelf,
    screen: Screen,
) -> str:
    """Why now, what it waits for, what it makes possible, and what has happened."""
    t = screen.texts
    missing = f'<span class="m">{esc(t("actions.not_said"))}</span>'
    parts = [_said(t("actions.why_now"), lines(action.why_now) if action.why_now else missing)]
    if earlier := before.get(action.id):
        said = t("actions.waits" if awaited(action, before) else "actions.builds_on")
        parts.append(_said(said, ", ".join(action_link(a, screen) for a in earlier)))
    parts.append(
        _said(
            t("actions.makes_possible"),
            lines(action.makes_possible) if action.makes_possible else missing,
        )
    )
    if later := [shelf.by_id[i] for i in action.enables if i in shelf.by_id]:
        named = ", ".join(action_link(a, screen) for a in later)
        parts.append(f"<p>{esc(t('actions.then'))} {named}</p>")
    if action.updates:
        parts.append(f"<h4>{esc(t('actions.updates'))}</h4>{_updates(action.updates, screen)}")
    return "".join(parts)


def _updates(updates: tuple[ActionUpdate, ...], screen: Screen) -> str:
    dated = "".join(
        f"<li>{esc(day(u.on, screen.texts.language))}: {lines(u.text)}</li>"
        for u in sorted(updates, key=lambda update: update.on)
    )
    return f"<ul>{dated}</ul>"


def _said(head: str, html: str) -> str:
    return f"<h4>{esc(head)}</h4><p>{html}</p>"


def _facts(action: SteeringAction, screen: Screen) -> list[tuple[str, str]]:
    """What it acts on, for whom, where it should show, how it went, and who says so."""
    t, known = screen.texts, screen.report.definitions
    goals = {g.id: g for g in known.programme.goals}
    conditions = {c.id: c for c in known.phase_model.conditions}
    begins = action.status is ActionStatus.PLANNED and action.fidelity == "unknown"
    named = {
        "problem": lines(action.problem or ""),
        "cause": lines(action.cause or ""),
        "goals": ", ".join(
            link(screen.to(Page.GOALS, goal=i), t.of(goals[i].name)) if i in goals else esc(i)
            for i in action.goals
        ),
        "conditions": ", ".join(
            esc(f"{conditions[i].letter} {t.of(conditions[i].name)}" if i in conditions else i)
            for i in action.conditions
        ),
        "areas": ", ".join(
            esc(t.of(known.areas[i].name) if i in known.areas else i) for i in action.areas
        ),
        "indicators": ", ".join(_indicator(i, screen) for i in action.indicators),
        "fidelity": "" if begins else esc(t(f"actions.fidelity.{action.fidelity}")),
        "source": _source(action.source, screen) if action.source else "",
    }
    return [(t(f"actions.fact.{name}"), html) for name, html in named.items() if html]


def _indicator(id_: str, screen: Screen) -> str:
    found = screen.report.definitions.indicators.get(id_)
    if found is None:
        return esc(id_)
    return link(screen.series_view(id_, found.areas[0]), screen.texts.of(found.name))


def _source(source: Source, screen: Screen) -> str:
    t = screen.texts
    title = esc(source.title)
    if source.url:
        title = f'<a href="{esc(source.url)}">{title}</a>'
    read = f", {esc(t('actions.read', day=day(source.read, t.language)))}" if source.read else ""
    return f"{title}, {esc(source.publisher)}{read}"


def _history(action: SteeringAction, shelf: Shelf, screen: Screen) -> str:
    """The versions before, folded, newest first."""
    earlier = shelf.history.get(action.id, ())
    if not earlier:
        return ""
    newer = [action, *map(action_in, earlier)]
    items = "".join(_version(old, new, screen) for old, new in zip(earlier, newer, strict=False))
    said = esc(screen.texts("actions.history", n=len(earlier)))
    return f'<details class="fold"><summary>{said}</summary><ul>{items}</ul></details>'


def _version(recorded: Recorded, newer: SteeringAction, screen: Screen) -> str:
    """Who wrote a version and when, and what it said where the next one says something else."""
    t, old = screen.texts, action_in(recorded)
    written = t(
        "actions.history.line",
        version=recorded.version,
        who=_name(recorded, screen),
        when=moment(recorded.recorded_at, t.language),
    )
    then = "<br>".join(
        f"{esc(t(f'actions.field.{name}').rstrip('?'))}: {_was(old, name, screen)}"
        for name in changed_fields(old, newer)
    )
    said = f'<span class="m">{esc(t("actions.history.was"))}</span>'
    return f"<li>{esc(written)}<br>{said}<br>{then}</li>"


def _name(recorded: Recorded, screen: Screen) -> str:
    names = screen.snapshot.person_names() if recorded.recorded_by else {}
    return names.get(recorded.recorded_by or "", "") or screen.texts("actions.history.someone")


def _was(old: SteeringAction, name: str, screen: Screen) -> str:
    """What a field said, in words."""
    t, value = screen.texts, getattr(old, name)
    match name, value:
        case _, None | () | "":
            return esc(t("actions.history.nothing"))
        case (("type" | "status" | "fidelity"), _):
            return esc(t(f"actions.{name}.{value}"))
        case "updates", _:
            return "; ".join(f"{esc(day(u.on, t.language))}: {lines(u.text)}" for u in value)
        case "source", Source():
            return esc(value.title)
        case _, tuple():
            return esc(", ".join(value))
        case _, bool():
            return esc(t("actions.yes" if value else "actions.no"))
        case _:
            return lines(str(value))
