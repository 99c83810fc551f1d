"""What every layer of a chart needs: its words, its height, days as numbers, inline data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from tracker.charts.scales import Plan

HEIGHT = 240
FONT = '"Source Sans", "Source Sans 3", sans-serif'


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


def inline(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Rows as the data of one layer."""
    return alt.InlineData(values=list(rows))


def in_margin(laid: Plan) -> date:
    """The day in the middle of the left margin."""
    return laid.left + (laid.window.start - laid.left) / 2
