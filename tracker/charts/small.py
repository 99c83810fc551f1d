"""The small chart of a row: hatch for invented values, baseline band, line, last mark. SVG."""

from dataclasses import dataclass
from datetime import date
from html import escape

from tracker.charts.marks import shape_svg
from tracker.charts.scales import Plan, drawn_on, plan, segments
from tracker.model.periods import Period
from tracker.model.report import SeriesReport, Shown
from tracker.model.verdicts import Word
from tracker.service.shown import shown_bounds

WIDE = (330, 48)
NARROW = (358, 48)
_MARGIN = 54.0  # px kept to the left for an earlier wave
_PAD = 5.0


@dataclass(frozen=True)
class _Frame:
    """From days and values to pixels."""

    plan: Plan
    report: SeriesReport
    width: int
    height: int

    def x_of_day(self, day: date) -> float:
        window = self.plan.window
        share = (day - window.start).days / max(1, (window.end - window.start).days)
        return _MARGIN + share * (self.width - _MARGIN - 8)

    def x(self, shown: Shown) -> float:
        if shown is self.plan.earlier:
            return _MARGIN / 2 - 3
        return self.x_of_day(drawn_on(shown, self.report.indicator))

    def y(self, value: float) -> float:
        share = (value - self.plan.low) / ((self.plan.high - self.plan.low) or 1)
        return self.height - _PAD - share * (self.height - 2 * _PAD)


def small_chart(
    report: SeriesReport,
    chart_window: Period,
    last: date,
    *,
    alt: str,
    css: str,
    size: tuple[int, int],
) -> str:
    """The series as a picture one row high. `alt` says in words what it shows."""
    frame = _Frame(plan(report, chart_window, last), report, *size)
    parts = [
        *_ground(frame),
        *_bars(frame),
        *_line(frame),
        *_points(frame),
    ]
    width, height = size
    pattern = (
        f'<defs><pattern id="h{css}{report.indicator.id}" width="8" height="8" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="hl" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>'
        if report.series.fictional
        else ""
    )
    hatch = (
        f'<rect x="0" y="2" width="{width}" height="{height - 4}" '
        f'fill="url(#h{css}{report.indicator.id})"/>'
        if report.series.fictional
        else ""
    )
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(alt, quote=True)}">{pattern}{hatch}{"".join(parts)}</svg>'
    )


def year_axis(chart_window: Period, *, css: str, width: int, alt: str) -> str:
    """The years above a column of small charts."""
    frame_width = width - _MARGIN - 8
    first, last = chart_window.start.year, chart_window.end.year
    step = frame_width / (last - first + 1)
    labels = "".join(
        f'<text x="{_MARGIN + (i + 0.5) * step:.1f}" y="13" class="t2" '
        f'text-anchor="middle">{year}</text>'
        for i, year in enumerate(range(first, last + 1))
    )
    return (
        f'<svg class="{css}" viewBox="0 0 {width} 18" width="{width}" height="18" role="img" '
        f'aria-label="{escape(alt, quote=True)}">{labels}</svg>'
    )


def _ground(frame: _Frame) -> list[str]:
    parts = []
    band = frame.report.baseline_band
    if band:
        top, bottom = frame.y(band.high), frame.y(band.low)
        parts.append(
            f'<rect x="0" y="{top:.1f}" width="{frame.width}" '
            f'height="{max(1.5, bottom - top):.1f}" class="band" style="opacity:.85"/>'
        )
    foot = frame.height - 2
    parts.append(
        f'<line x1="{_MARGIN}" y1="2" x2="{_MARGIN}" y2="{foot}" class="ax"/>'
        f'<line x1="{_MARGIN}" y1="{foot}" x2="{frame.width}" y2="{foot}" class="gr"/>'
    )
    for year in range(frame.plan.window.start.year + 1, frame.plan.window.end.year + 1):
        x = frame.x_of_day(date(year, 1, 1))
        parts.append(f'<line x1="{x:.1f}" y1="{foot - 4}" x2="{x:.1f}" y2="{foot}" class="ax"/>')
    return parts


def _bars(frame: _Frame) -> list[str]:
    """Hidden values as hollow bars over what they may be."""
    parts = []
    for shown in frame.plan.drawn:
        bounds = shown_bounds(shown.observation, frame.report.indicator)
        if shown.value is None and bounds:
            top, bottom = frame.y(bounds[1]), frame.y(bounds[0])
            parts.append(
                f'<rect x="{frame.x(shown) - 1.5:.1f}" y="{top:.1f}" width="3" '
                f'height="{max(2.0, bottom - top):.1f}" '
                'style="fill:var(--bg);stroke:var(--rule2)"/>'
            )
    return parts


def _line(frame: _Frame) -> list[str]:
    parts = []
    runs = segments(frame.plan.drawn)
    for run in runs:
        path = "L".join(f"{frame.x(s):.1f},{frame.y(s.value or 0):.1f}" for s in run)
        parts.append(f'<path class="ln1" d="M{path}"/>')
    earlier = frame.plan.earlier
    if earlier and runs:
        first = runs[0][0]
        parts.append(
            '<path class="ln1" style="stroke-dasharray:2 3;stroke:var(--text2)" '
            f'd="M{frame.x(earlier):.1f},{frame.y(earlier.value or 0):.1f}'
            f'L{frame.x(first):.1f},{frame.y(first.value or 0):.1f}"/>'
        )
    return parts


def _points(frame: _Frame) -> list[str]:
    parts = []
    numbered = [s for s in frame.plan.drawn if s.value is not None]
    few = len(numbered) <= 14
    for shown in numbered[:-1] if few else []:
        parts.append(
            f'<circle cx="{frame.x(shown):.1f}" cy="{frame.y(shown.value or 0):.1f}" '
            'r="3" class="pt"/>'
        )
    if frame.plan.earlier and frame.plan.earlier.value is not None:
        earlier = frame.plan.earlier
        parts.append(
            f'<circle cx="{frame.x(earlier):.1f}" cy="{frame.y(earlier.value or 0):.1f}" '
            'r="3.5" class="hol"/>'
        )
    if numbered:
        last = numbered[-1]
        x, y = round(frame.x(last), 1), round(frame.y(last.value or 0), 1)
        mark = shape_svg(frame.report.verdict.word, x, y)
        plain = frame.report.verdict.word in {Word.BACKGROUND, Word.DESCRIBED, Word.OUTPUT}
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" class="pt"/>' if plain or not mark else mark)
    return parts
