"""Opening a frozen link: for whom, what it shows, and what has changed since it was made.

What is wrong with a link that does not open is told to nobody: whether it was guessed, is over,
is for others or shows what has been purged, the answer is one and the same.
"""

from dataclasses import dataclass
from datetime import date

from tracker.errors import NotFound, StoreUnwritable
from tracker.model.access import Actor, Audience, Reader
from tracker.model.links import FrozenReport, LinkState, ShareLink
from tracker.model.report import Report
from tracker.model.verdicts import Word
from tracker.service.changed import Changed, what_changed
from tracker.service.frozen_reports import read_frozen
from tracker.service.links_hiding import under_todays_rules
from tracker.service.meetings_held import Written, written_since
from tracker.service.programme import Site
from tracker.store import Links

NOBODY = "anonym"  # who opened, where nobody is signed in
_MOST_SECRET = 200  # characters; what is longer is not ours


@dataclass(frozen=True)
class Opened:
    """What a link shows: what was frozen, and the report of it under today's rules."""

    frozen: FrozenReport
    report: Report

    @property
    def closed(self) -> int:
        """How many series show less than they did when they were frozen."""
        then = {(s.indicator.id, s.area.id): s.series for s in self.frozen.report.every_series}
        return sum(
            s.verdict.word is Word.HIDDEN and s.series != then[s.indicator.id, s.area.id]
            for s in self.report.every_series
        )


@dataclass(frozen=True)
class Since:
    """What is otherwise now than when the link was made, for the link's own audience.

    changed       values, verdicts, series, definitions, decisions
    written       what people have put on record or changed: judgements, notes, actions, …
    method        the method now, where it is another; None: the same
    day           the reference date now, where it is another; None: the same
    publication   the data version in force
    """

    changed: Changed
    written: tuple[Written, ...]
    method: str | None
    day: date | None
    publication: int

    @property
    def nothing(self) -> bool:
        """Whether all is the same."""
        return self.changed.nothing and not (self.written or self.method or self.day)


def open_link(site: Site, secret: str, reader: Reader) -> ShareLink:
    """The link that a secret opens for a reader.

    Raises NotFound `link_not_valid`, whatever is the matter.
    """
    links = Links(site.store.journal)
    link = links.find(secret) if 0 < len(secret) <= _MOST_SECRET else None
    if link is None:
        raise NotFound("link_not_valid")
    return open_again(site, link, reader)


def open_again(site: Site, link: ShareLink, reader: Reader) -> ShareLink:
    """A link that has been found, and is as it was: whether it opens for a reader today.

    Raises as `open_link`.
    """
    holds = (
        link.state(site.today) is LinkState.ACTIVE
        and link.may_be_read_by(reader)
        and Links(site.store.journal).is_kept(link)
    )
    if not holds:
        raise NotFound("link_not_valid")
    return link


def note_opening(site: Site, link: ShareLink, actor: Actor | None) -> None:
    """Count an opening, and tell the journal of it.

    Of openings without sign-in the journal is told once a day, or anyone could fill the disk. A
    store that cannot be written to, as a public copy may be, stops nobody from reading.
    """
    today = site.today
    told = actor is not None or link.last_opened != today
    try:
        person = actor.person if actor else NOBODY
        Links(site.store.journal).opened(link, person, today, told=told)
    except StoreUnwritable:
        if link.audience is not Audience.OPEN:
            raise


def shown_by(site: Site, link: ShareLink) -> Opened:
    """What the link shows: as it was frozen, under today's rules.

    Raises NotFound `link_not_valid` where it has been purged; StoreDamaged.
    """
    try:
        frozen = read_frozen(site.store.blob(link.frozen))
        then = site.store.at(frozen.publication)
    except NotFound:  # purged, or of a history that a restore did not bring back
        raise NotFound("link_not_valid") from None
    return Opened(frozen, under_todays_rules(frozen.report, then, link.reader))


def what_is_new(site: Site, link: ShareLink, shown: Opened, now: Report) -> Since:
    """What has changed since the link was made.

    now   today's report for the link's audience, of the data version in force
    """
    before, newest = shown.report, site.store.at(now.publication)
    return Since(
        changed=what_changed(before, now),
        written=written_since(
            site.store.at(before.publication).entries(link.reader), newest.entries(link.reader)
        ),
        method=now.method if now.method != before.method else None,
        day=now.reference_date if now.reference_date != before.reference_date else None,
        publication=now.publication,
    )
