"""`meeting`, `week` and `law`: what a meeting has on its table, as text."""

import argparse

from tracker.cli.terminal import print_json
from tracker.cli.viewing import reader_as, report_seen
from tracker.errors import NotAllowed, NotFound
from tracker.export.law_text import plain_text
from tracker.export.meeting_json import agenda_json, week_json
from tracker.export.meeting_text import agenda_text, week_text
from tracker.model.access import Audience
from tracker.model.report import Report
from tracker.model.verdicts import Word
from tracker.service.law import law_basis
from tracker.service.next_meeting import next_meeting
from tracker.service.programme import Site
from tracker.service.weekly import WeekPicture, week_picture, weekly_series
from tracker.texts.catalogue import Texts
from tracker.texts.law import law_document


def meeting(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the next meeting's agenda from the data; minutes are shown by `entries show`.

    Raises NotAllowed for the public, who do not see what is said within the group.
    """
    reader = reader_as(given.audience)
    if reader.audience is Audience.OPEN:
        raise NotAllowed("meeting_not_open")
    report = report_seen(site, given)
    found = next_meeting(site, report, reader)
    if given.json:
        print_json(agenda_json(found, report, texts))
    else:
        print(agenda_text(found, report, texts), end="")
    return 0


def week(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the weekly picture: each count beside what the season usually gives."""
    report = report_seen(site, given)
    picture = _picture(report, given)
    if picture is None or all(_hidden(report, line.indicator.id) for line in picture.lines):
        raise NotFound("week_not_known")
    if given.json:
        print_json(week_json(picture, report))
    else:
        print(week_text(picture, texts), end="")
    return 0


def law(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the underlag that the act 2023:196 asks for."""
    report = report_seen(site, given)
    areas = {area.id for area in report.definitions.phase_areas}
    if given.area is not None and given.area not in areas:
        raise NotFound("area_not_assessed", area=given.area)
    recorded = site.store.at(report.publication).entries(reader_as(given.audience))
    basis = law_basis(report, recorded, _picture(report, given), given.area)
    if basis is None:
        raise NotFound("no_area_assessed")
    print(plain_text(law_document(basis, report, texts), texts), end="")
    return 0


def _picture(report: Report, given: argparse.Namespace) -> WeekPicture | None:
    """Of the reference date that was asked for, else of the newest week."""
    told = [report.series_of(i.id, area.id) for i, area in weekly_series(report.definitions)]
    day, series = report.reference_date, [one.series for one in told]
    return week_picture(report.definitions, series, day=day, asked=given.per_den is not None)


def _hidden(report: Report, indicator: str) -> bool:
    return all(
        one.verdict.word is Word.HIDDEN
        for one in report.every_series
        if one.indicator.id == indicator
    )
