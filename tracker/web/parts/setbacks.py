"""Bakslag: what has worsened since an area entered its phase, until somebody answers it."""

from collections.abc import Sequence

from tracker.charts.marks import mark_svg
from tracker.model.access import Audience
from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.report import AreaReport
from tracker.model.verdicts import Word
from tracker.service.meetings_held import shown_until
from tracker.service.steering_views import answers, unanswered
from tracker.texts.backslides import backslide_sentence
from tracker.web.markup import esc
from tracker.web.parts.verdict import series_link
from tracker.web.screen import Screen

Setback = tuple[AreaReport, Backslide]
PLACE = "att-besvara"
_WORDS = {
    BackslideLevel.CONFIRMED: Word.CONFIRMED_SETBACK,
    BackslideLevel.WATCH: Word.SETBACK,
}


def to_answer(screen: Screen) -> list[Setback]:
    """What has worsened since the phases were decided and nobody has answered, area by area.

    The public, who may not read answers, is shown all that has worsened.
    """
    until = shown_until(screen.report)
    said = [
        one for one in answers(screen.snapshot, screen.reader) if one.answer.answered_on <= until
    ]
    return [(area, found) for area in screen.report.areas for found in unanswered(area, said)]


def backslides(screen: Screen, setbacks: Sequence[Setback]) -> str:
    """What has worsened since the phases were decided, and waits for an answer."""
    t, report = screen.texts, screen.report
    items = []
    for area, found in setbacks:
        series = report.series_of(found.indicator_id, found.area_id)
        said = backslide_sentence(found, series, t)
        mark = mark_svg(_WORDS[found.level]) if found.level in _WORDS else ""
        name = t.of(area.status.area.name)
        items.append(
            f"<li><b>{esc(name)}</b> · {series_link(screen, series)}<br>"
            f'<span class="setback">{mark}{esc(said)}</span></li>'
        )
    title = t("backslides.title" if report.audience is not Audience.OPEN else "backslides.open")
    return (
        f'<div class="notice warn" id="{PLACE}"><h2>{esc(title)}</h2>'
        f'<p class="s m">{esc(t("backslides.note"))}</p><ul>{"".join(items)}</ul></div>'
    )
