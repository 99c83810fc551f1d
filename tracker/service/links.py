"""Frozen links: made, listed, revoked, and turned to another secret.

`service.links_opening` opens them.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.errors import Conflict, NotAllowed, NotFound, TrackerError
from tracker.ingest.personal import is_personal
from tracker.model.access import Actor, Audience
from tracker.model.links import LinkState, ShareLink, reader_as, reads_as
from tracker.service.access import Action, may, reader_for, require
from tracker.service.frozen_reports import freeze
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.store import Links, Snapshot

LONGEST = timedelta(days=5 * 366)
USUAL = timedelta(days=365)
MOST_NOTE = 200  # characters


@dataclass(frozen=True)
class Wanted:
    """What a link is to show, and to whom.

    view          the address to freeze, below the host; kept as it is
    publication   the data version that it shows; None: the one in force
    per           the reference date that it asks for; None: the usual one
    expires_on    the last day that the link opens
    """

    view: str
    publication: int | None
    per: date | None
    audience: Audience
    expires_on: date
    note: str = ""


def audiences(actor: Actor) -> tuple[Audience, ...]:
    """For whom a person may make links: for those who see no more than she does herself."""
    own = reader_for(actor)
    return tuple(a for a in Audience if reads_as(own, reader_as(own, a)))


def make_link(site: Site, actor: Actor | None, wanted: Wanted) -> tuple[ShareLink, str]:
    """Freeze what a view shows. Gives the link and its secret, which is kept nowhere.

    What is purged while the report is made is not kept in it: it is made anew, once.

    Raises NotAllowed, also for an audience that sees more than the actor; TrackerError for a day
    or a note that cannot be; NotFound; Conflict; StoreUnwritable; StoreBusy while another writes.
    """
    actor = require(actor, Action.LINK)
    note = _checked(site, actor, wanted)
    try:
        return _made(site, actor, wanted, note)
    except Conflict:
        return _made(site, actor, wanted, note)


def _made(site: Site, actor: Actor, wanted: Wanted, note: str) -> tuple[ShareLink, str]:
    purged = site.store.last_purge()
    reader = reader_as(reader_for(actor), wanted.audience)
    snapshot = site.store.at(wanted.publication)
    report = build_report(snapshot, reader, today=site.today, per=wanted.per)
    if report is None:
        raise NotFound("no_definitions")
    now, links = site.clock(), Links(site.store.journal)
    content = freeze(report, fingerprint=snapshot.fingerprint())
    secret = secrets.token_urlsafe(24)
    with site.store.unpurged_since(purged):
        link = ShareLink(
            id=secrets.token_hex(4),
            view=wanted.view,
            audience=reader.audience,
            organisations=reader.organisations,
            publication=report.publication,
            reference_date=report.reference_date,
            frozen=links.freeze(content),
            note=note or None,
            made_by=actor.person,
            made_at=now,
            expires_on=wanted.expires_on,
        )
        links.add(link, secret, actor.name)
    return link, secret


def _checked(site: Site, actor: Actor, wanted: Wanted) -> str:
    """The note, its white space made one. Raises NotAllowed or TrackerError."""
    if wanted.audience not in audiences(actor):
        raise NotAllowed("link_beyond_own", audience=wanted.audience.value)
    last = site.today + LONGEST
    if not site.today <= wanted.expires_on <= last:
        raise TrackerError("link_expiry", last=last.isoformat())
    note = " ".join(wanted.note.split())
    if len(note) > MOST_NOTE:
        raise TrackerError("link_note_long", most=MOST_NOTE)
    if is_personal(note):
        raise TrackerError("link_note_personal")
    return note


def links_of(
    site: Site, actor: Actor | None, *, most: int = 50, skipped: int = 0
) -> tuple[ShareLink, ...]:
    """One's own links, the newest first; those who may see everybody's see everybody's.

    Raises NotAllowed.
    """
    actor = require(actor, Action.LINK)
    return Links(site.store.journal).page(_whose(actor), most, skipped)


def count_links(site: Site, actor: Actor | None) -> int:
    """How many `links_of` has in all. Raises NotAllowed."""
    actor = require(actor, Action.LINK)
    return Links(site.store.journal).count(_whose(actor))


def makers(site: Site, snapshot: Snapshot) -> dict[str, str]:
    """The names of those who have made links, by person id; for those inside the programme."""
    return Links(site.store.journal).makers() | snapshot.person_names()


def _whose(actor: Actor) -> str | None:
    return None if may(actor, Action.ALL_LINKS) else actor.person


def revoke(site: Site, link_id: str, actor: Actor | None) -> ShareLink:
    """End a link at once and for good. Raises NotAllowed, NotFound, StoreUnwritable."""
    actor = require(actor, Action.LINK)
    link = _own(site, link_id, actor)
    Links(site.store.journal).revoke(link, actor.person, site.clock())
    return link


def rotate(site: Site, link_id: str, actor: Actor | None) -> tuple[ShareLink, str]:
    """Give a link another secret; the one before opens nothing more.

    Raises NotAllowed, StoreUnwritable, and NotFound also for a link that is over.
    """
    actor = require(actor, Action.LINK)
    link = _own(site, link_id, actor)
    if link.state(site.today) is not LinkState.ACTIVE:
        raise NotFound("link_over", link=link_id)
    secret = secrets.token_urlsafe(24)
    Links(site.store.journal).rotate(link, secret, actor.person)
    return link, secret


def _own(site: Site, link_id: str, actor: Actor) -> ShareLink:
    link = Links(site.store.journal).get(link_id)
    if link is None or _whose(actor) not in (None, link.made_by):
        raise NotFound("link_unknown", link=link_id)
    return link
