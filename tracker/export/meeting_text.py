"""The next meeting's agenda and the weekly picture, as text files."""

import textwrap

from tracker.model.report import Report
from tracker.service.next_meeting import NextMeeting
from tracker.service.weekly import WeekPicture
from tracker.texts.agenda import groups
from tracker.texts.catalogue import Texts
from tracker.texts.meetings import lead_sentence, meeting_name, since_sentence
from tracker.texts.weekly import (
    answer,
    band_text,
    count_text,
    in_area,
    warning_sentence,
    week_number,
    wolf_sentence,
)

_WIDTH = 78


def agenda_text(found: NextMeeting, report: Report, texts: Texts) -> str:
    """What is to be decided, followed up and known, numbered throughout."""
    lines = [
        _wrapped(lead_sentence(found.plan, texts)),
        _wrapped(since_sentence(found.since, texts)),
    ]
    for one in found.planned:
        lines.append(_wrapped(f"{texts('entries.meeting.planned')}: {meeting_name(one, texts)}"))
        lines += [_wrapped(added, "  – ") for added in one.points]
    number = 1
    for group in groups(found.plan, report, texts):
        if group.points:
            lines += ["", group.title]
        for point in group.points:
            lines.append(_wrapped(point.what + _mark(point.fictional, texts), f"{number}. "))
            if point.why:
                lines.append(_wrapped(point.why, "   "))
            number += 1
    return "\n".join(lines) + "\n"


def week_text(picture: WeekPicture, texts: Texts) -> str:
    """A line of each count with what the season usually gives, then the warnings."""
    week = week_number(picture.week, texts)
    lines = [_wrapped(f"{week[0].upper()}{week[1:]}. {answer(picture, texts)}")]
    for line in picture.lines:
        name, usual = in_area(line.indicator, line.area, texts), band_text(line.usual, texts)
        said = f"{name}: {count_text(line, texts)} ({usual})" + _mark(line.fictional, texts)
        lines.append(_wrapped(said, "  "))
    for line in picture.warnings:
        name = in_area(line.indicator, line.area, texts)
        lines.append(_wrapped(f"{name}: {warning_sentence(line, texts)}", "! "))
    if picture.warnings:
        lines.append(_wrapped(wolf_sentence(picture, texts)))
    return "\n".join(lines) + "\n"


def _mark(fictional: bool, texts: Texts) -> str:
    return f" [{texts('fictional.word')}]" if fictional else ""


def _wrapped(text: str, before: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )
