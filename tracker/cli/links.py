"""`links`: frozen share links, made, listed, revoked and given another address."""

import argparse

from tracker.cli.terminal import actor, day, print_json
from tracker.errors import BadAddress, NotFound
from tracker.model.access import Actor, Audience
from tracker.model.links import ShareLink
from tracker.service import links
from tracker.service.access import local_owner
from tracker.service.programme import Site
from tracker.texts.address import View, can_be_frozen, decode, href, publication_of, read_href
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day as day_text
from tracker.texts.faults import fault_wording
from tracker.texts.links import opened_text, page_title, shown_name, state_text

FORMAT = 1


def list_links(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print links, the newest first."""
    person = actor()
    found = links.links_of(site, person, most=given.most, skipped=given.skip)
    count = links.count_links(site, person)
    definitions = site.store.at().definitions()
    if given.json:
        told = [_as_json(site, one) for one in found]
        print_json({"format": FORMAT, "count": count, "links": told})
        return 0
    for one in found:
        state = state_text(one, one.state(site.today), texts)
        audience = texts(f"links.audience.short.{one.audience}")
        view = shown_name(one, definitions, texts) if definitions else one.view
        print(f"{one.id}  {view}  ({audience})  {state}")
        said = (f"v{one.publication}", opened_text(one, texts), one.note)
        print("          " + " · ".join(filter(None, said)))
    if not found:
        print(texts("cli.links.none"))
    shown = given.skip + len(found)
    if found and shown < count:
        print(texts("cli.links.more", n=count - shown, skip=shown))
    return 0


def new(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Freeze the view at an address, and print the link."""
    view = _view(site, given.address, texts)
    expires = day(given.expires) if given.expires else site.today + links.USUAL
    wanted = links.Wanted(
        view=href(view),
        publication=view.publication,
        per=view.reference_date,
        audience=Audience(given.audience),
        expires_on=expires,
        note=given.note,
    )
    link, secret = links.make_link(site, _person(given), wanted)
    _print_made(site, link, secret, texts, as_json=given.json)
    return 0


def revoke(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """End a link."""
    link = links.revoke(site, given.id, _person(given))
    if given.json:
        print_json({"format": FORMAT, "revoked": link.id})
    else:
        print(texts("links.revoked", id=link.id))
    return 0


def rotate(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Give a link another address, and print it."""
    link, secret = links.rotate(site, given.id, _person(given))
    _print_made(site, link, secret, texts, as_json=given.json)
    return 0


def _person(given: argparse.Namespace) -> Actor:
    return local_owner(given.name) if given.name else actor()


def _view(site: Site, address: str, texts: Texts) -> View:
    """The view at an address. Raises BadAddress for one that cannot be followed whole."""
    page, params = read_href(address)
    newest = site.store.current()
    definitions = site.store.at(publication_of(params, newest)).definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    decoded = decode(page, params, definitions, newest)
    for fault in decoded.faults:
        told = fault_wording(fault, texts)
        raise BadAddress("address_not_followed", cause=told.cause, remedy=told.remedy)
    if not can_be_frozen(page):
        raise BadAddress("page_not_frozen", page=page_title(page, texts))
    return decoded.view


def _print_made(site: Site, link: ShareLink, secret: str, texts: Texts, *, as_json: bool) -> None:
    path = f"/l/{secret}"
    if as_json:
        print_json({"format": FORMAT, "path": path, "link": _as_json(site, link)})
        return
    said = texts(
        "cli.links.made",
        id=link.id,
        view=link.view,
        number=link.publication,
        audience=texts(f"links.audience.short.{link.audience}"),
        day=day_text(link.expires_on, texts.language),
    )
    print(said)
    print(texts("cli.links.here", path=path))


def _as_json(site: Site, one: ShareLink) -> dict[str, object]:
    return {
        "id": one.id,
        "view": one.view,
        "publication": one.publication,
        "reference_date": one.reference_date.isoformat(),
        "audience": one.audience.value,
        "organisations": sorted(one.organisations),
        "note": one.note,
        "made_by": one.made_by,
        "made_at": one.made_at.isoformat(),
        "expires_on": one.expires_on.isoformat(),
        "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
        "opened": one.opened,
        "last_opened": one.last_opened.isoformat() if one.last_opened else None,
        "state": one.state(site.today).value,
    }
