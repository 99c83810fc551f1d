"""The next meeting's agenda and the weekly picture, each as one documented JSON object.

    {format, publication, reference_date, since: {meeting, publication}, planned: [{id, …}],
     points: [{group, what, why, fictional}]}

    {format, publication, reference_date, week, lines: [{indicator, area, fictional, value, bounds,
     usual, standing, warns}]}

`group` is decide, follow or know; `usual` has the fields of `tracker.service.seasons.Usual`, and
`bounds` are those of a count that is hidden. `format` goes up when a field changes meaning.
"""

from typing import Any

from tracker.export.plain import plain
from tracker.model.report import Report
from tracker.service.next_meeting import NextMeeting
from tracker.service.weekly import WeekLine, WeekPicture
from tracker.texts.agenda import groups
from tracker.texts.catalogue import Texts

FORMAT = 1


def agenda_json(found: NextMeeting, report: Report, texts: Texts) -> dict[str, Any]:
    """The agenda; its words in the catalogue's language."""
    return {
        **_of(report),
        "since": {
            "meeting": found.since.last.id if found.since.last else None,
            "publication": found.since.number,
        },
        "planned": [one.model_dump(mode="json") for one in found.planned],
        "points": [
            {"group": group.code, "what": p.what, "why": p.why, "fictional": p.fictional}
            for group in groups(found.plan, report, texts)
            for p in group.points
        ],
    }


def week_json(picture: WeekPicture, report: Report) -> dict[str, Any]:
    """The weekly picture."""
    lines = [_line(line) for line in picture.lines]
    return {**_of(report), "week": picture.week.code, "lines": lines}


def _of(report: Report) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "publication": report.publication,
        "reference_date": report.reference_date.isoformat(),
        "audience": report.audience.value,
    }


def _line(line: WeekLine) -> dict[str, Any]:
    one = line.observation
    return {
        "indicator": line.indicator.id,
        "area": line.area.id,
        "fictional": line.fictional,
        "value": one.value if one else None,
        "bounds": [one.low, one.high] if one and one.low is not None else None,
        "usual": plain(line.usual),
        "standing": line.standing.value,
        "warns": bool(line.warning and line.warning.warns),
    }
