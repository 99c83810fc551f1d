"""Berättelsen bakom kurvan: what people have written of a series, signed and dated."""

from collections.abc import Mapping, Sequence

from tracker.model.report import SeriesReport
from tracker.model.steering import Note
from tracker.service.steering_views import Noted, notes
from tracker.texts.dates import day, moment
from tracker.web.markup import esc, lines
from tracker.web.screen import Screen

Notes = Mapping[tuple[str, str], Sequence[Noted]]


def known_notes(screen: Screen) -> Notes:
    """The notes that the reader may see, by series; the latest first."""
    return notes(screen.snapshot, screen.reader)


def story(screen: Screen, series: SeriesReport) -> str:
    """The notes on a series, each with its earlier versions folded; empty without one."""
    found = known_notes(screen).get((series.indicator.id, series.area.id), ())
    if not found:
        return ""
    t = screen.texts
    return f"<h4>{esc(t('note.title'))}</h4>" + "".join(_noted(screen, one) for one in found)


def _noted(screen: Screen, one: Noted) -> str:
    t, note = screen.texts, one.note
    chip = f' <span class="fict">{esc(t("fictional.word"))}</span>' if note.fictional else ""
    earlier = ""
    if one.recorded.version > 1:
        history = screen.snapshot.entry_history(screen.reader, note.id)
        before = [r for r in history if r.version < one.recorded.version]
        inside = "".join(
            f"<blockquote>{lines(r.entry.text)}</blockquote>"
            f'<p class="xs m">{esc(_by(screen, r.entry))} · '
            f"{esc(moment(r.recorded_at, t.language))}</p>"
            for r in reversed(before)
            if isinstance(r.entry, Note)
        )
        if inside:
            said = t("note.earlier", n=len(before))
            earlier = f'<details class="fold"><summary>{esc(said)}</summary>{inside}</details>'
    return (
        f'<blockquote class="s">{lines(note.text)}</blockquote>'
        f'<p class="xs m">{esc(_by(screen, note))}{chip}</p>{earlier}'
    )


def _by(screen: Screen, note: Note) -> str:
    t = screen.texts
    return t("note.by", who=note.signed, day=day(note.on, t.language))
