"""What the commands that read the record share: as whom, and which report."""

import argparse

from tracker.cli.terminal import actor, day
from tracker.errors import NotFound
from tracker.model.access import Audience, Reader
from tracker.model.report import Report
from tracker.service.access import ANYONE, reader_for
from tracker.service.programme import Site
from tracker.service.reports import build_report


def reader_as(audience: str) -> Reader:
    """Whoever sits here, reading as one of an audience."""
    wanted = Audience(audience)
    return ANYONE if wanted is Audience.OPEN else Reader(wanted, reader_for(actor()).organisations)


def report_seen(site: Site, given: argparse.Namespace) -> Report:
    """The report that --as-of, --per-den and --audience ask for. Raises NotFound."""
    per = day(given.per_den) if given.per_den else None
    reader = reader_as(given.audience)
    made = build_report(site.store.at(given.as_of), reader, today=site.today, per=per)
    if made is None:
        raise NotFound("no_definitions")
    return made
