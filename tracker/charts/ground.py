"""The layers behind and around the values: hatch, years, baseline, target, events, phases."""

from datetime import date, timedelta
from typing import Any

import altair as alt

from tracker.charts.canvas import HEIGHT, ChartWords, in_margin, inline, ms
from tracker.charts.ribbon import phase_spans
from tracker.charts.scales import Plan, quiet_corner
from tracker.model.report import PhaseStatus, SeriesReport


def hatch_layers(laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    """Diagonal lines behind an invented series, and the words that say so."""
    left, right = ms(laid.left), ms(laid.window.end)
    step = (right - left) / 60
    lean = step * 12
    rows: list[dict[str, float]] = []
    position = left - lean
    while position < right:
        x0, x1 = max(position, left), min(position + lean, right)
        at0, at1 = (x0 - position) / lean, (x1 - position) / lean
        span = laid.high - laid.low
        rows.append({"x": x0, "x2": x1, "y": laid.low + at0 * span, "y2": laid.low + at1 * span})
        position += step
    lines = (
        alt.Chart(inline(rows))
        .mark_rule(color="var(--hatch)", strokeWidth=1.5, clip=True, aria=False)
        .encode(x=x, x2="x2:T", y=y, y2="y2:Q")
    )
    label = (
        alt.Chart(inline([{"t": words.fictional}]))
        .mark_text(align="right", baseline="bottom", fill="var(--text2)", y=-23, aria=False)
        .encode(text="t:N", x=alt.value("width"))
    )
    return [lines, label]


def year_layers(laid: Plan, x: Any, words: ChartWords) -> list[Any]:
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
        alt.Chart(inline([{"x": ms(laid.left), "x2": ms(laid.window.end)}]))
        .mark_rule(color="var(--rule2)", y=HEIGHT, aria=False)
        .encode(x=x, x2="x2:T"),
        alt.Chart(inline(ticks))
        .mark_rule(color="var(--rule2)", y=HEIGHT, y2=HEIGHT + 5, aria=False)
        .encode(x=x),
        alt.Chart(inline(names))
        .mark_text(y=HEIGHT + 15, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]


def baseline_layers(
    report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords
) -> list[Any]:
    """The baseline as a band with its centre, and its label where it covers least."""
    band = report.baseline_band
    if band is None:
        return []
    edges = {"x": ms(laid.left), "x2": ms(laid.window.end)}
    area = (
        alt.Chart(inline([{**edges, "y": band.low, "y2": band.high}]))
        .mark_rect(color="var(--band)", opacity=0.85, clip=True, aria=False)
        .encode(x=x, x2="x2:T", y=y, y2="y2:Q")
    )
    line = (
        alt.Chart(inline([{**edges, "y": band.centre}]))
        .mark_rule(color="var(--text2)", strokeDash=[1, 3], strokeWidth=1.5, aria=False)
        .encode(x=x, x2="x2:T", y=y)
    )
    side, above = quiet_corner(report, laid)
    label = inline([{"y": band.high if above else band.low, "t": words.baseline}])
    place: dict[str, Any] = {
        "align": side,
        "baseline": "bottom" if above else "top",
        "dx": -4 if side == "right" else 4,
        "dy": -3 if above else 3,
        "aria": False,
    }
    at = alt.value("width") if side == "right" else alt.value(0)
    halo: dict[str, Any] = {"stroke": "var(--bg)", "strokeWidth": 4, "strokeJoin": "round"}
    return [
        area,
        line,
        alt.Chart(label).mark_text(fill="var(--bg)", **halo, **place).encode(x=at, y=y, text="t:N"),
        alt.Chart(label).mark_text(fill="var(--text2)", **place).encode(x=at, y=y, text="t:N"),
    ]


def target_layers(report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    """The target as a dashed line with its label; nothing without a number."""
    target = report.indicator.target
    if target is None or target.value is None:
        return []
    row = {"x": ms(laid.window.start), "x2": ms(laid.window.end), "y": target.value}
    return [
        alt.Chart(inline([row]))
        .mark_rule(color="var(--text2)", strokeDash=[6, 4], strokeWidth=1.5, aria=False)
        .encode(x=x, x2="x2:T", y=y),
        alt.Chart(inline([{**row, "t": words.target}]))
        .mark_text(align="right", baseline="bottom", dy=-3, dx=-4, fill="var(--text)", aria=False)
        .encode(x=alt.value("width"), y=y, text="t:N"),
    ]


def event_layers(laid: Plan, x: Any, words: ChartWords) -> list[Any]:
    """What happened around, as numbered ticks over the plot; the page says what the numbers are."""
    rows = [
        {"x": ms(day), "t": number}
        for day, number in words.events
        if laid.window.start <= day <= laid.window.end
    ]
    if not rows:
        return []
    return [
        alt.Chart(inline(rows)).mark_rule(color="var(--rule2)", y=-4, y2=4, aria=False).encode(x=x),
        alt.Chart(inline(rows))
        .mark_text(baseline="bottom", y=-5, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]


def vertical_layers(
    report: SeriesReport, laid: Plan, x: Any, start: date, words: ChartWords
) -> list[Any]:
    """The line at the start of the effort, and one at each series break with its reason."""
    layers: list[Any] = [
        alt.Chart(inline([{"x": ms(start), "t": words.start}]))
        .mark_rule(color="var(--rule2)", strokeWidth=1.5, y=-22, y2=HEIGHT, aria=False)
        .encode(x=x),
        alt.Chart(inline([{"x": ms(start), "t": words.start}]))
        .mark_text(align="left", baseline="bottom", dx=4, y=-23, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]
    breaks = [
        {"x": ms(b.at), "t": words.breaks[i]}
        for i, b in enumerate(report.indicator.breaks)
        if laid.window.start <= b.at <= laid.window.end
    ]
    if breaks:
        layers += [
            alt.Chart(inline(breaks))
            .mark_rule(color="var(--text2)", strokeDash=[4, 3], y=0, y2=HEIGHT, aria=False)
            .encode(x=x),
            alt.Chart(inline(breaks))
            .mark_text(align="left", baseline="top", dx=5, y=4, fill="var(--text2)", aria=False)
            .encode(x=x, text="t:N"),
        ]
    return layers


def phase_layers(status: PhaseStatus, laid: Plan, x: Any, words: ChartWords) -> list[Any]:
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
    if not rows:
        return []
    top = HEIGHT + 30
    return [
        alt.Chart(inline(rows))
        .mark_rect(stroke="var(--rule2)", y=top, y2=top + 18, aria=False)
        .encode(x=x, x2="x2:T", fill=alt.Fill("fill:N", scale=None)),
        alt.Chart(inline(rows))
        .mark_text(y=top + 9, fontWeight=600, fill="var(--onphase)", aria=False)
        .encode(x=_middle(x), text="t:N"),
    ]


def _middle(x: Any) -> Any:
    """The scale of `x`, for the field `m`."""
    other = x.copy()
    other.shorthand = "m:T"
    return other
