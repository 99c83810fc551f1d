"""The one place that caches: reports and drawn pages, by what they depend on, never an identity."""

from collections.abc import Callable
from datetime import date
from functools import partial, wraps

import streamlit as st

from tracker.assessment import METHOD_VERSION
from tracker.errors import NotFound, StoreDamaged
from tracker.model.access import Audience, Reader
from tracker.model.frozen import FrozenSlice
from tracker.model.report import Report
from tracker.service.changed import Changed, what_changed
from tracker.service.freezing import read_slice
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.texts.address import href
from tracker.web.screen import Screen


def report_for(site: Site, reader: Reader, number: int, per: date | None) -> Report | None:
    """The report of a data version for a reader; built once for each key."""
    return _report(
        site,
        str(site.store_folder),
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


def changes_since(site: Site, reader: Reader, report: Report, number: int) -> Changed | None:
    """What the report says that an earlier data version did not; None before the first."""
    if number < 1:
        return None
    return _changed(
        site,
        report,
        reader,
        str(site.store_folder),
        report.publication,
        report.audience.value,
        report.organisations,
        report.reference_date,
        report.method,
        number,
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
) -> Changed | None:
    before = report_for(_site, _reader, number, day)
    return what_changed(before, _report) if before else None


def slice_of(site: Site, sha256: str) -> FrozenSlice | None:
    """What was frozen under a hash; None where its bytes are gone or harmed (`verify` tells)."""
    try:
        return _slice(site, str(site.store_folder), sha256)
    except (NotFound, StoreDamaged):
        return None


@st.cache_resource(max_entries=256, show_spinner=False)
def _slice(_site: Site, store: str, sha256: str) -> FrozenSlice:
    return read_slice(_site.store.blob(sha256))


def drawn_once(render: Callable[[Screen], None]) -> Callable[[Screen], None]:
    """For a page, or a part of one, that depends on the report and the view alone.

    What people have put on record counts as the report's; nothing in it may be filled in.

    Streamlit keeps what the page put out and repeats it: six charts in 13 ms instead of 28.
    """

    @wraps(render)
    def repeated(screen: Screen) -> None:
        report = screen.report
        _drawn(
            partial(render, screen),
            f"{render.__module__}.{render.__qualname__}",
            str(screen.site.store_folder),
            report.publication,
            report.audience.value,
            report.organisations,
            report.reference_date,
            report.method,
            href(screen.view),
        )

    return repeated


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(  # noqa: PLR0917  as above
    _draw: Callable[[], None],
    part: str,
    store: str,
    number: int,
    audience: str,
    organisations: frozenset[str],
    day: date,
    method: str,
    address: str,
) -> None:
    _draw()
