"""The ribbon of an area's phases over the years. SVG."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from tracker.model.periods import Period
from tracker.model.report import PhaseStatus

_LETTER = 7.2  # pixels of a letter of 13 px, on the wide side
_GAP = 6  # pixels between two labels


def phase_spans(status: PhaseStatus, last: date) -> list[tuple[int, date, date]]:
    """(phase, first day, last day) of each stretch, oldest first; renewed decisions are joined."""
    spans: list[tuple[int, date, date]] = []
    for index, decision in enumerate(status.decisions):
        following = status.decisions[index + 1 :]
        end = following[0].valid_from - timedelta(days=1) if following else last
        if end < decision.valid_from:
            continue
        if spans and spans[-1][0] == decision.phase:
            spans[-1] = (decision.phase, spans[-1][1], end)
        else:
            spans.append((decision.phase, decision.valid_from, end))
    return spans


def ribbon(
    status: PhaseStatus,
    window: Period,
    last: date,
    *,
    width: int,
    css: str,
    alt: str,
    phase_word: str,
    none_word: str,
    since: list[str],
) -> str:
    """The ribbon, each phase with its number written in; dashed where nobody has decided.

    since   one short label per stretch, written under its beginning
    """
    days = (window.end - window.start).days

    def x(day: date) -> float:
        return max(0.0, min(1.0, (day - window.start).days / days)) * width

    spans = phase_spans(status, min(last, window.end))
    labelled = _with_room([(x(start), x(end)) for _, start, end in spans], since, width)
    parts = []
    first = x(spans[0][1]) if spans else float(width)
    if first > 1:
        parts.append(
            f'<rect x="0.5" y="0.5" width="{first - 1:.1f}" height="22" '
            'style="fill:none;stroke:var(--rule2);stroke-dasharray:3 3"/>'
        )
    if not spans:
        parts.append(
            f'<text x="{width / 2}" y="16" text-anchor="middle" class="t2">'
            f"{escape(none_word)}</text>"
        )
    for index, (phase, start, end) in enumerate(spans):
        left, right = x(start), x(end)
        parts.append(
            f'<rect x="{left:.1f}" y="0.5" width="{max(2.0, right - left):.1f}" height="22" '
            f'style="fill:var(--f{phase});stroke:var(--rule2)"/>'
            f'<line x1="{left:.1f}" y1="0" x2="{left:.1f}" y2="28" '
            'style="stroke:var(--text);stroke-width:2"/>'
        )
        word = f"{phase_word} {phase}" if right - left > 46 else str(phase)
        if right - left > 14:
            parts.append(
                f'<text x="{(left + right) / 2:.1f}" y="16" text-anchor="middle" '
                f'class="b op">{escape(word)}</text>'
            )
        if index in labelled:
            anchor, at = labelled[index]
            parts.append(
                f'<text x="{at:.1f}" y="38" class="t2" text-anchor="{anchor}">'
                f"{escape(since[index])}</text>"
            )
    height = 44
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(alt, quote=True)}">{"".join(parts)}</svg>'
    )


def _with_room(
    spans: Sequence[tuple[float, float]], since: Sequence[str], width: int
) -> dict[int, tuple[str, float]]:
    """Where the label of each stretch stands, (text anchor, x) by its place; the newest first.

    A label that would run into a later one is left out: the ribbon says its dates in words.

    spans   (left, right) of each stretch, oldest first
    """
    placed: dict[int, tuple[str, float]] = {}
    limit = float(width)
    for index in reversed(range(len(spans))):
        left, right = spans[index]
        long = _LETTER * len(since[index])
        if left + 3 + long <= limit:
            placed[index] = "start", left + 3
            limit = left - _GAP
        elif limit == width and right - long >= 0:
            placed[index] = "end", right
            limit = right - long - _GAP
    return placed


def ribbon_years(window: Period, *, width: int, css: str) -> str:
    """The years above the ribbons, decoration for the eye; the ribbons say their dates in words."""
    first, last = window.start.year, window.end.year
    step = width / (last - first + 1)
    labels = "".join(
        f'<text x="{(i + 0.5) * step:.1f}" y="13" class="t2" text-anchor="middle">{year}</text>'
        for i, year in enumerate(range(first, last + 1))
    )
    return (
        f'<svg class="{css}" viewBox="0 0 {width} 18" width="{width}" height="18" '
        f'aria-hidden="true">{labels}</svg>'
    )
