"""The layers of the values themselves: intervals, hidden values, line, points, labels."""

from tracker.charts.canvas import (
    FILL,
    HIGH,
    LOW,
    ChartWords,
    Layer,
    Row,
    X,
    Y,
    haloed,
    in_margin,
    layer,
    ms,
)
from tracker.charts.marks import MARKS, TONES
from tracker.charts.scales import Plan, drawn_on, segments
from tracker.model.observations import Status
from tracker.model.report import SeriesReport, Shown
from tracker.service.shown import shown_bounds

_SAID: Layer = {"field": "label", "type": "nominal", "title": " "}
_SHAPES = {
    "up": "triangle-up",
    "down": "triangle-down",
    "square": "square",
    "circle": "circle",
    "rising": "circle",
    "falling": "circle",
    "none": "circle",
}


def value_layers(report: SeriesReport, laid: Plan, words: ChartWords) -> list[Layer]:
    """Intervals, hidden values as bars over what they may be, the line, points and labels."""
    drawn = laid.drawn
    few = sum(1 for s in drawn if s.value is not None) <= 10
    rows = [_row(report, i, s, words) for i, s in enumerate(drawn)]
    if laid.earlier is not None:
        rows.append(_earlier_row(laid, laid.earlier, words))
    numbered = [row for row in rows if "y" in row]
    intervals = [row for row in numbered if few and "low" in row]
    hidden = [row for row in rows if row.get("hidden")]
    line = [
        {"x": ms(drawn_on(s, report.indicator)), "y": s.value, "run": n}
        for n, run in enumerate(segments(drawn))
        for s in run
    ]
    between = {"x": X, "y": LOW, "y2": HIGH}
    box = {"fill": "var(--bg)", "stroke": "var(--rule2)", "strokeWidth": 1.5, "width": 6}
    joined = {"x": X, "y": Y, "detail": {"field": "run", "type": "nominal"}}
    return [
        layer(intervals, "rule", between, color="var(--ci)", strokeWidth=3),
        layer(hidden, "bar", {**between, "tooltip": _SAID}, **box),
        layer(line, "line", joined, color="var(--text)", strokeWidth=2 if few else 1.5),
        *_points(report, numbered, few),
    ]


def _points(report: SeriesReport, rows: list[Row], few: bool) -> list[Layer]:
    """The values with what hovering says, the last one with the mark of the verdict; labels."""
    last = [row for row in rows if row.get("last")]
    mark = MARKS[report.verdict.word]
    tone = TONES[mark.tone]
    shaped = mark.shape not in {"none", "rising", "falling"}
    at = {"x": X, "y": Y, "tooltip": _SAID, "description": _SAID}
    point = {"aria": True, "filled": True, "opacity": 1}
    return [
        layer(
            [row for row in rows if not row.get("last")],
            "point",
            {**at, "fill": FILL},
            **point,
            size=55 if few else 8,
            stroke="var(--text)",
            strokeWidth=1.5,
        ),
        layer(
            last,
            "point",
            at,
            **point,
            shape=_SHAPES[mark.shape],
            size=130 if shaped else 70,
            fill=tone if mark.filled or not shaped else "var(--bg)",
            stroke=tone,
            strokeWidth=2,
            strokeDash=[3, 2] if mark.shape == "circle" else [1, 0],
        ),
        *haloed(
            rows if few else last,
            {"x": X, "y": Y, "text": {"field": "value", "type": "nominal"}},
            fontWeight=600,
            align="center" if few else "right",
            dx=0 if few else -8,
            dy=-14,
            fill="var(--text)",
        ),
    ]


def _row(report: SeriesReport, index: int, shown: Shown, words: ChartWords) -> Row:
    one = shown.observation
    row: Row = {
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


def _earlier_row(laid: Plan, shown: Shown, words: ChartWords) -> Row:
    row: Row = {
        "x": ms(in_margin(laid)),
        "y": shown.value,
        "label": f"{words.earlier_period}: {words.earlier_value}",
        "value": words.earlier_value,
        "fill": "var(--bg)",
    }
    if shown.interval:
        row |= {"low": shown.interval[0], "high": shown.interval[1]}
    return row
