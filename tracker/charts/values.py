"""The layers of the values themselves: intervals, hidden values, line, points, labels."""

from typing import Any

import altair as alt

from tracker.charts.canvas import ChartWords, in_margin, inline, ms
from tracker.charts.marks import MARKS, TONES
from tracker.charts.scales import Plan, drawn_on, segments
from tracker.model.observations import Status
from tracker.model.report import SeriesReport, Shown
from tracker.service.shown import shown_bounds

_SHAPES = {
    "up": "triangle-up",
    "down": "triangle-down",
    "square": "square",
    "circle": "circle",
    "rising": "circle",
    "falling": "circle",
    "none": "circle",
}


def value_layers(report: SeriesReport, laid: Plan, x: Any, y: Any, words: ChartWords) -> list[Any]:
    """Intervals, hidden values as bars over what they may be, the line, points and labels."""
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
            alt.Chart(inline(intervals))
            .mark_rule(color="var(--ci)", strokeWidth=3, aria=False)
            .encode(x=x, y=_low(y), y2="high:Q")
        )
    hidden = [row for row in rows if row.get("hidden")]
    if hidden:
        layers.append(
            alt.Chart(inline(hidden))
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
        alt.Chart(inline(line))
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
        alt.Chart(inline(plain))
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
        alt.Chart(inline(last))
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
            alt.Chart(inline(labelled))
            .mark_text(fontWeight=600, aria=False, **place, **look)
            .encode(x=x, y=y, text="value:N")
        )
    return layers


def _low(y: Any) -> Any:
    """The scale and axis of `y`, for the field `low`."""
    other = y.copy()
    other.shorthand = "low:Q"
    return other


def _row(report: SeriesReport, index: int, shown: Shown, words: ChartWords) -> dict[str, Any]:
    one = shown.observation
    row: dict[str, Any] = {
        "x": ms(drawn_on(shown, report.indicator)),
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


def _earlier_row(laid: Plan, shown: Shown, words: ChartWords) -> dict[str, Any]:
    row: dict[str, Any] = {
        "x": ms(in_margin(laid)),
        "y": shown.value,
        "label": f"{words.earlier_period}: {words.earlier_value}",
        "value": words.earlier_value,
        "fill": "var(--bg)",
    }
    if shown.interval:
        row |= {"low": shown.interval[0], "high": shown.interval[1]}
    return row
