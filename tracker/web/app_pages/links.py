"""Delningslänkar: freezing a view, and looking after the links that one has made."""

from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.model.access import Actor, Audience
from tracker.model.links import LinkState, ShareLink
from tracker.service.access import Action, may
from tracker.service.links import (
    LONGEST,
    MOST_NOTE,
    USUAL,
    Wanted,
    audiences,
    count_links,
    links_of,
    make_link,
    makers,
    revoke,
    rotate,
)
from tracker.texts.address import View, can_be_frozen, href
from tracker.texts.dates import day
from tracker.texts.links import page_title, shown_name
from tracker.web import state
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts import links as parts
from tracker.web.recording import put_on_record
from tracker.web.screen import Screen
from tracker.web.site import Mode, mode

_ON_A_PAGE = 25


def render(screen: Screen) -> None:
    """What was just made, the form for the view that the address names, and one's own links."""
    actor = screen.actor
    show(parts.intro(screen, may_freeze=may(actor, Action.LINK)))
    if actor is None or not may(actor, Action.LINK):
        return
    if new := state.new_link():
        address = f"{_host()}/l/{new.secret}"
        here_only = mode() is Mode.LOCAL
        show(parts.made(screen, address, turned=new.turned, here_only=here_only))
    if page := screen.view.shared:
        view = replace(screen.view, page=page, shared=None)
        if can_be_frozen(page):
            _form(screen, view, actor)
        else:
            show(parts.not_frozen(screen, page_title(page, screen.texts)))
    _listed(screen, actor)


def _host() -> str:
    """Where the reader's browser finds us, as she wrote it herself."""
    return (st.context.url or "").split("/l/")[0].split("?")[0].rsplit("/", 1)[0]


def _form(screen: Screen, view: View, actor: Actor) -> None:
    t, today = screen.texts, screen.site.today
    show(parts.form_head(screen, view), classes="fl sec")
    own = audiences(actor)
    with st.form(f"freeze-{state.recorded()}", border=False):
        audience = st.selectbox(
            t("links.form.audience"),
            own,
            index=_usual(own),
            format_func=lambda a: t(f"links.audience.{a}"),
            help=t("links.form.audience.help"),
        )
        expires = st.date_input(
            t("links.form.expires"),
            today + USUAL,
            min_value=today,
            max_value=today + LONGEST,
            format="YYYY-MM-DD",
        )
        note = st.text_input(
            t("links.form.note"), placeholder=t("links.form.note.hint"), max_chars=MOST_NOTE
        )
        name = own_name(t)
        if st.form_submit_button(t("links.form.submit"), type="primary"):
            state.set_name(name)
            _freeze(screen, view, audience, expires, note)


def _usual(own: tuple[Audience, ...]) -> int:
    return own.index(Audience.INTERNAL) if Audience.INTERNAL in own else 0


def _freeze(screen: Screen, view: View, audience: Audience, expires: date, note: str) -> None:
    def write(actor: Actor | None) -> tuple[ShareLink, str]:
        wanted = Wanted(
            view=href(view),
            publication=screen.snapshot.number,
            per=view.reference_date,
            audience=audience,
            expires_on=expires,
            note=note,
        )
        return make_link(screen.site, actor, wanted)

    put_on_record(screen, write, lambda made: _keep(made[1], turned=False))


def _keep(secret: str, *, turned: bool) -> str:
    """Show the address on the page, which says what has been done as well."""
    state.set_new_link(secret, turned=turned)
    return ""


def _listed(screen: Screen, actor: Actor) -> None:
    t, site = screen.texts, screen.site
    count = count_links(site, actor)
    number = 1
    if (pages := -(-count // _ON_A_PAGE)) > 1:
        number = st.number_input(t("links.list.page", pages=pages), 1, pages, 1)
    links = links_of(site, actor, most=_ON_A_PAGE, skipped=(number - 1) * _ON_A_PAGE)
    everybody = may(actor, Action.ALL_LINKS) and mode() is not Mode.LOCAL
    told = parts.listed(
        screen,
        links,
        today=site.today,
        count=count,
        everybody=everybody,
        names=makers(site, screen.snapshot) if everybody else {},
    )
    show(told, classes="fl sec")
    active = {one.id: one for one in links if one.state(site.today) is LinkState.ACTIVE}
    if active:
        _manage(screen, active)


def _manage(screen: Screen, active: dict[str, ShareLink]) -> None:
    t = screen.texts

    def named(link_id: str) -> str:
        one = active[link_id]
        when = day(one.made_at.date(), t.language)
        view = shown_name(one, screen.report.definitions, t)
        return t("links.choose.named", view=view, day=when, id=one.id)

    chosen = st.selectbox(
        t("links.choose"),
        list(active),
        index=None,
        placeholder=t("links.choose.none"),
        format_func=named,
        key=f"link-{state.recorded()}",
    )
    if chosen is None:
        return
    with st.container(horizontal=True):
        ends = st.button(t("links.revoke"), help=t("links.revoke.help"))
        turns = st.button(t("links.rotate"), help=t("links.rotate.help"))
    if ends:
        put_on_record(
            screen,
            lambda actor: revoke(screen.site, chosen, actor),
            lambda link: _forgotten(t("links.revoked", id=link.id)),
        )
    elif turns:
        put_on_record(
            screen,
            lambda actor: rotate(screen.site, chosen, actor),
            lambda made: _keep(made[1], turned=True),
        )


def _forgotten(said: str) -> str:
    state.forget_new_link()
    return said
