"""Header, menu, and the notices that stand above a page."""

from dataclasses import replace

from tracker.errors import NotFound
from tracker.model.access import Audience
from tracker.model.records import Purge
from tracker.service.access import Action, may
from tracker.service.purging import purged_from
from tracker.texts.address import Decoded, Page, View, can_be_frozen, href
from tracker.texts.catalogue import Language, Texts
from tracker.texts.dates import day
from tracker.texts.faults import Wording, fault_wording
from tracker.web.markup import esc, link
from tracker.web.parts.signed import signed_in_menu
from tracker.web.screen import Screen
from tracker.web.site import Mode, mode

NOTHING_DEFINED = NotFound("no_definitions")


def header(screen: Screen, menu: tuple[tuple[str, tuple[View, ...]], ...]) -> str:
    """The line over all pages: the effort, what is shown, and «Dela»."""
    t, report = screen.texts, screen.report
    name = report.definitions.programme.name
    shown = t(
        "header.shown",
        day=day(report.reference_date, t.language),
        number=report.publication,
    )
    chip = f'<span class="fict">{esc(t("fictional.word"))}</span>' if report.fictional else ""
    return (
        f'<header class="top"><b>{esc(t("app.name"))}'
        f'<span class="nm"> · {esc(t.of(name))}</span></b><span class="sp"></span>'
        f'<span class="meta">{esc(shown)} {chip} '
        '<span data-share-said role="status" class="said"></span></span>'
        f"{_narrow_menu(screen, menu)}"
        f'<button type="button" class="btn" data-share="{esc(_shared(screen))}" '
        f'data-done="{esc(t("share.done"))}" data-by-hand="{esc(t("share.by_hand"))}">'
        f"{esc(t('share.button'))}</button>{_freeze(screen, 'btn frz')}</header>"
    )


def _freeze(screen: Screen, classes: str = "") -> str:
    """The way to freeze what is shown, for those who may and where it can be."""
    if screen.frozen or not can_be_frozen(screen.view.page):
        return ""
    if not may(screen.actor, Action.LINK):
        return ""
    view = replace(screen.view, page=Page.LINKS, shared=screen.view.page)
    said = esc(screen.texts("links.freeze.button"))
    return f'<a class="{classes}" href="{esc(href(view))}" target="_self">{said}</a>'


def _shared(screen: Screen) -> str:
    """What is said when the address is copied: in local mode, where it works and how to share."""
    said = screen.texts("share.said")
    return f"{said} {screen.texts('share.local_note')}" if mode() is Mode.LOCAL else said


def _narrow_menu(screen: Screen, menu: tuple[tuple[str, tuple[View, ...]], ...]) -> str:
    t = screen.texts
    groups = []
    for head, views in menu:
        items = "".join(
            "<li>"
            + link(view, t(f"page.{view.page.name.lower()}.title")).replace(
                "<a ", '<a aria-current="page" ' if _is_here(view, screen) else "<a ", 1
            )
            + "</li>"
            for view in views
        )
        groups.append(f"<p>{esc(t(head))}</p><ul>{items}</ul>")
    other = replace(screen.view, language=other_language(screen))
    ways = filter(None, (_freeze(screen), language_link(other, screen)))
    groups.append(f"<ul>{''.join(f'<li>{way}</li>' for way in ways)}</ul>")
    groups.append(signed_in_menu(screen))
    return (
        f'<details class="menu"><summary class="btn">{esc(t("menu.button"))}</summary>'
        f'<div class="pop">{"".join(groups)}</div></details>'
    )


def _is_here(view: View, screen: Screen) -> bool:
    """Whether a link leads to the page that is looked at; from a frozen view none does."""
    return view.page is screen.view.page and not screen.frozen


def other_language(screen: Screen) -> Language:
    """The language that the page is not in."""
    return Language.EN if screen.texts.language is Language.SV else Language.SV


def language_link(view: View, screen: Screen) -> str:
    """The link to the same view in the other language; from a frozen view, to it as frozen."""
    said = screen.texts("menu.other_language")
    if screen.secret:
        there = esc(screen.address(view.language))
        return f'<a href="{there}" target="_self">{esc(said)}</a>'
    return link(view, said)


def footer(screen: Screen) -> str:
    """What stands under every page; for the public, what the verdicts rest on."""
    t = screen.texts
    said = ""
    if screen.reader.audience is Audience.OPEN:
        said = f'<p class="xs m" style="margin-top:48px">{esc(t("audience.open"))}</p>'
    about = esc(href(screen.to(Page.ABOUT)))
    return said + (
        f'<p class="xs m" style="margin-top:48px"><a href="{about}#tillganglighet" target="_self">'
        f"{esc(t('footer.accessibility'))}</a></p>"
    )


def address_faults(decoded: Decoded, screen: Screen) -> str:
    """What in the address could not be followed, and that the nearest safe view is shown."""
    t = screen.texts
    items = "".join(
        f"<li>{esc(wording.cause)} {esc(wording.remedy)}</li>"
        for wording in (fault_wording(fault, t) for fault in decoded.faults)
    )
    return (
        f'<div class="notice warn" role="alert"><h3>{esc(t("address.head"))}</h3>'
        f'<ul class="s">{items}</ul></div>'
    )


def older_version(screen: Screen) -> str:
    """That an older data version is shown, and the way to the one in force."""
    t = screen.texts
    live = replace(screen.view, publication=None)
    said = t("older.said", number=screen.snapshot.number, newest=screen.newest)
    gone = "".join(
        f'<p class="s">{esc(_purged(one, t))}</p>'
        for one in purged_from(screen.snapshot, screen.reader)
    )
    way = link(live, t("older.link"))
    return f'<div class="notice"><p class="s">{esc(said)} {way}</p>{gone}</div>'


def _purged(one: Purge, t: Texts) -> str:
    kind = "decision" if one.decisions else "entry" if one.entry_kind else "upload"
    what = t(f"purge.older.{kind}")
    return t("purge.older", day=day(one.purged_at.date(), t.language), what=what)


def problem(wording: Wording, texts: Texts) -> str:
    """An error that a person can mend, as a page of its own."""
    return (
        f'<div style="margin-top:8px"><h1>{esc(texts("problem.head"))}</h1>'
        f'<p class="lead">{esc(wording.cause)}</p><p><b>{esc(texts("problem.remedy"))}</b> '
        f"{esc(wording.remedy)}</p></div>"
    )
