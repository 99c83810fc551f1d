"""A verdict as mark and word; a phase as number and word; a series as its name with a link."""

from tracker.charts.marks import MARKS, mark_svg
from tracker.model.definitions import Indicator
from tracker.model.report import SeriesReport
from tracker.model.verdicts import Verdict
from tracker.texts.address import series_place
from tracker.texts.catalogue import Texts
from tracker.texts.sentences import series_name, verdict_word
from tracker.web.markup import esc, link
from tracker.web.screen import Screen


def verdict_mark(verdict: Verdict, indicator: Indicator, texts: Texts) -> str:
    """Shape and word, in the verdict's tone."""
    tone = MARKS[verdict.word].tone
    word = esc(verdict_word(verdict, indicator, texts))
    return f'<span class="st {tone}">{mark_svg(verdict.word)}{word}</span>'


def phase_chip(phase: int | None, texts: Texts) -> str:
    """The phase with its number in a box; dashed where nobody has decided."""
    if phase is None:
        return f'<span class="ph ph0">–</span><span class="m">{esc(texts("phase.none"))}</span>'
    return f'<span class="ph ph{phase}">{phase}</span><b>{esc(texts("phase.word"))} {phase}</b>'


def series_link(screen: Screen, series: SeriesReport) -> str:
    """The series' name, as a link to its chart."""
    ids = series.indicator.id, series.area.id
    return link(screen.series_view(*ids), series_name(series, screen.texts), series_place(*ids))
