"""A chart as SVG or PNG, drawn by vl-convert without a browser. An extra: absent, no links show."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_VEGA_LITE = "6.4"
_SCALE = 2.0  # device pixels a pixel, so that a PNG is sharp on a projector


@cache
def can_draw() -> bool:
    """Whether the extra is installed."""
    return find_spec("vl_convert") is not None


def draw_svg(spec: dict[str, Any]) -> bytes:
    """The chart as SVG. Raises ModuleNotFoundError without the extra."""
    svg: str = import_module("vl_convert").vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    return svg.encode()


def draw_png(spec: dict[str, Any]) -> bytes:
    """The chart as PNG. Raises ModuleNotFoundError without the extra."""
    png: bytes = import_module("vl_convert").vegalite_to_png(
        spec, vl_version=_VEGA_LITE, scale=_SCALE
    )
    return png
