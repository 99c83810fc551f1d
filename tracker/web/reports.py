"""The one place that caches: reports and drawn pages, by what they depend on, never an identity."""

from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from hashlib import sha256
from typing import TypeVar, cast

import streamlit as st

from tracker.assessment import METHOD_VERSION
from tracker.model.access import Audience, Reader
from tracker.model.links import ShareLink
from tracker.model.report import Report
from tracker.service.changed import Changed, what_changed
from tracker.service.freezing_seen import SliceSeen, slice_seen
from tracker.service.kept import Kept
from tracker.service.links_opening import Opened, open_again, open_link, shown_by
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.store import Links
from tracker.texts.address import href
from tracker.web.screen import Screen

Made = TypeVar("Made")

_FOUND: Kept[ShareLink] = Kept(256)
_OPENED: Kept[Opened] = Kept(32)
_TEXTS: Kept[str] = Kept(128)
_SLICES: Kept[SliceSeen | None] = Kept(256)


def _record(site: Site) -> str:
    """The store as it is: what was kept before a publication or a purge is not shown after it.

    Also an earlier data version shows less when what came later asks for it.
    """
    return f"{site.store_folder} {site.store.current()} {site.store.last_purge()}"


def report_for(site: Site, reader: Reader, number: int, per: date | None) -> Report | None:
    """The report of a data version for a reader; built once for each key."""
    return _report(
        site,
        _record(site),
        number,
        reader.audience.value,
        reader.organisations,
        site.today,
        per,
        METHOD_VERSION,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _report(  # noqa: PLR0917  streamlit keys the cache by every argument
    _site: Site,
    store: str,
    number: int,
    audience: str,
    organisations: frozenset[str],
    today: date,
    per: date | None,
    method: str,
) -> Report | None:
    reader = Reader(Audience(audience), organisations)
    return build_report(_site.store.at(number), reader, today=today, per=per)


def changes_since(
    site: Site, reader: Reader, report: Report, number: int, *, frozen: str = ""
) -> Changed | None:
    """What the report says that an earlier data version did not; None before the first.

    frozen   as of Screen
    """
    if number < 1:
        return None
    return _changed(
        site,
        report,
        reader,
        _record(site),
        report.publication,
        report.audience.value,
        report.organisations,
        report.reference_date,
        report.method,
        number,
        frozen,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _changed(  # noqa: PLR0917  as above
    _site: Site,
    _report: Report,
    _reader: Reader,
    store: str,
    publication: int,
    audience: str,
    organisations: frozenset[str],
    day: date,
    method: str,
    number: int,
    frozen: str,
) -> Changed | None:
    before = report_for(_site, _reader, number, day)
    return what_changed(before, _report) if before else None


def slice_of(site: Site, sha256: str, reader: Reader) -> SliceSeen | None:
    """What a reader may see today of a slice; None: those who decided saw more than her level.

    Raises NotFound or StoreDamaged where its bytes are gone or harmed (`verify` tells).
    """
    key = (_record(site), sha256, reader.audience, reader.organisations)
    return _SLICES.get(key, partial(slice_seen, site, sha256, reader))


def found_link(site: Site, secret: str, reader: Reader) -> ShareLink:
    """The link that a secret opens for a reader; looked up once while no link is changed.

    One that opens is kept, and no other: how long an answer takes tells nothing of those.
    Raises as `open_link`.
    """
    version = Links(site.store.journal).version()
    if version is None:
        return open_link(site, secret, reader)
    hashed = sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    key = (str(site.store_folder), version, hashed)
    return open_again(site, _FOUND.get(key, partial(open_link, site, secret, reader)), reader)


def opened_link(site: Site, link: ShareLink, number: int) -> Opened:
    """What a link shows under the rules of the data version in force."""
    return _OPENED.get((_record(site), link.frozen, number), partial(shown_by, site, link))


def made_once(make: Callable[[Screen], Made]) -> Callable[[Screen], Made]:
    """For a page, a part of one, or what is worked out for it, by the report and the view alone.

    What people have put on record counts as the report's; nothing in it may be filled in, and
    nothing may depend on who looks beyond what the report does.

    Streamlit keeps what was put out and repeats it: six charts in 13 ms instead of 28. What is
    given back is kept as well, for whoever asks to read and not to change.
    """

    @wraps(make)
    def repeated(screen: Screen) -> Made:
        return made_with(screen, f"{make.__module__}.{make.__qualname__}", partial(make, screen))

    return repeated


def text_with(screen: Screen, part: str, make: Callable[[], str]) -> str:
    """The same, of a text that is put on the page only afterwards."""
    return _TEXTS.get((part, *_of(screen)), make)


def made_with(screen: Screen, part: str, make: Callable[[], Made]) -> Made:
    """The same, of a part whose name says what else it depends on; never an identity."""
    return cast("Made", _made(make, part, *_of(screen)))


def _of(screen: Screen) -> tuple[str, int, str, frozenset[str], date, str, str, str]:
    """What tells a report and a view of it from all others."""
    report = screen.report
    return (
        _record(screen.site),
        report.publication,
        report.audience.value,
        report.organisations,
        report.reference_date,
        report.method,
        href(screen.view),
        screen.frozen,
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _made(  # noqa: PLR0917  as above
    _make: Callable[[], object],
    part: str,
    store: str,
    number: int,
    audience: str,
    organisations: frozenset[str],
    day: date,
    method: str,
    address: str,
    frozen: str,
) -> object:
    return _make()
