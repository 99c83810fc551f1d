"""Actions over the years, the phases of the area behind, arrows to what follows. SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from tracker.model.periods import Period
from tracker.model.steering import ActionType

_ROW, _NARROW_ROW, _HEAD, _TOP = 40, 60, 32, 26
_BAR, _OPEN, _SHORTEST = 12, 24, 10  # an open end is drawn so long, and no bar shorter
_PER_CHARACTER = 6.9  # px of an average character at the size of the labels
_HALO = 'style="paint-order:stroke;stroke:var(--bg);stroke-width:4px"'  # arrows pass behind words
_Across = Callable[[date], float]  # where a day is


@dataclass(frozen=True)
class TimelineRow:
    """One action, or with `head` the heading of those that follow.

    start, end   None: not said; a bar is then dashed at that side
    planned      not begun: an outline
    enables      ids of later rows
    """

    id: str
    label: str
    under: str = ""
    start: date | None = None
    end: date | None = None
    kind: ActionType | None = None
    planned: bool = False
    enables: tuple[str, ...] = ()
    head: bool = False


_FILL = {
    ActionType.SITUATIONAL: "fill:var(--bar);stroke:var(--text2)",
    ActionType.SOCIAL: "fill:var(--bg);stroke:var(--text);stroke-width:1.5",
    ActionType.ENFORCEMENT: "fill:var(--text2);stroke:var(--text2)",
}


@dataclass(frozen=True)
class _Place:
    """Where the bar of a row came to stand."""

    left: float
    right: float
    middle: float


def timeline(
    rows: Sequence[TimelineRow],
    spans: Sequence[tuple[int, date, date]],
    window: Period,
    last: date,
    *,
    narrow: bool,
    css: str,
    alt: str,
    phase_word: str,
) -> str:
    """The timeline.

    spans   (phase, first day, last day) of the area, drawn behind and named above
    last    the day that is looked at: what is ongoing is drawn so far
    narrow  labels above the bars instead of beside them
    """
    width, left = (358, 0) if narrow else (1060, 400)
    days = (window.end - window.start).days

    def x(day: date) -> float:
        return left + max(0.0, min(1.0, (day - window.start).days / days)) * (width - left)

    step = _NARROW_ROW if narrow else _ROW
    tops, top = [], float(_TOP + 18)
    for row in rows:
        tops.append(top)
        top += _HEAD if row.head else step
    bands = "".join(_band(phase, x(a), x(b), top, phase_word) for phase, a, b in spans)
    parts = [bands, _years(window, x, top)]
    places: dict[str, _Place] = {}
    for row, at in zip(rows, tops, strict=True):
        if row.head:
            parts.append(f'<text x="0" y="{at + 21:.0f}" class="b">{escape(row.label)}</text>')
            continue
        places[row.id] = _place(row, x, at + step - (14 if narrow else 20), min(last, window.end))
        parts.append(_bar(row, places[row.id]))
    for row in rows:
        parts += [_arrow(places[row.id], places[later]) for later in row.enables if later in places]
    parts += [
        _label(row, at, narrow=narrow) for row, at in zip(rows, tops, strict=True) if not row.head
    ]
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {top:.0f}" width="{width}" height="{top:.0f}" '
        f'role="img" aria-label="{escape(alt, quote=True)}">{"".join(parts)}</svg>'
    )


def _band(phase: int, left: float, right: float, bottom: float, word: str) -> str:
    name = f"{word} {phase}" if right - left > 46 else str(phase)
    return (
        f'<rect x="{left:.1f}" y="{_TOP - 6}" width="{right - left:.1f}" height="20" '
        f'style="fill:var(--f{phase});stroke:var(--rule2)"/>'
        f'<rect x="{left:.1f}" y="{_TOP + 14}" width="{right - left:.1f}" '
        f'height="{bottom - _TOP - 14:.1f}" style="fill:var(--f{phase});opacity:.28"/>'
        f'<text x="{(left + right) / 2:.1f}" y="{_TOP + 8.5}" text-anchor="middle" '
        f'class="b op">{escape(name)}</text>'
    )


def _years(window: Period, x: _Across, bottom: float) -> str:
    first, last = window.start.year, window.end.year
    edges = [x(date(year, 1, 1)) for year in range(first, last + 1)] + [x(window.end)]
    lines = "".join(
        f'<line class="gr" x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP + 14}" y2="{bottom:.0f}"/>'
        for at in edges[1:-1]
    )
    return lines + "".join(
        f'<text x="{(a + b) / 2:.1f}" y="13" class="t2" text-anchor="middle">{year}</text>'
        for year, (a, b) in zip(range(first, last + 1), pairwise(edges), strict=True)
    )


def _place(row: TimelineRow, x: _Across, middle: float, last: date) -> _Place:
    edge = x(date.max) - _SHORTEST
    ends = x(row.end) if row.end else None
    begins = min(edge, x(row.start) if row.start else max(x(date.min), (ends or 0) - _OPEN))
    if ends is None:
        ends = min(begins + _OPEN, edge + _SHORTEST) if row.planned else x(last)
    return _Place(begins, max(ends, begins + _SHORTEST), middle)


def _bar(row: TimelineRow, at: _Place) -> str:
    style = _FILL[row.kind] if row.kind else "fill:none"
    if row.planned:
        style = "fill:var(--bg);stroke:var(--text2);stroke-dasharray:3 3"
    y = at.middle - _BAR / 2
    bar = (
        f'<rect x="{at.left:.1f}" y="{y:.1f}" width="{at.right - at.left:.1f}" height="{_BAR}" '
        f'style="{style}"/>'
    )
    if row.kind is ActionType.SOCIAL and not row.planned:
        bar += (
            f'<line x1="{at.left + 3:.1f}" x2="{at.right - 3:.1f}" y1="{at.middle:.1f}" '
            f'y2="{at.middle:.1f}" style="stroke:var(--text);stroke-dasharray:2 4"/>'
        )
    return bar


def _label(row: TimelineRow, top: float, *, narrow: bool) -> str:
    longest = int((350 if narrow else 385) / _PER_CHARACTER)
    title = escape(_cut(row.label, longest))
    under = _cut(row.under, longest)
    first, second = (16, 32) if narrow else (17, 33)
    return (
        f'<text x="0" y="{top + first:.0f}" {_HALO}>{title}</text>'
        f'<text x="0" y="{top + second:.0f}" class="t2" {_HALO}>{escape(under)}</text>'
    )


def _cut(text: str, longest: int) -> str:
    """The text, cut at a word where it is too long."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,") + " …"


def _arrow(source: _Place, target: _Place) -> str:
    """From the end of a bar to the beginning of the one that it makes possible."""
    down = target.middle > source.middle
    leaves = source.middle + (_BAR / 2 if down else -_BAR / 2)
    across = min(source.right, max(source.left + 2, target.left - 10))
    style = 'style="fill:none;stroke:var(--text);stroke-width:1.25"'
    head = 'style="fill:var(--text)"'
    if across < target.left - 4:
        tip = f"M{target.left:.1f},{target.middle:.1f}l-6,-3.5v7Z"
        path = f"M{across:.1f},{leaves:.1f}V{target.middle:.1f}H{target.left - 5:.1f}"
    else:
        across = min(max(across, target.left + 4), target.right)
        enters = target.middle - (_BAR / 2 if down else -_BAR / 2)
        back = -6 if down else 6
        tip = f"M{across:.1f},{enters:.1f}l-3.5,{back}h7Z"
        path = f"M{across:.1f},{leaves:.1f}V{enters + back:.1f}"
    return f'<path d="{path}" {style}/><path d="{tip}" {head}/>'
