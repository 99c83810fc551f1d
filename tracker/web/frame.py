"""The frame around every page: header, menu, what the address asks for, what can be mended."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from tracker.errors import NotFound, TrackerError
from tracker.service.access import Action, may, reader_for
from tracker.texts.address import (
    SHARED,
    Decoded,
    Page,
    View,
    decode,
    encode,
    language_of,
    publication_of,
)
from tracker.texts.catalogue import Texts, texts_in
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.app_pages import (
    about,
    actions,
    data,
    goals,
    law,
    link,
    links,
    meeting,
    phases,
    promises,
    status,
    upload,
    week,
)
from tracker.web.markup import show
from tracker.web.parts import frame as parts
from tracker.web.parts.signed import signed
from tracker.web.reports import report_for
from tracker.web.screen import SECRET, Screen
from tracker.web.site import Mode, current_actor, current_site, mode

RENDER: dict[Page, Callable[[Screen], None]] = {
    Page.STATUS: status.render,
    Page.GOALS: goals.render,
    Page.PHASES: phases.render,
    Page.UPLOAD: upload.render,
    Page.DATA: data.render,
    Page.ACTIONS: actions.render,
    Page.PROMISES: promises.render,
    Page.WEEK: week.render,
    Page.MEETING: meeting.render,
    Page.LAW: law.render,
    Page.LINKS: links.render,
    Page.ABOUT: about.render,
}

MENU: tuple[tuple[str, tuple[Page, ...]], ...] = (
    ("menu.follow", (Page.STATUS, Page.GOALS, Page.PHASES)),
    ("menu.material", (Page.UPLOAD, Page.DATA)),
    ("menu.work", (Page.ACTIONS, Page.PROMISES, Page.WEEK, Page.MEETING, Page.LAW)),
    ("menu.about", (Page.LINKS, Page.ABOUT)),
)


def run() -> None:
    """One rerun: find the page, build its screen, draw it, show what a person can mend."""
    texts = texts_in(language_of(_params()))
    st.set_page_config(layout="wide", initial_sidebar_state="expanded")
    pages = {
        page: st.Page(
            _nothing,
            title=texts(f"page.{page.name.lower()}.title"),
            url_path=page.value,
            default=page is Page.STATUS,
        )
        for page in Page
    }
    shared = st.Page(_nothing, title=texts("links.shared.title"), url_path=SHARED)
    chosen = st.navigation([*pages.values(), shared], position="hidden")
    if chosen.url_path == SHARED:
        _frozen(pages, texts)
        return
    current = next(page for page, known in pages.items() if known.url_path == chosen.url_path)
    current = current if chosen.url_path else Page.STATUS
    title = texts(f"page.{current.name.lower()}.title")
    st.set_page_config(page_title=f"{title} · {texts('app.name')}")
    if current is not Page.LINKS:
        state.forget_new_link()
    try:
        decoded, screen = _screen(current, texts, _params())
        _head(pages, screen)
        if decoded.faults:
            show(parts.address_faults(decoded, screen))
        if not screen.live:
            show(parts.older_version(screen))
        if message := state.said():
            st.success(message)
        RENDER[current](screen)
        show(parts.footer(screen))
    except TrackerError as error:
        wording = error_wording(error, texts)
        show(parts.problem(wording, texts))


def _frozen(pages: dict[Page, StreamlitPage], texts: Texts) -> None:
    """What a frozen link shows, in the frame of what is in force; or that it does not hold."""
    st.set_page_config(page_title=f"{texts('links.shared.title')} · {texts('app.name')}")
    try:
        actor = current_actor()
        try:
            shown = link.frozen_view(current_site(), actor, _params())
        except NotFound as error:
            asked = {key: text for key, text in _params().items() if key == "lang"}
            _, screen = _screen(Page.STATUS, texts, asked)
            secret = link.plausible(_params().get(SECRET, ""))
            _head(pages, replace(screen, frozen=SHARED, secret=secret))
            show(parts.problem(error_wording(error, texts), texts))
            return
        _head(pages, replace(shown.screen, actor=actor))
        show(shown.banner, classes="fl gap")
        RENDER[shown.screen.view.page](shown.screen)
        show(parts.footer(shown.screen))
    except TrackerError as error:
        show(parts.problem(error_wording(error, texts), texts))


def _head(pages: dict[Page, StreamlitPage], screen: Screen) -> None:
    _menu(pages, screen)
    show(parts.header(screen, _menu_of(screen)), classes="top-holder")


def _nothing() -> None:
    """Streamlit wants a function a page; what is drawn is chosen in `run`."""


def _params() -> dict[str, str]:
    return {key: st.query_params[key] for key in st.query_params}


def _screen(page: Page, texts: Texts, params: Mapping[str, str]) -> tuple[Decoded, Screen]:
    site = current_site()
    actor = current_actor()
    reader = reader_for(actor)
    if actor is not None and mode() is Mode.LOGIN:
        state.set_name(actor.name)
    newest = site.store.current()
    params = _params()
    snapshot = site.store.at(publication_of(params, newest))
    definitions = snapshot.definitions()
    if definitions is None:
        raise parts.NOTHING_DEFINED
    decoded = decode(page, params, definitions, newest)
    report = report_for(site, reader, snapshot.number, decoded.view.reference_date)
    if report is None:
        raise parts.NOTHING_DEFINED
    return decoded, Screen(site, actor, reader, texts, decoded.view, newest, snapshot, report)


def _menu_of(screen: Screen) -> tuple[tuple[str, tuple[View, ...]], ...]:
    needed = {Page.UPLOAD: Action.UPLOAD, Page.LINKS: Action.LINK}
    hidden = {page for page, action in needed.items() if not may(screen.actor, action)}
    return tuple(
        (head, tuple(screen.to(page) for page in pages if page not in hidden))
        for head, pages in MENU
    )


def _menu(pages: dict[Page, StreamlitPage], screen: Screen) -> None:
    with st.sidebar:
        for head, views in _menu_of(screen):
            show(screen.texts(head), classes="menuhead")
            for view in views:
                here = view.page is screen.view.page and not screen.frozen
                key = "current" if here else f"menu-{view.page}"
                with st.container(key=key):
                    st.page_link(
                        pages[view.page],
                        label=screen.texts(f"page.{view.page.name.lower()}.title"),
                        query_params=encode(view),
                    )
        other = replace(screen.view, language=parts.other_language(screen))
        show(parts.language_link(other, screen), classes="fl menuhead")
        if said := signed(screen):
            show(said, classes="fl menuhead")
