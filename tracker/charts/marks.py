"""The shape and tone of each verdict: word first, then shape, then colour."""

from dataclasses import dataclass

from tracker.model.verdicts import Word


@dataclass(frozen=True)
class Mark:
    """A shape (14 by 14), whether it is filled, and the class that gives its tone."""

    shape: str  # up, down, square, circle, rising, falling, none
    filled: bool
    tone: str  # up, down, flat, unk


MARKS: dict[Word, Mark] = {
    Word.CONFIRMED_PROGRESS: Mark("up", True, "up"),
    Word.PROGRESS: Mark("up", False, "up"),
    Word.CONFIRMED_SETBACK: Mark("down", True, "down"),
    Word.SETBACK: Mark("down", False, "down"),
    Word.NO_CHANGE: Mark("square", False, "flat"),
    Word.TOO_FEW: Mark("circle", False, "unk"),
    Word.NO_DATA: Mark("circle", False, "unk"),
    Word.STALE: Mark("circle", False, "unk"),
    Word.HIDDEN: Mark("circle", False, "unk"),
    Word.INCREASE: Mark("rising", False, "flat"),
    Word.DECREASE: Mark("falling", False, "flat"),
    Word.OUTPUT: Mark("none", False, "flat"),
    Word.BACKGROUND: Mark("none", False, "unk"),
    Word.DESCRIBED: Mark("none", False, "unk"),
}

TONES = {"up": "var(--blue)", "down": "var(--orange)", "flat": "var(--text)", "unk": "var(--text2)"}


def shape_svg(word: Word, x: float = 7, y: float = 7) -> str:
    """The mark centred on (x, y) as SVG elements, without the svg around them."""
    mark = MARKS[word]
    tone = TONES[mark.tone]
    fill = tone if mark.filled else "var(--bg)"
    style = f"fill:{fill};stroke:{tone};stroke-width:2;stroke-linejoin:round"
    match mark.shape:
        case "up":
            points = f"{x},{y - 5} {x + 6},{y + 5} {x - 6},{y + 5}"
            return f'<polygon points="{points}" style="{style}"/>'
        case "down":
            points = f"{x},{y + 5} {x + 6},{y - 5} {x - 6},{y - 5}"
            return f'<polygon points="{points}" style="{style}"/>'
        case "square":
            corner = f'x="{x - 5}" y="{y - 5}"'
            return f'<rect {corner} width="10" height="10" style="{style}"/>'
        case "circle":
            return f'<circle cx="{x}" cy="{y}" r="5.5" style="{style};stroke-dasharray:3 2.2"/>'
        case "rising" | "falling":
            turn = -1 if mark.shape == "rising" else 1
            path = f"M{x - 5},{y - 5 * turn}L{x + 4},{y + 4 * turn}"
            head = f"M{x - 2},{y + 5 * turn}H{x + 5}V{y - 2 * turn}"
            return f'<path d="{path}{head}" style="fill:none;stroke:{tone};stroke-width:2"/>'
        case _:
            return ""


def mark_svg(word: Word) -> str:
    """The mark as an SVG to stand before its word; empty for verdicts without a shape."""
    inside = shape_svg(word)
    if not inside:
        return ""
    return f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{inside}</svg>'
