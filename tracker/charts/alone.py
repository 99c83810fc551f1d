"""A chart that leaves the page: its colours as values, its title and source inside the picture."""

import re
from typing import Any

from tracker.charts.colours import LIGHT

WIDTH = 900
_VARIABLE = re.compile(r"var\((--[a-z0-9]+)\)")


def standing_alone(spec: dict[str, Any], title: str, lines: list[str]) -> dict[str, Any]:
    """The chart for a file: light colours, `title` as the finding, `lines` under it."""
    made: dict[str, Any] = _coloured(spec)
    made["width"] = WIDTH
    made["background"] = LIGHT["--bg"]
    made["title"] = {
        "text": title,
        "subtitle": lines,
        "anchor": "start",
        "frame": "group",
        "fontSize": 18,
        "fontWeight": 600,
        "subtitleFontSize": 13,
        "subtitleColor": LIGHT["--text2"],
        "color": LIGHT["--text"],
        "subtitlePadding": 4,
        "offset": 36,
    }
    made["padding"] = 16
    made.pop("autosize", None)
    return made


def _coloured(value: Any) -> Any:
    match value:
        case dict():
            return {key: _coloured(inside) for key, inside in value.items()}
        case list():
            return [_coloured(inside) for inside in value]
        case str():
            return _VARIABLE.sub(lambda found: LIGHT[found.group(1)], value)
        case _:
            return value
