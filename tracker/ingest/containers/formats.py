"""How a workbook shows its numbers: per cent, a month, thousands. The values themselves do not say.

0.46 shown as «46 %» is a share beyond doubt, and 2023-05-01 shown as «maj-23» is a month.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum, auto
from html import unescape
from itertools import islice
from typing import TypeGuard

from tracker.ingest.containers.places import Place
from tracker.ingest.grid import Cell, Share

_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b[^<>]*>")
_END = re.compile(rb"</(?:\w+:)?cellXfs>")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_ID = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d{1,6})[\"']")
_CODE = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# What a format's code says as it stands: "text", \c, a space as wide as _c, filling *c, [Red].
_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)|[_*].|\[[^\]]*\]", re.DOTALL)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MOST = 70_000  # styles of cells; Excel takes 65,490
_LONGEST = 255  # characters of a code that Excel takes


class Shows(Enum):
    """What a cell's format makes of the value that it holds."""

    PERCENT = auto()  # a hundred times as much, with a per cent sign
    PERCENT_SIGN = auto()  # the value as it is, with a per cent sign
    MONTH = auto()  # of a day: its year and month
    YEAR = auto()  # of a day: its year
    SCALED = auto()  # a thousandth, a millionth


# Excel's own formats, which a workbook refers to without writing them (ECMA-376, 18.8.30).
_BUILT_IN = {9: Shows.PERCENT, 10: Shows.PERCENT, 17: Shows.MONTH}


def formats_of(styles: bytes) -> dict[int, Shows]:
    """What each style of the cells shows, by its number; the ordinary ones are left out.

    styles  the XML of the workbook's styles
    """
    formats = dict(_BUILT_IN)
    for one in islice(_NUMBER_FORMAT.finditer(styles), _MOST):
        number, code = _ID.search(one[1]), _CODE.search(one[1])
        if number and code:
            shows = _shows(unescape((code[1] or code[2] or b"").decode(errors="replace")))
            formats.pop(int(number[1]), None)
            if shows:
                formats[int(number[1])] = shows
    begin = _CELL_STYLES.search(styles)
    end = _END.search(styles, begin.end()) if begin else None
    if begin is None or end is None:
        return {}
    found: dict[int, Shows] = {}
    listed = _STYLE.finditer(styles, begin.end(), end.start())
    for position, style in enumerate(islice(listed, _MOST)):
        number = _ID.search(style[1])
        shows = formats.get(int(number[1])) if number else None
        if shows:
            found[position] = shows
    return found


def as_shown(rows: list[list[Cell]], formats: Mapping[Place, Shows]) -> int:
    """Write per cent, months and years as their cells show them, in place.

    Returns how many numbers are shown as thousands or millions: those stay as they are.
    """
    scaled = 0
    for (row, column), shows in formats.items():
        if row < len(rows) and column < len(rows[row]):
            cell = rows[row][column]
            scaled += shows is Shows.SCALED and _is_number(cell) and cell != 0
            rows[row][column] = _as_shown(cell, shows)
    return scaled


def _as_shown(cell: Cell, shows: Shows) -> Cell:
    if _is_number(cell) and shows is Shows.PERCENT:
        return Share(_percent(cell * 100), cell)
    if _is_number(cell) and shows is Shows.PERCENT_SIGN:
        return _percent(cell)
    midnight = not isinstance(cell, datetime) or cell.time() == time()
    if isinstance(cell, date) and midnight and cell.day == 1:
        if shows is Shows.MONTH:
            return f"{cell:%Y-%m}"
        if shows is Shows.YEAR and cell.month == 1:
            return f"{cell:%Y}"
    return cell


def _is_number(cell: Cell) -> TypeGuard[int | float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _percent(number: float) -> str:
    """A share that reads one way only: never three decimals, no exponent."""
    whole, _, decimals = f"{round(number, 10) + 0.0:.10f}".rstrip("0").partition(".")
    if not decimals:
        return f"{whole} %"
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''} %"


def _shows(code: str) -> Shows | None:
    """What a format's code makes of a positive number; None for what needs no care."""
    if len(code) > _LONGEST:
        return None
    kinds = {_of_section(section) for section in _sections(code) if section.strip(" @")}
    return kinds.pop() if len(kinds) == 1 else None


def _sections(code: str) -> list[str]:
    """The parts for positive and for negative numbers; a semicolon may be quoted."""
    held = _LITERAL.sub(lambda match: match[0].replace(";", "\x1e"), code)
    return held.split(";")[:2]


def _of_section(section: str) -> Shows | None:
    literal = "".join((a or b) for a, b in _LITERAL.findall(section))
    plain = _LITERAL.sub("", section).lower()
    if "%" in plain:
        return Shows.PERCENT
    if re.search(r"[0#?]", plain):
        if _SCALED.search(plain):
            return Shows.SCALED
        return Shows.PERCENT_SIGN if "%" in literal else None
    if "y" in plain and not re.search(r"[dhs]", plain) and "general" not in plain:
        return Shows.MONTH if "m" in plain else Shows.YEAR
    return None
