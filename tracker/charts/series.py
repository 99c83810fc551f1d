"""The full chart of a series, as a Vega-Lite dict built with Altair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import altair as alt

from tracker.charts.marks import MARKS, TONES
from tracker.charts.ribbon import phase_spans
from tracker.charts.scales import Plan, drawn_on, plan, quiet_corner, segments
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Status
from tracker.model.periods import Period
from tracker.model.report import PhaseStatus, SeriesReport, Shown
from tracker.service.shown import shown_bounds

HEIGHT = 240
FONT = '"Source Sans", "Source Sans 3", sans-serif'
_SHAPES = {
    "up": "triangle-up",
    "down": "triangle-down",
    "square": "square",
    "circle": "circle",
    "rising": "circle",
    "falling": "circle",
    "none": "circle",
}
_LOCALES = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", " kr"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " kr"]},
}


@dataclass(frozen=True)
class ChartWords:
    """Every word in the picture, in the reader's language.

    labels, value_labels   one for each drawn value: what hovering says, and the number alone
    """

    fictional: str
    start: str
    baseline: str  # such as «jämförelse 38 % 2017/18»
    target: str
    phase: str  # «Fas»
    breaks: tuple[str, ...]
    events: tuple[tuple[date, str], ...]  # day and number
    labels: tuple[str, ...]
    value_labels: tuple[str, ...]
    earlier_period: str
    earlier_value: str
    language: str


def layout(report: SeriesReport, window: Period, last: date, *, wide: bool) -> Plan:
    """Which values the chart draws; the words are made for these.

    A series with nothing in the window is drawn with all it has up to the reference date.
    """
    laid = plan(report, window, last, wide=wide)
    if laid.drawn or laid.earlier:
        return laid
    known = tuple(s for s in report.shown if s.observation.period.end <= last)
    return plan(replace(report, shown=known), window, last, wide=True) if known else laid


def series_chart(
    report: SeriesReport, laid: Plan, words: ChartWords, start: date, phase: PhaseStatus | None
) -> dict[str, Any]:
    """The chart as a dict for `st.vega_lite_chart`. Colours are CSS variables of the page."""
    scale_x = alt.Scale(domain=[_ms(laid.left), _ms(laid.window.end)], type="utc", nice=False)
    scale_y = alt.Scale(domain=[laid.low, laid.high], nice=False, zero=False)
    x = alt.X("x:T", scale=scale_x, axis=None)
    y = alt.Y("y:Q", scale=scale_y, axis=_y_axis(report.indicator))
    layers: list[Any] = []
    if report.series.fictional:
        layers += _hatch(laid, x, y, words)
    layers += _years(laid, x, words)
    layers += _baseline(report, laid, x, y, words)
    layers += _target(report, laid, x, y, words)
    layers += _events(laid, x, words)
    layers += _verticals(report, laid, x, start, words)
    layers += _values(report, laid, x, y, words)
    if phase is not None:
        layers += _phases(phase, laid, x, words)
    chart = (
        alt.layer(*layers)
        .properties(
            width="container",
            height=HEIGHT,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(
            font=FONT,
            background="transparent",
            padding={"left": 4, "right": 8, "top": 4, "bottom": 4},
            locale={"number": _LOCALES[words.language]},
        )
        .configure_view(stroke=None)
        .configure_text(fontSize=13, fill="var(--text)", font=FONT)
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def _ms(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def _data(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _y_axis(indicator: Indicator) -> alt.Axis:
    suffix = " + ' %'" if indicator.measure is Measure.SHARE else ""
    return alt.Axis(
        title=None,
        tickCount=5,
        grid=True,
        gridColor="var(--rule)",
        domain=False,
        ticks=False,
        labelColor="var(--text2)",
        labelFontSize=13,
        labelFont=FONT,
        labelExpr=f"format(datum.value, ',~f'){suffix}",
        aria=False,
    )


def _hatch(laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    """Diagonal lines behind an invented series, and the words that say so."""
    left, right = _ms(laid.left), _ms(laid.window.end)
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
        alt.Chart(_data(rows))
        .mark_rule(color="var(--hatch)", strokeWidth=1.5, clip=True, aria=False)
        .encode(x=x, x2="x2:T", y=y, y2="y2:Q")
    )
    label = (
        alt.Chart(_data([{"t": words.fictional}]))
        .mark_text(align="right", baseline="bottom", fill="var(--text2)", y=-23, aria=False)
        .encode(text="t:N", x=alt.value("width"))
    )
    return [lines, label]


def _years(laid: Plan, x: Any, words: ChartWords) -> list[Any]:
    """Ticks at each new year and the year centred in its space."""
    years = range(laid.window.start.year, laid.window.end.year + 1)
    ticks = [
        {"x": _ms(date(year, 1, 1))} for year in years if date(year, 1, 1) >= laid.window.start
    ]
    short = len(years) > 10
    names = [
        {"x": _ms(date(year, 7, 1)), "t": f"’{year % 100:02d}" if short else str(year)}
        for year in years
    ]
    if laid.earlier:
        names.insert(0, {"x": _ms(_in_margin(laid)), "t": words.earlier_period})
    return [
        alt.Chart(_data([{"x": _ms(laid.left), "x2": _ms(laid.window.end)}]))
        .mark_rule(color="var(--rule2)", y=HEIGHT, aria=False)
        .encode(x=x, x2="x2:T"),
        alt.Chart(_data(ticks))
        .mark_rule(color="var(--rule2)", y=HEIGHT, y2=HEIGHT + 5, aria=False)
        .encode(x=x),
        alt.Chart(_data(names))
        .mark_text(y=HEIGHT + 15, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]


def _baseline(report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    band = report.baseline_band
    if band is None:
        return []
    edges = {"x": _ms(laid.left), "x2": _ms(laid.window.end)}
    area = (
        alt.Chart(_data([{**edges, "y": band.low, "y2": band.high}]))
        .mark_rect(color="var(--band)", opacity=0.85, clip=True, aria=False)
        .encode(x=x, x2="x2:T", y=y, y2="y2:Q")
    )
    line = (
        alt.Chart(_data([{**edges, "y": band.centre}]))
        .mark_rule(color="var(--text2)", strokeDash=[1, 3], strokeWidth=1.5, aria=False)
        .encode(x=x, x2="x2:T", y=y)
    )
    side, above = quiet_corner(report, laid)
    label = _data([{"y": band.high if above else band.low, "t": words.baseline}])
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


def _target(report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    target = report.indicator.target
    if target is None or target.value is None:
        return []
    row = {"x": _ms(laid.window.start), "x2": _ms(laid.window.end), "y": target.value}
    return [
        alt.Chart(_data([row]))
        .mark_rule(color="var(--text2)", strokeDash=[6, 4], strokeWidth=1.5, aria=False)
        .encode(x=x, x2="x2:T", y=y),
        alt.Chart(_data([{**row, "t": words.target}]))
        .mark_text(align="right", baseline="bottom", dy=-3, dx=-4, fill="var(--text)", aria=False)
        .encode(x=alt.value("width"), y=y, text="t:N"),
    ]


def _events(laid: Plan, x: Any, words: ChartWords) -> list[Any]:
    """What happened around, as numbered ticks over the plot; the page says what the numbers are."""
    rows = [
        {"x": _ms(day), "t": number}
        for day, number in words.events
        if laid.window.start <= day <= laid.window.end
    ]
    if not rows:
        return []
    return [
        alt.Chart(_data(rows)).mark_rule(color="var(--rule2)", y=-4, y2=4, aria=False).encode(x=x),
        alt.Chart(_data(rows))
        .mark_text(baseline="bottom", y=-5, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]


def _verticals(
    report: SeriesReport, laid: Plan, x: Any, start: date, words: ChartWords
) -> list[Any]:
    """The line at the start of the effort, and one at each series break with its reason."""
    layers: list[Any] = [
        alt.Chart(_data([{"x": _ms(start), "t": words.start}]))
        .mark_rule(color="var(--rule2)", strokeWidth=1.5, y=-22, y2=HEIGHT, aria=False)
        .encode(x=x),
        alt.Chart(_data([{"x": _ms(start), "t": words.start}]))
        .mark_text(align="left", baseline="bottom", dx=4, y=-23, fill="var(--text2)", aria=False)
        .encode(x=x, text="t:N"),
    ]
    breaks = [
        {"x": _ms(b.at), "t": words.breaks[i]}
        for i, b in enumerate(report.indicator.breaks)
        if laid.window.start <= b.at <= laid.window.end
    ]
    if breaks:
        layers += [
            alt.Chart(_data(breaks))
            .mark_rule(color="var(--text2)", strokeDash=[4, 3], y=0, y2=HEIGHT, aria=False)
            .encode(x=x),
            alt.Chart(_data(breaks))
            .mark_text(align="left", baseline="top", dx=5, y=4, fill="var(--text2)", aria=False)
            .encode(x=x, text="t:N"),
        ]
    return layers


def _values(report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    drawn = laid.drawn
    few = sum(1 for s in drawn if s.value is not None) <= 10
    rows = [_row(report, i, s, words) for i, s in enumerate(drawn)]
    if laid.earlier is not None:
        rows.append(_earlier_row(laid, laid.earlier, words))
    numbered = [row for row in rows if "y" in row]
    layers: list[Any] = []
    intervals = [row for row in numbered if "low" in row]
    if few and intervals:
        layers.append(
            alt.Chart(_data(intervals))
            .mark_rule(color="var(--ci)", strokeWidth=3, aria=False)
            .encode(x=x, y=_low(y), y2="high:Q")
        )
    hidden = [row for row in rows if row.get("hidden")]
    if hidden:
        layers.append(
            alt.Chart(_data(hidden))
            .mark_bar(fill="var(--bg)", stroke="var(--rule2)", strokeWidth=1.5, width=6, aria=False)
            .encode(
                x=x,
                y=_low(y),
                y2="high:Q",
                tooltip=alt.Tooltip("label:N", title=" "),
            )
        )
    line = [
        {**_row(report, drawn.index(s), s, words), "run": n}
        for n, run in enumerate(segments(drawn))
        for s in run
    ]
    layers.append(
        alt.Chart(_data(line))
        .mark_line(color="var(--text)", strokeWidth=2 if few else 1.5, aria=False)
        .encode(x=x, y=y, detail="run:N")
    )
    layers += _points(report, numbered, few, x, y)
    return layers


def _points(
    report: SeriesReport, rows: list[dict[str, Any]], few: bool, x: Any, y: Any
) -> list[Any]:
    tooltip = alt.Tooltip("label:N", title=" ")
    plain = [row for row in rows if not row.get("last")]
    layers: list[Any] = [
        alt.Chart(_data(plain))
        .mark_point(
            size=55 if few else 8, filled=True, opacity=1, stroke="var(--text)", strokeWidth=1.5
        )
        .encode(x=x, y=y, fill=alt.Fill("fill:N", scale=None), tooltip=tooltip)
    ]
    last = [row for row in rows if row.get("last")]
    mark = MARKS[report.verdict.word]
    tone = TONES[mark.tone]
    shaped = mark.shape not in {"none", "rising", "falling"}
    layers.append(
        alt.Chart(_data(last))
        .mark_point(
            shape=_SHAPES[mark.shape],
            size=130 if shaped else 70,
            filled=True,
            opacity=1,
            fill=tone if mark.filled or not shaped else "var(--bg)",
            stroke=tone,
            strokeWidth=2,
            strokeDash=[3, 2] if mark.shape == "circle" else [1, 0],
        )
        .encode(x=x, y=y, tooltip=tooltip)
    )
    labelled = [row for row in rows if few or row.get("last")]
    place: dict[str, Any] = {
        "align": "right" if not few else "center",
        "dx": 0 if few else -8,
        "dy": -14,
    }
    for halo in (True, False):
        look: dict[str, Any] = (
            {"stroke": "var(--bg)", "strokeWidth": 4, "strokeJoin": "round", "fill": "var(--bg)"}
            if halo
            else {"fill": "var(--text)"}
        )
        layers.append(
            alt.Chart(_data(labelled))
            .mark_text(fontWeight=600, aria=False, **place, **look)
            .encode(x=x, y=y, text="value:N")
        )
    return layers


def _low(y: Any) -> Any:
    """The scale and axis of `y`, for the field `low`."""
    other = y.copy()
    other.shorthand = "low:Q"
    return other


def _middle(x: Any) -> Any:
    """The scale of `x`, for the field `m`."""
    other = x.copy()
    other.shorthand = "m:T"
    return other


def _row(report: SeriesReport, index: int, shown: Shown, words: ChartWords) -> dict[str, Any]:
    one = shown.observation
    row: dict[str, Any] = {
        "x": _ms(drawn_on(shown, report.indicator)),
        "label": words.labels[index],
        "value": words.value_labels[index],
    }
    if shown.value is not None:
        hollow = one.status in {Status.PRELIMINARY, Status.PARTIAL, Status.ESTIMATED}
        row |= {"y": shown.value, "fill": "var(--bg)" if hollow else "var(--text)"}
        if shown.interval:
            row |= {"low": shown.interval[0], "high": shown.interval[1]}
        row["last"] = report.latest is not None and one == report.latest.observation
    elif bounds := shown_bounds(one, report.indicator):
        row |= {"low": bounds[0], "high": bounds[1], "hidden": True}
    return row


def _in_margin(laid: Plan) -> date:
    return laid.left + (laid.window.start - laid.left) / 2


def _earlier_row(laid: Plan, shown: Shown, words: ChartWords) -> dict[str, Any]:
    row: dict[str, Any] = {
        "x": _ms(_in_margin(laid)),
        "y": shown.value,
        "label": f"{words.earlier_period}: {words.earlier_value}",
        "value": words.earlier_value,
        "fill": "var(--bg)",
    }
    if shown.interval:
        row |= {"low": shown.interval[0], "high": shown.interval[1]}
    return row


def _phases(status: PhaseStatus, laid: Plan, x: Any, words: ChartWords) -> list[Any]:
    """The phases of the area as a thin ribbon under the axis."""
    rows = []
    for phase, start, end in phase_spans(status, min(laid.window.end, laid.last)):
        first, last = max(start, laid.window.start), min(end, laid.window.end)
        if first >= last:
            continue
        long = (last - first) > timedelta(days=240)
        rows.append(
            {
                "x": _ms(first),
                "x2": _ms(last),
                "m": (_ms(first) + _ms(last)) // 2,
                "fill": f"var(--f{phase})",
                "t": f"{words.phase} {phase}" if long else str(phase),
            }
        )
    if not rows:
        return []
    top = HEIGHT + 30
    return [
        alt.Chart(_data(rows))
        .mark_rect(stroke="var(--rule2)", y=top, y2=top + 18, aria=False)
        .encode(x=x, x2="x2:T", fill=alt.Fill("fill:N", scale=None)),
        alt.Chart(_data(rows))
        .mark_text(y=top + 9, fontWeight=600, fill="var(--onphase)", aria=False)
        .encode(x=_middle(x), text="t:N"),
    ]
