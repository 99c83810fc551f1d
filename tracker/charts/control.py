"""Styrdiagram: the picture of a control chart, and of a rare count within the band of chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.charts.canvas import (
    HEIGHT,
    RIGHT,
    TEXT,
    X2,
    Y2,
    Layer,
    Row,
    X,
    Y,
    finished,
    layer,
    ms,
    scaled_x,
    scaled_y,
)
from tracker.model.control import (
    ControlChart,
    ControlPoint,
    PointType,
    RareCount,
    RarePoint,
    RareSignal,
)
from tracker.model.periods import Period

_TONES = {
    PointType.IMPROVEMENT: "var(--blue)",
    PointType.CONCERN: "var(--orange)",
    PointType.NEUTRAL_HIGH: "var(--text)",
    PointType.NEUTRAL_LOW: "var(--text)",
    PointType.COMMON_CAUSE: "var(--text2)",
}
_SHAPES = {
    PointType.IMPROVEMENT: "triangle-up",
    PointType.CONCERN: "triangle-down",
    PointType.NEUTRAL_HIGH: "diamond",
    PointType.NEUTRAL_LOW: "diamond",
    PointType.COMMON_CAUSE: "circle",
}
_SAID: Layer = {"field": "label", "type": "nominal", "title": " "}
_POINT: Layer = {"x": X, "y": Y, "tooltip": _SAID, "description": _SAID}
_LEGIBLE = 90  # area in pixels of a point that is to be noticed
_PLAIN = 22


@dataclass(frozen=True)
class ControlWords:
    """Every word in the picture. `labels` says what hovering over each point tells."""

    mean: str
    limit: str
    target: str
    start: str
    fictional: str
    labels: tuple[str, ...]
    language: str


def control_picture(
    chart: ControlChart, words: ControlWords, *, start: date, target: float | None
) -> dict[str, Any]:
    """The control chart as a Vega-Lite dict: limits and mean a stretch, signals by shape.

    start   the first day of the effort
    """
    assert chart.control is not None
    dated = list(chart.dated)
    known = [(i, period, point) for i, (period, point) in enumerate(dated) if _known(point)]
    low, high = _reach([point for _, _, point in known], target)
    line = [
        {"x": ms(period.middle), "y": point.value, "run": run}
        for run, part in enumerate(_runs(dated))
        for period, point in part
    ]
    joined = {"x": X, "y": Y, "detail": {"field": "run", "type": "nominal"}}
    layers = [
        *_axes(chart.periods, low, high),
        *_stretches(chart, words),
        *([] if target is None else _level(chart.periods, target, words.target, dash=[6, 4])),
        *_start(start, chart.periods, words),
        _marked(words),
        layer(line, "line", joined, color="var(--rule2)", strokeWidth=1.2),
    ]
    for kind in PointType:
        rows = [
            {"x": ms(period.middle), "y": point.value, "label": words.labels[i]}
            for i, period, point in known
            if point.type is kind
        ]
        layers.append(_points(rows, _SHAPES[kind], _TONES[kind], _size(kind)))
    return finished(layers, words.language)


def rare_picture(rare: RareCount, words: ControlWords, *, start: date) -> dict[str, Any]:
    """The rare count as a Vega-Lite dict: dots within the band that chance alone would give."""
    periods = [point.period for point in rare.points]
    top = max([rare.band.high, *(p.high for p in rare.points if p.high is not None)])
    edges = {"x": ms(periods[0].start), "x2": ms(periods[-1].end)}
    band = {**edges, "y": rare.band.low, "y2": rare.band.high}
    across = {"x": X, "x2": X2, "y": Y, "y2": Y2}
    mean = (rare.band.mean_low + rare.band.mean_high) / 2
    told = [(p, label) for p, label in zip(rare.points, words.labels, strict=True) if _seen(p)]
    hidden = [
        {"x": ms(p.period.middle), "y": p.low, "y2": p.high, "label": label}
        for p, label in told
        if p.low != p.high
    ]
    box = {"fill": "var(--bg)", "stroke": "var(--rule2)", "strokeWidth": 1.5, "width": 6}
    layers = [
        *_axes(periods, 0.0, top * 1.12 + 0.5),
        layer([band], "rect", across, color="var(--band)", opacity=0.85),
        *_level(periods, mean, words.mean, dash=[1, 3]),
        *_start(start, periods, words),
        _marked(words),
        layer(hidden, "bar", {**_POINT, "y2": Y2}, aria=True, **box),
    ]
    for signal in (None, *RareSignal):
        rows = [
            {"x": ms(p.period.middle), "y": p.low, "label": label}
            for p, label in told
            if p.signal is signal and p.low == p.high
        ]
        if signal is None:
            layers.append(_points(rows, "circle", "var(--text2)", _PLAIN))
        else:
            layers.append(_points(rows, "diamond", "var(--text)", _LEGIBLE))
    return finished(layers, words.language)


def _seen(point: RarePoint) -> bool:
    return point.low is not None


def _known(point: ControlPoint) -> bool:
    return point.value is not None


def _size(kind: PointType) -> int:
    return _PLAIN if kind is PointType.COMMON_CAUSE else _LEGIBLE


def _reach(points: Sequence[ControlPoint], target: float | None) -> tuple[float, float]:
    values = [p.value for p in points if p.value is not None]
    values += [edge for p in points if p.limits for edge in (p.limits.lower, p.limits.upper)]
    values += [] if target is None else [target]
    room = (max(values) - min(values)) * 0.08 or 1.0
    return min(values) - room, max(values) + room


def _axes(periods: Sequence[Period], low: float, high: float) -> list[Layer]:
    """The line under the plot, which carries the scales; a tick and its name at each new year."""
    first, last = periods[0].start, periods[-1].end
    bottom = {"x": ms(first), "x2": ms(last), "y": low}
    at = {"x": scaled_x(first, last), "x2": X2, "y": scaled_y(low, high)}
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    rows = [{"x": ms(day), "t": str(day.year)} for day in years if first <= day <= last]
    names = {"x": X, "text": TEXT}
    return [
        layer([bottom], "rule", at, color="var(--rule2)"),
        layer(rows, "rule", {"x": X}, color="var(--rule2)", y=HEIGHT, y2=HEIGHT + 5),
        layer(rows, "text", names, y=HEIGHT + 15, fill="var(--text2)"),
    ]


def _runs(dated: Sequence[tuple[Period, ControlPoint]]) -> list[list[tuple[Period, ControlPoint]]]:
    """Stretches of the line: a gap ends one."""
    runs: list[list[tuple[Period, ControlPoint]]] = [[]]
    for period, point in dated:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append((period, point))
    return [run for run in runs if run]


def _stretches(chart: ControlChart, words: ControlWords) -> list[Layer]:
    """Mean and limits of each stretch from its first period to its last."""
    assert chart.control is not None
    stretches = chart.control.stretches
    lasts = [*(stretch.first - 1 for stretch in stretches[1:]), len(chart.periods) - 1]
    bands: list[Row] = []
    means: list[Row] = []
    for stretch, last in zip(stretches, lasts, strict=True):
        edges = {"x": ms(chart.periods[stretch.first].start), "x2": ms(chart.periods[last].end)}
        if stretch.limits:
            bands.append({**edges, "y": stretch.limits.lower, "y2": stretch.limits.upper})
        if stretch.mean is not None:
            means.append({**edges, "y": stretch.mean})
    newest = stretches[-1]
    texts = [(newest.mean, words.mean)]
    if newest.limits:
        texts.append((newest.limits.upper, words.limit))
    across = {"x": X, "x2": X2, "y": Y}
    dotted = {"color": "var(--text2)", "strokeDash": [1, 3], "strokeWidth": 1.5}
    return [
        layer(bands, "rect", {**across, "y2": Y2}, color="var(--band)", opacity=0.6),
        layer(means, "rule", across, **dotted),
        *(_label(level, said) for level, said in texts if level is not None),
    ]


def _label(level: float, said: str) -> Layer:
    at = {"x": RIGHT, "y": Y, "text": TEXT}
    place = {"align": "right", "baseline": "bottom", "dx": -4, "dy": -3}
    return layer([{"y": level, "t": said}], "text", at, fill="var(--text2)", **place)


def _level(periods: Sequence[Period], level: float, said: str, *, dash: list[int]) -> list[Layer]:
    row = {"x": ms(periods[0].start), "x2": ms(periods[-1].end), "y": level}
    look = {"color": "var(--text2)", "strokeDash": dash, "strokeWidth": 1.5}
    return [layer([row], "rule", {"x": X, "x2": X2, "y": Y}, **look), _label(level, said)]


def _marked(words: ControlWords) -> Layer:
    """That the values are invented, inside the picture; draws nothing for real ones."""
    rows = [{"t": words.fictional}] if words.fictional else []
    look = {"align": "right", "baseline": "bottom", "y": -4, "fill": "var(--text2)"}
    return layer(rows, "text", {"x": RIGHT, "text": TEXT}, **look)


def _start(start: date, periods: Sequence[Period], words: ControlWords) -> list[Layer]:
    """The line at the start of the effort."""
    rows = [{"x": ms(start), "t": words.start}] if _within(start, periods) else []
    place = {"align": "left", "baseline": "bottom", "dx": 4, "y": -4}
    return [
        layer(rows, "rule", {"x": X}, color="var(--rule2)", strokeWidth=1.5),
        layer(rows, "text", {"x": X, "text": TEXT}, fill="var(--text2)", **place),
    ]


def _within(day: date, periods: Sequence[Period]) -> bool:
    return periods[0].start <= day <= periods[-1].end


def _points(rows: list[Row], shape: str, tone: str, size: int) -> Layer:
    look = {"shape": shape, "size": size, "fill": tone, "stroke": tone}
    return layer(rows, "point", _POINT, aria=True, filled=True, opacity=1, **look)
