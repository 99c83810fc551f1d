"""A frozen link: who may read it is asked anew each time, and then the page is drawn as it was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.errors import NotFound
from tracker.model.access import Actor, Audience
from tracker.model.links import ShareLink
from tracker.service.access import reader_for
from tracker.service.links import makers
from tracker.service.links_opening import Opened, note_opening, what_is_new
from tracker.service.programme import Site
from tracker.texts.address import decode, language_of, read_href
from tracker.texts.catalogue import texts_in
from tracker.web import state
from tracker.web.parts import links as parts
from tracker.web.reports import found_link, opened_link, report_for, text_with
from tracker.web.screen import SECRET, Screen

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class FrozenView:
    """What a link shows: the page as it was, and what stands above it."""

    screen: Screen
    banner: str


def frozen_view(site: Site, actor: Actor | None, params: Mapping[str, str]) -> FrozenView:
    """What the link in the address shows to whoever looks.

    Raises NotFound `link_not_valid`, whatever is the matter with it; StoreDamaged.
    """
    secret = params.get(SECRET, "")
    reader = reader_for(actor)
    link = found_link(site, secret, reader)
    newest = site.store.current()
    shown = opened_link(site, link, newest)
    if state.first_opening(link.id):
        note_opening(site, link, actor)
    page, given = read_href(link.view)
    asked = given | ({"lang": language_of(params).value} if "lang" in params else {})
    view = decode(page, asked, shown.report.definitions, shown.report.publication).view
    live = replace(view, publication=None)
    screen = Screen(
        site=site,
        actor=None,
        reader=link.reader,
        texts=texts_in(view.language),
        view=live,
        newest=newest,
        snapshot=site.store.at(shown.report.publication),
        report=shown.report,
        frozen=f"{link.frozen}-{newest}",
        secret=secret,
    )
    # What is told of its maker depends on whether the reader belongs to the programme.
    outside = reader.audience is Audience.OPEN
    part = f"{__name__}.banner-{link.id}-{site.today}-{'outside' if outside else 'inside'}"
    return FrozenView(
        screen, text_with(screen, part, lambda: _banner(screen, link, shown, reader.audience))
    )


def plausible(secret: str) -> str:
    """What opens a link, so that a sign-in can lead back to it; "" for what opens none."""
    return secret if _SECRET.fullmatch(secret) else ""


def _banner(screen: Screen, link: ShareLink, shown: Opened, audience: Audience) -> str:
    site, newest = screen.site, screen.newest
    now = report_for(site, link.reader, newest, screen.view.reference_date)
    if now is None:
        raise NotFound("no_definitions")
    today = replace(screen, snapshot=site.store.at(newest), report=now, frozen="", secret="")
    who = parts.maker(screen, audience, link.made_by, makers(site, today.snapshot))
    since = what_is_new(site, link, shown, now)
    return parts.banner(screen, shown, since, today, made_at=link.made_at, who=who)
