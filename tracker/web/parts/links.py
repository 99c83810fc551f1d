"""Frozen links: the banner over what one shows, a new one's address, and the list of one's own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tracker.model.access import Audience
from tracker.model.links import LinkState, ShareLink
from tracker.service.links_opening import Opened, Since
from tracker.service.meetings import Agenda
from tracker.texts.address import View, href
from tracker.texts.dates import day, moment
from tracker.texts.links import opened_text, shown_name, since_text, state_text, view_name
from tracker.web.markup import esc, link, table
from tracker.web.parts.meeting_since import counted
from tracker.web.screen import Screen


def banner(
    screen: Screen, shown: Opened, since: Since, now: Screen, *, made_at: datetime, who: str
) -> str:
    """What a frozen view is, of when and by whom; what has changed since; the way to the present.

    screen   the frozen view
    now      the same view as it is today, for the link's audience
    who      made it, as far as the reader may know
    """
    t, frozen = screen.texts, shown.frozen
    facts = t(
        "links.banner.facts",
        day=day(frozen.reference_date, t.language),
        number=frozen.publication,
        method=frozen.method,
        audience=t(f"links.audience.short.{frozen.audience}"),
    )
    closed = shown.closed
    warned = f'<p class="s">{esc(t("links.banner.closed", n=closed))}</p>' if closed else ""
    head = t("links.banner.head", moment=moment(made_at, t.language))
    return (
        f'<div class="notice frozen" role="note"><p><b>{esc(head)}</b></p>'
        f'<p class="s">{esc(t("links.banner.by", who=who))} '
        f'<span class="m">{esc(facts)}</span></p>{warned}{_since(since, shown, now)}'
        f'<p class="s">{esc(t("links.banner.ways"))} {_live(now.view, t("links.banner.live"))}</p>'
        "</div>"
    )


def _live(view: View, said: str) -> str:
    return f'<a class="btn" href="{esc(href(view))}" target="_self">{esc(said)}</a>'


def _since(since: Since, shown: Opened, now: Screen) -> str:
    """What has changed, counted in one line and folded open to lists."""
    t = now.texts
    said = since_text(since, t)
    if since.nothing:
        return f'<p class="s">{esc(said)}</p>'
    frozen = shown.frozen
    told = []
    if since.method:
        told.append(t("links.since.method.is", now=since.method, then=frozen.method))
    if since.day:
        days = {"now": since.day, "then": frozen.reference_date}
        told.append(t("links.since.day.is", **{k: day(v, t.language) for k, v in days.items()}))
    audience = t(f"links.audience.short.{frozen.audience}")
    told.append(t("links.since.compared", number=since.publication, audience=audience))
    lists = counted(now, _as_agenda(since), since.changed)
    lines = "".join(f'<p class="s m">{esc(one)}</p>' for one in told)
    return f'<details class="fold since"><summary>{esc(said)}</summary>{lists}{lines}</details>'


def _as_agenda(since: Since) -> Agenda:
    """What the lists of a meeting are drawn from; a link asks for nothing to be taken up."""
    series = since.changed.series
    return Agenda(
        setbacks=(),
        phases=(),
        flipped=tuple(one for one in series if one.before),
        actions=(),
        deliveries=(),
        moved=(),
        decisions=since.changed.decisions,
        written=since.written,
    )


def intro(screen: Screen, *, may_freeze: bool) -> str:
    """What a frozen link is and, where none is being made, how one is."""
    t = screen.texts
    said = f'<h1>{esc(t("page.links.title"))}</h1><p class="lead">{esc(t("links.lead"))}</p>'
    if may_freeze and screen.view.shared:
        return said
    return f"{said}<p>{esc(t('links.how' if may_freeze else 'links.none_here'))}</p>"


def form_head(screen: Screen, view: View) -> str:
    """What is to be frozen."""
    t, report = screen.texts, screen.report
    said = t(
        "links.form.what",
        what=view_name(view, report.definitions, t),
        day=day(report.reference_date, t.language),
        number=report.publication,
    )
    back = link(view, t("links.form.back"))
    return f"<h2>{esc(t('links.form.title'))}</h2><p>{esc(said)} {back}</p>"


def made(screen: Screen, address: str, *, turned: bool, here_only: bool) -> str:
    """A link's address, which is shown this once.

    here_only   it leads nowhere from another computer
    """
    t = screen.texts
    said = [t("links.made.turned" if turned else "links.made"), t("links.made.once")]
    if here_only:
        said.append(t("share.local_note"))
    label = t("links.made.label")
    return (
        f'<div class="notice made" role="status"><p>{esc(" ".join(said))}</p>'
        f'<p class="made-at"><code aria-label="{esc(label)}" data-made>{esc(address)}</code> '
        f'<button type="button" class="btn" data-share="" data-address="{esc(address)}" '
        f'data-done="{esc(t("links.copied"))}" data-by-hand="{esc(t("share.by_hand"))}">'
        f"{esc(t('links.copy'))}</button></p></div>"
    )


def listed(
    screen: Screen,
    links: Iterable[ShareLink],
    *,
    today: date,
    count: int,
    everybody: bool,
    names: Mapping[str, str],
) -> str:
    """Every link of a page of the list: what it shows, when made, for whom, opened, until when."""
    t = screen.texts
    if not count:
        return f'<p class="m">{esc(t("links.list.none"))}</p>'
    head = t("links.list.all" if everybody else "links.list.title", n=count)
    columns = [t(f"links.list.{c}") for c in ("view", "made", "audience", "opened", "state")]
    rows = [
        (
            f"{esc(shown_name(one, screen.report.definitions, t))}"
            f"<small>{esc(_about(screen, one))}</small>",
            esc(_made(screen, one, names, everybody=everybody)),
            esc(t(f"links.audience.short.{one.audience}")),
            esc(opened_text(one, t)),
            _state(screen, one, one.state(today)),
        )
        for one in links
    ]
    return f"<h2>{esc(head)}</h2>" + table(columns, rows, caption=head, classes="facts")


def _about(screen: Screen, one: ShareLink) -> str:
    version = screen.texts("links.list.version", number=one.publication)
    return " · ".join(filter(None, (version, one.note, one.id)))


def _made(screen: Screen, one: ShareLink, names: Mapping[str, str], *, everybody: bool) -> str:
    t = screen.texts
    when = day(one.made_at.date(), t.language)
    if not everybody:
        return when
    who = names.get(one.made_by) or t("links.who.unnamed")
    return t("links.list.by", day=when, who=who)


def _state(screen: Screen, one: ShareLink, state: LinkState) -> str:
    said = esc(state_text(one, state, screen.texts))
    return said if state is LinkState.ACTIVE else f'<span class="m">{said}</span>'


def not_frozen(screen: Screen, page: str) -> str:
    """That a page cannot be frozen, and what to do."""
    said = screen.texts("links.not_frozen", page=page)
    return f'<div class="notice warn" role="alert"><p>{esc(said)}</p></div>'


def maker(screen: Screen, audience: Audience, made_by: str, names: Mapping[str, str]) -> str:
    """Who froze a view: by name to those inside, and as no more than that to the public."""
    t = screen.texts
    if audience is Audience.OPEN:
        return t("links.who.inside")
    return names.get(made_by) or t("links.who.unnamed")
