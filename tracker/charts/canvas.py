"""What charts are made of: words, days as numbers, fields, axes, layers, and the finished dict.

Altair builds and checks each kind of layer once; a chart fills the kinds with its rows. To build
every chart anew took 60–180 ms, which the first reader of a page waited for.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from tracker.charts.scales import Plan

Row = dict[str, Any]
Layer = dict[str, Any]

HEIGHT = 240
FONT = '"Source Sans", "Source Sans 3", sans-serif'
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
_LOCALES = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", " kr"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " kr"]},
}

# Days are plain numbers to Vega: it says times as `datetime(…)`, which its interpreter, used under
# our content policy, reads as a year.
X: Layer = {"field": "x", "type": "quantitative", "axis": None}
X2: Layer = {"field": "x2"}
RIGHT: Layer = {"value": "width"}
LEFT: Layer = {"value": 0}
Y: Layer = {"field": "y", "type": "quantitative"}
Y2: Layer = {"field": "y2"}
LOW: Layer = {"field": "low", "type": "quantitative"}
HIGH: Layer = {"field": "high"}
FILL: Layer = {"field": "fill", "type": "nominal", "scale": None}
TEXT: Layer = {"field": "t", "type": "nominal"}


_FIELDS: dict[str, Any] = {
    "x": alt.X,
    "x2": alt.X2,
    "y": alt.Y,
    "y2": alt.Y2,
    "fill": alt.Fill,
    "text": alt.Text,
    "detail": alt.Detail,
    "tooltip": alt.Tooltip,
    "description": alt.Description,
}
_VALUES: dict[str, Any] = {"x": alt.XValue, "y": alt.YValue}


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


def ms(day: date) -> int:
    """A day as milliseconds since 1970, as Vega counts time."""
    return (day - date(1970, 1, 1)).days * 86_400_000


def in_margin(laid: Plan) -> date:
    """The day in the middle of the left margin."""
    return laid.left + (laid.window.start - laid.left) / 2


def scaled_x(first: date, last: date) -> Layer:
    """The field `x` with its scale."""
    return {**X, "scale": {"domain": [ms(first), ms(last)], "nice": False, "zero": False}}


def scaled_y(low: float, high: float, suffix: str = "") -> Layer:
    """The field `y` with its scale and its axis; `suffix` follows each number on it."""
    axis = {
        "title": None,
        "tickCount": 5,
        "grid": True,
        "gridColor": "var(--rule)",
        "domain": False,
        "ticks": False,
        "labelColor": "var(--text2)",
        "labelFontSize": 13,
        "labelFont": FONT,
        "labelExpr": f"format(datum.value, ',~f') + '{suffix}'",
        "aria": False,
    }
    return {**Y, "scale": {"domain": [low, high], "nice": False, "zero": False}, "axis": axis}


def layer(rows: Sequence[Row], mark: str, encoding: Layer, **look: Any) -> Layer:
    """One layer: the rows drawn as a mark. It has no accessible name, unless `aria` is true."""
    kind = _kind(mark, json.dumps({"aria": False, **look}), json.dumps(encoding))
    return {"data": {"values": list(rows)}, **json.loads(kind)}


@lru_cache(maxsize=2048)
def _kind(mark: str, look: str, encoding: str) -> str:
    """Mark and encoding as Altair writes them, checked against its schema. All of it is JSON."""
    chart = getattr(alt.Chart(alt.InlineData(values=[])), f"mark_{mark}")(**json.loads(look))
    fields = {
        channel: (_VALUES if set(field) == {"value"} else _FIELDS)[channel](**field)
        for channel, field in json.loads(encoding).items()
    }
    made = chart.encode(**fields).to_dict()
    return json.dumps({"mark": made["mark"], "encoding": made["encoding"]})


def haloed(rows: Sequence[Row], encoding: Layer, **look: Any) -> list[Layer]:
    """Text that is read also where it crosses a line: first its halo, in the page's colour."""
    halo = {"fill": "var(--bg)", "stroke": "var(--bg)", "strokeWidth": 4, "strokeJoin": "round"}
    return [layer(rows, "text", encoding, **look | halo), layer(rows, "text", encoding, **look)]


def finished(layers: Sequence[Layer], language: str) -> dict[str, Any]:
    """The chart as a dict, without the layers that draw nothing."""
    return {
        "$schema": _SCHEMA,
        "width": "container",
        "height": HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [one for one in layers if one["data"]["values"]],
        "config": {
            "background": "transparent",
            "font": FONT,
            "locale": {"number": _LOCALES[language]},
            "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
            "text": {"fill": "var(--text)", "font": FONT, "fontSize": 13},
            "view": {"stroke": None},
        },
    }
