"""The agreement between municipality and police; and how an entry's source and mark are shown."""

from tracker.model.definitions import Source
from tracker.model.steering import Agreement, Dialogue, Promise
from tracker.service.promises import Places
from tracker.texts.address import Page
from tracker.texts.dates import day, years
from tracker.web.markup import esc, link
from tracker.web.parts.promise_history import history
from tracker.web.screen import Screen


def agreements(screen: Screen, places: Places) -> str:
    """What municipality and police have agreed on, and which goals its text names."""
    return "".join(_agreement(screen, agreement) for agreement in places.agreements)


def _agreement(screen: Screen, agreement: Agreement) -> str:
    t = screen.texts
    goals = {goal.id: goal for goal in screen.report.definitions.programme.goals}
    items = []
    for priority in agreement.priorities:
        goal = goals.get(priority.goal or "")
        view = screen.to(Page.GOALS, goal=goal.id) if goal else None
        to_goal = (
            f"<br><span class='s m'>{esc(t('promises.same_as'))} "
            f"{link(view, t('promises.goal', number=goal.number, name=t.of(goal.name)))}</span>"
            if goal and view
            else ""
        )
        items.append(f"<li>{esc(priority.text)}{to_goal}</li>")
    signed = ", ".join(agreement.signed_by)
    parties = t("promises.parties", who=signed) if signed else t("promises.parties_unknown")
    listed = (
        f"<p>{esc(t('promises.priorities'))}</p><ol>{''.join(items)}</ol>"
        f'<p class="s m" style="margin-top:8px">{esc(t("promises.priorities.note"))}</p>'
        if items
        else f'<p class="m">{esc(t("promises.priorities.none"))}</p>'
    )
    return (
        f'<section id="{esc(agreement.id)}" style="margin-bottom:32px">'
        f"<h2>{esc(agreement.name)} {esc(years(agreement.years))}{chip(agreement, screen)}</h2>"
        f'<p class="s m">{esc(parties)}</p>{listed}'
        f"{source_line(agreement.source, screen)}{history(agreement.id, screen)}</section>"
    )


def chip(entry: Promise | Dialogue | Agreement, screen: Screen) -> str:
    """That an entry is invented; nothing of one that is not."""
    if not entry.fictional:
        return ""
    return f' <span class="fict">{esc(screen.texts("fictional.word"))}</span>'


def source_line(source: Source | None, screen: Screen) -> str:
    """Where an entry comes from, with the way there."""
    t = screen.texts
    if source is None:
        return f'<p class="xs m">{esc(t("promises.no_source"))}</p>'
    title = esc(source.title)
    if source.url and source.url.startswith(("https://", "http://")):
        title = f'<a href="{esc(source.url)}" rel="noopener noreferrer">{title}</a>'
    read = f", {esc(t('promises.read', day=day(source.read, t.language)))}" if source.read else ""
    return (
        f'<p class="xs m">{esc(t("promises.source"))} {esc(source.publisher)}: {title}{read}.</p>'
    )
