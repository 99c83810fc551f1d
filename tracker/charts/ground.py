"""The layers behind and around the values: axes, hatch, baseline, target, events, phases."""

from datetime import date, timedelta

from tracker.assessment import path_points
from tracker.charts.canvas import (
    FILL,
    HEIGHT,
    LEFT,
    RIGHT,
    TEXT,
    X2,
    Y2,
    ChartWords,
    Layer,
    Row,
    X,
    Y,
    haloed,
    in_margin,
    layer,
    ms,
    scaled_x,
    scaled_y,
)
from tracker.charts.ribbon import phase_spans
from tracker.charts.scales import Plan, quiet_corner
from tracker.model.definitions import Indicator, Measure
from tracker.model.report import PhaseStatus, SeriesReport
from tracker.model.targets import LevelStatus

_AT: Layer = {"x": X}
_SAID: Layer = {"x": X, "text": TEXT}
_SPAN: Layer = {"x": X, "x2": X2}
_ACROSS: Layer = {**_SPAN, "y": Y}
_AREA: Layer = {**_ACROSS, "y2": Y2}


def hatch_layers(laid: Plan, words: ChartWords) -> list[Layer]:
    """Diagonal lines behind an invented series, and the words that say so."""
    left, right = ms(laid.left), ms(laid.window.end)
    step = (right - left) / 60
    lean = step * 12
    rows: list[Row] = []
    position = left - lean
    while position < right:
        x0, x1 = max(position, left), min(position + lean, right)
        at0, at1 = (x0 - position) / lean, (x1 - position) / lean
        span = laid.high - laid.low
        rows.append({"x": x0, "x2": x1, "y": laid.low + at0 * span, "y2": laid.low + at1 * span})
        position += step
    at = {"x": RIGHT, "text": TEXT}
    said = [{"t": words.fictional}]
    return [
        layer(rows, "rule", _AREA, color="var(--hatch)", strokeWidth=1.5, clip=True),
        layer(said, "text", at, align="right", baseline="bottom", fill="var(--text2)", y=-23),
    ]


def axis_layer(indicator: Indicator, laid: Plan) -> Layer:
    """The line under the plot. It alone carries the scales, and the axis of the values."""
    x = scaled_x(laid.left, laid.window.end)
    y = scaled_y(laid.low, laid.high, " %" if indicator.measure is Measure.SHARE else "")
    row = {"x": ms(laid.left), "x2": ms(laid.window.end), "y": laid.low}
    return layer([row], "rule", {"x": x, "x2": X2, "y": y}, color="var(--rule2)")


def year_layers(laid: Plan, words: ChartWords) -> list[Layer]:
    """Ticks at each new year and the year centred in its space."""
    years = range(laid.window.start.year, laid.window.end.year + 1)
    ticks = [{"x": ms(date(year, 1, 1))} for year in years if date(year, 1, 1) >= laid.window.start]
    short = len(years) > 10
    names = [
        {"x": ms(date(year, 7, 1)), "t": f"’{year % 100:02d}" if short else str(year)}
        for year in years
    ]
    if laid.earlier:
        names.insert(0, {"x": ms(in_margin(laid)), "t": words.earlier_period})
    return [
        layer(ticks, "rule", _AT, color="var(--rule2)", y=HEIGHT, y2=HEIGHT + 5),
        layer(names, "text", _SAID, y=HEIGHT + 15, fill="var(--text2)"),
    ]


def baseline_layers(report: SeriesReport, laid: Plan, words: ChartWords) -> list[Layer]:
    """The baseline as a band with its centre, and its label where it covers least."""
    band = report.baseline_band
    if band is None:
        return []
    edges = {"x": ms(laid.left), "x2": ms(laid.window.end)}
    area = {**edges, "y": band.low, "y2": band.high}
    centre = {**edges, "y": band.centre}
    side, above = quiet_corner(report, laid)
    dotted = {"color": "var(--text2)", "strokeDash": [1, 3], "strokeWidth": 1.5}
    return [
        layer([area], "rect", _AREA, color="var(--band)", opacity=0.85, clip=True),
        layer([centre], "rule", _ACROSS, **dotted),
        *haloed(
            [{"y": band.high if above else band.low, "t": words.baseline}],
            {"x": RIGHT if side == "right" else LEFT, "y": Y, "text": TEXT},
            align=side,
            baseline="bottom" if above else "top",
            dx=-4 if side == "right" else 4,
            dy=-3 if above else 3,
            fill="var(--text2)",
        ),
    ]


def target_layers(report: SeriesReport, laid: Plan, words: ChartWords) -> list[Layer]:
    """The way to the target, dashed, and the level itself from its day on; its label at the end."""
    target = report.indicator.target
    if target is None or target.value is None:
        return []
    path = report.target.path if isinstance(report.target, LevelStatus) else None
    points = path_points(path) if path else ()
    way = [{"x": ms(day), "y": level} for day, level in points]
    reached = laid.left if path is None else min(max(path.end, laid.left), laid.window.end)
    row = {"x": ms(reached), "x2": ms(laid.window.end), "y": target.value}
    said = {"y": target.value, "t": words.target}
    at = {"x": RIGHT, "y": Y, "text": TEXT}
    dashed = {"color": "var(--text2)", "strokeDash": [6, 4], "strokeWidth": 1.5}
    place = {"align": "right", "baseline": "bottom", "dx": -4, "dy": -3}
    return [
        layer(way, "line", {"x": X, "y": Y}, clip=True, **dashed),
        layer([row], "rule", _ACROSS, **dashed),
        layer([said], "text", at, fill="var(--text)", **place),
    ]


def event_layers(laid: Plan, words: ChartWords) -> list[Layer]:
    """What happened around, as numbered ticks over the plot; the page says what the numbers are."""
    rows = [
        {"x": ms(day), "t": number}
        for day, number in words.events
        if laid.window.start <= day <= laid.window.end
    ]
    return [
        layer(rows, "rule", _AT, color="var(--rule2)", y=-4, y2=4),
        layer(rows, "text", _SAID, baseline="bottom", y=-5, fill="var(--text2)"),
    ]


def vertical_layers(
    report: SeriesReport, laid: Plan, start: date, words: ChartWords
) -> list[Layer]:
    """The line at the start of the effort, and one at each series break with its reason."""
    begins = [{"x": ms(start), "t": words.start}]
    breaks = [
        {"x": ms(b.at), "t": words.breaks[i]}
        for i, b in enumerate(report.indicator.breaks)
        if laid.window.start <= b.at <= laid.window.end
    ]
    above = {"align": "left", "baseline": "bottom", "dx": 4, "y": -23}
    inside = {"align": "left", "baseline": "top", "dx": 5, "y": 4}
    return [
        layer(begins, "rule", _AT, color="var(--rule2)", strokeWidth=1.5, y=-22, y2=HEIGHT),
        layer(begins, "text", _SAID, fill="var(--text2)", **above),
        layer(breaks, "rule", _AT, color="var(--text2)", strokeDash=[4, 3], y=0, y2=HEIGHT),
        layer(breaks, "text", _SAID, fill="var(--text2)", **inside),
    ]


def phase_layers(status: PhaseStatus, laid: Plan, words: ChartWords) -> list[Layer]:
    """The phases of the area as a thin ribbon under the axis."""
    rows = []
    for phase, start, end in phase_spans(status, min(laid.window.end, laid.last)):
        first, last = max(start, laid.window.start), min(end, laid.window.end)
        if first >= last:
            continue
        long = (last - first) > timedelta(days=240)
        rows.append(
            {
                "x": ms(first),
                "x2": ms(last),
                "m": (ms(first) + ms(last)) // 2,
                "fill": f"var(--f{phase})",
                "t": f"{words.phase} {phase}" if long else str(phase),
            }
        )
    top = HEIGHT + 30
    ribbon = {**_SPAN, "fill": FILL}
    names = {"x": {**X, "field": "m"}, "text": TEXT}
    return [
        layer(rows, "rect", ribbon, stroke="var(--rule2)", y=top, y2=top + 18),
        layer(rows, "text", names, y=top + 9, fontWeight=600, fill="var(--onphase)"),
    ]
