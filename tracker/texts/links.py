"""A frozen link in words: what it shows, until when, and what has changed since."""

from collections.abc import Iterator

from tracker.model.definitions import Definitions
from tracker.model.links import LinkState, ShareLink
from tracker.model.steering import EntryKind
from tracker.service.links_opening import Since
from tracker.texts.address import Page, View, decode, read_href
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day


def view_name(view: View, definitions: Definitions, texts: Texts) -> str:
    """What a view shows: the page, and what was chosen on it."""
    goals = {goal.id: goal for goal in definitions.programme.goals}
    named = [page_title(view.page, texts)]
    if view.goal in goals:
        named.append(texts.of(goals[view.goal].short_name))
    if view.indicator in definitions.indicators:
        indicator = definitions.indicators[view.indicator]
        named.append(texts.of(indicator.short_name or indicator.name))
    if view.area in definitions.areas:
        named.append(texts.of(definitions.areas[view.area].name))
    return " · ".join(named)


def shown_name(link: ShareLink, definitions: Definitions, texts: Texts) -> str:
    """What a link shows, as far as the definitions still know it."""
    page, given = read_href(link.view)
    return view_name(decode(page, given, definitions, link.publication).view, definitions, texts)


def page_title(page: Page, texts: Texts) -> str:
    """What a page is called in the menu."""
    return texts(f"page.{page.name.lower()}.title")


def state_text(link: ShareLink, state: LinkState, texts: Texts) -> str:
    """Until when a link opens, or since when not."""
    match state:
        case LinkState.REVOKED if link.revoked_at is not None:
            when = link.revoked_at.date()
        case _:
            when = link.expires_on
    return texts(f"links.state.{state}", day=day(when, texts.language))


def opened_text(link: ShareLink, texts: Texts) -> str:
    """How often a link has been opened, and when last."""
    if link.last_opened is None:
        return texts("links.list.never")
    last = day(link.last_opened, texts.language)
    return texts("links.list.times", n=link.opened, day=last)


def since_text(since: Since, texts: Texts) -> str:
    """What has changed since a link was made, counted in one line."""
    told = list(_counts(since, texts))
    if not told:
        return texts("links.since.nothing")
    return texts("links.since.head", what=", ".join(told))


def _counts(since: Since, texts: Texts) -> Iterator[str]:
    changed = since.changed
    notes = sum(one.entry.kind is EntryKind.NOTE for one in since.written)
    counted = {
        "verdicts": sum(one.before is not None for one in changed.series),
        "values": sum(len(one.values) for one in changed.series),
        "series": len(changed.began) + len(changed.ended),
        "decisions": len(changed.decisions),
        "notes": notes,
        "written": len(since.written) - notes,
    }
    for what, n in counted.items():
        if n:
            yield texts(f"links.since.{what}", n=n)
    if changed.redefined:
        yield texts("links.since.definitions")
    if since.method:
        yield texts("links.since.method")
    if since.day:
        yield texts("links.since.day")
