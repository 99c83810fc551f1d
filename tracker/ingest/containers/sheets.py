"""What a sheet's XML says that its values do not: size, formulas without value, errors, hiding.

The XML is only searched, never parsed: calamine reads the values afterwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType

from tracker.ingest.containers.formats import Shows
from tracker.ingest.containers.outermost import outermost
from tracker.ingest.containers.places import Place

_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN_OF = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br\s*=\s*[\"']\s*\$?([A-Za-z]{1,7})")
_ROW_OF = re.compile(
    rb"<(?:\w+:)?(?:c|row)\b[^<>]*?\br\s*=\s*[\"']\s*\$?[A-Za-z]{0,7}\$?(\d{1,12})"
)
_ANY_CELL = re.compile(rb"<(?:\w+:)?(?:row|c)\b[^<>]*>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^<>]*?(/>|>[^<]*<))?"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*\bt\s*=\s*[\"']e[\"'][^<>]*)>"
    rb"(?:\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v\b[^<>]*>([^<]*)<"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*>")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*>")
_FROM_TO = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d{1,5})[\"']")
_CELL_ATTRIBUTES = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_STYLE_OF = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_MAX_COLUMNS = 16_384
_NO_STYLES: Mapping[int, Shows] = MappingProxyType({})


@dataclass(frozen=True)
class Sheet:
    """What a sheet's XML says beside its values.

    cells    how many cells the sheet has from A1 to the outermost one, blank ones included
    unsolved formulas without a value, by place
    errors   cells that hold an error (#N/A), by place
    hidden_rows, hidden_columns  from 1 and from 0, as in `Grid`
    margins  the texts of headers and footers on paper
    formats  what cells show that their values do not say, by place
    """

    cells: int
    unsolved: dict[Place, str]
    errors: dict[Place, str]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    margins: tuple[str, ...]
    formats: dict[Place, Shows] = field(default_factory=dict)


def search_sheet(
    xml: bytes,
    *,
    recalculated: bool,
    most: int,
    styles: Mapping[int, Shows] = _NO_STYLES,
) -> Sheet:
    """Search a sheet's XML.

    styles  what cells of these styles show
    most  cells, beyond which it is refused anyway: then nothing else is searched for
    recalculated  the workbook asks to be calculated anew when it is opened: a formula's value of
                  0 was then written by a program that calculates nothing
    """
    cells = _area(xml, most)
    if cells > most:
        return Sheet(cells, {}, {}, (), (), ())
    hides = b"hidden" in xml
    return Sheet(
        cells=cells,
        unsolved=_unsolved(xml, recalculated) if b"<f" in xml or b":f" in xml else {},
        errors=_errors(xml) if b'"e"' in xml or b"'e'" in xml else {},
        hidden_rows=_hidden_rows(xml) if hides else (),
        hidden_columns=_hidden_columns(xml) if hides else (),
        margins=_margins(xml),
        formats=_formats(xml, styles),
    )


def _margins(xml: bytes) -> tuple[str, ...]:
    if b"Header>" not in xml and b"Footer>" not in xml:
        return ()
    return tuple(_text(found) for found in _MARGIN.findall(xml))


def _formats(xml: bytes, styles: Mapping[int, Shows]) -> dict[Place, Shows]:
    """The cells of certain styles; a cell that names no style has the first."""
    used = {number: shows for number, shows in styles.items() if not number or _used(xml, number)}
    if not used:
        return {}
    cells = _CELL_ATTRIBUTES
    if 0 not in used:
        numbers = b"|".join(b"%d" % number for number in used)
        cells = re.compile(
            rb"<(?:\w+:)?c\b([^<>]*\bs\s*=\s*[\"'](?:" + numbers + rb")[\"'][^<>]*)>"
        )
    formats = {}
    for cell in cells.finditer(xml):
        attributes = cell[1]
        style = _STYLE_OF.search(attributes)
        shows = used.get(int(style.group(1)) if style else 0)
        if shows and (place := _place(attributes)):
            formats[place] = shows
    return formats


def _used(xml: bytes, style: int) -> bool:
    return b's="%d"' % style in xml or b"s='%d'" % style in xml or b"s =" in xml or b"s= " in xml


def _area(xml: bytes, most: int) -> int:
    """How many cells lie between A1 and the outermost one: calamine makes them all.

    most  more than these need not be counted exactly
    """
    written = _cells_written(xml)
    if written > most:
        return written
    placed = outermost(xml)
    if not written or placed.cells < written:
        return _area_of_any(xml)
    return placed.column * placed.row


def _cells_written(xml: bytes) -> int:
    """How many cells are written in the XML. Between these two tags little else begins with c."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if 0 <= start < end and b":c" not in xml:
        begun, attributed = xml.count(b"<c", start, end), xml.count(b"<c ", start, end)
        elsewhere = xml.count(b"<c ", 0, start) + xml.count(b"<c ", end)
        if begun == attributed and not elsewhere:
            return begun
    return sum(xml.count(tag) for tag in (b"<c ", b"<c>", b"<c/", b":c ", b":c>"))


def _area_of_any(xml: bytes) -> int:
    """The same for XML that is written in any other way, or that leaves places out."""
    columns, rows = set(_COLUMN_OF.findall(xml)), set(_ROW_OF.findall(xml))
    if not columns and not rows:
        return len(_CELL.findall(xml))
    width = max(map(_position, columns), default=0) + 1
    height = max(map(int, rows), default=1)
    unplaced = xml.count(b"<c>") + xml.count(b"<c/>") + xml.count(b"<row>")
    if unplaced or len(_COLUMN_OF.findall(xml)) < len(_CELL.findall(xml)):
        width += _widest(xml)
        height += len(_ROW.findall(xml))
    return width * height


def _widest(xml: bytes) -> int:
    """The most cells that stand in one row."""
    widest = inside = 0
    for found in _ANY_CELL.finditer(xml):
        inside = inside + 1 if found.group().lstrip(b"<").split(b":")[-1][:1] == b"c" else 0
        widest = max(widest, inside)
    return widest


def _unsolved(xml: bytes, recalculated: bool) -> dict[Place, str]:
    unsolved = {}
    for attributes, formula, value in _FORMULA.findall(xml):
        held = value[1:-1].strip() if value and value != b"/>" else b""
        empty_text = bool(value) and bool(_TEXT.search(attributes))
        blank = not held and not empty_text
        if (blank or (recalculated and held == b"0")) and (place := _place(attributes)):
            unsolved[place] = "=" + _text(formula)
    return unsolved


def _errors(xml: bytes) -> dict[Place, str]:
    found = ((_place(attributes), _text(value)) for attributes, value in _ERROR.findall(xml))
    return {place: value for place, value in found if place}


def _hidden_rows(xml: bytes) -> tuple[int, ...]:
    numbers = (_ROW_NUMBER.search(row) for row in _HIDDEN_ROW.findall(xml))
    return tuple(int(number.group(1)) for number in numbers if number)


def _hidden_columns(xml: bytes) -> tuple[int, ...]:
    hidden: set[int] = set()
    for column in _HIDDEN_COLUMNS.findall(xml):
        ends = {name: int(number) for name, number in _FROM_TO.findall(column)}
        first, last = ends.get(b"min", 1), min(ends.get(b"max", 0), _MAX_COLUMNS)
        hidden.update(range(first - 1, last))
    return tuple(sorted(hidden))


def _place(attributes: bytes) -> Place | None:
    found = _REFERENCE.search(attributes)
    return (int(found.group(2)) - 1, _position(found.group(1))) if found else None


def _position(letters: bytes) -> int:
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def _text(found: bytes) -> str:
    return unescape(found.decode(errors="replace"))
