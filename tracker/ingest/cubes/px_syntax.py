"""The syntax of PX: `KEYWORD[language]("sub","key")="a","b";` and, last, the cells of DATA.

Text stands in quotes, cannot hold one, and may be cut anywhere into several quoted strings.
Source: SCB, PX file format (scb.se/px-file-format).
"""

import re
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.encoding import Text, decode
from tracker.ingest.own.preview import shown

_MAX_HEADER = 4_000_000  # characters before DATA; 6,000 small areas need 0.3 million
_SPACE = re.compile(r"\s*+")
_NAME = re.compile(
    r"([A-Za-z][\w-]{0,40})\s*+(?:\[\s*([\w-]{1,12})\s*\])?\s*+"
    r'(?:\(((?:"[^"]*+"|[^")])*+)\))?\s*+=',
    re.ASCII,
)
_VALUE = re.compile(r'((?:"[^"]*+"|[^";])*+);')
_ITEM = re.compile(r'"([^"]*+)"|(,)|([^\s",]++)')
# Code pages that CP1252 holds all printable characters of.
_WESTERN = frozenset(
    {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "ansi"}
)
_UTF8 = frozenset({"utf-8", "utf8", "65001"})


@dataclass(frozen=True)
class Statement:
    """What one keyword says. `raw` is its text as written; `row` the line it begins on."""

    keyword: str
    language: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    raw: str
    row: int


@dataclass(frozen=True)
class PxFile:
    """A PX file taken apart: its statements in order, and the text of its cells."""

    encoding: str
    statements: tuple[Statement, ...]
    body: str
    body_row: int
    ascii: bool = False


def parse_px(data: bytes) -> PxFile | Fault:
    """Take a PX file apart, or say where that is impossible."""
    data = data.rstrip(b"\x1a")  # DOS ended files with it
    whole_end = data[-1:] in b"; \t\r\n"
    text = decode(data)
    if isinstance(text, Fault):
        return text
    whole = text.body.decode()
    statements: list[Statement] = []
    at, row = 0, 1
    while True:
        start = _end(_SPACE, whole, at)
        row += whole.count("\n", at, start)
        if start >= len(whole) or start > _MAX_HEADER:
            return Fault(CubeFault.PX_NO_DATA, row=row)
        name = _NAME.match(whole, start)
        if name is None:
            return Fault(CubeFault.PX_SYNTAX, row=row, cell=shown(_line(whole, start)))
        keyword = name[1].upper()
        if keyword == "DATA":
            wrong = _wrong_code_page(statements, text)
            body_row = row + whole.count("\n", start, name.end())
            body = whole[name.end() :]
            parsed = PxFile(text.encoding, tuple(statements), body, body_row, text.body.isascii())
            if not wrong and not whole_end:  # its last figure may have lost digits
                return Fault(CubeFault.PX_CUT, row=row + whole.count("\n", start))
            return wrong or parsed
        value = _VALUE.match(whole, name.end())
        if value is not None and value.end() > _MAX_HEADER:
            return Fault(CubeFault.PX_NO_DATA, row=row)
        if value is None:
            return Fault(CubeFault.PX_SYNTAX, row=row, cell=shown(_line(whole, start)))
        keys = strings(name[3] or "")
        statements.append(
            Statement(keyword, (name[2] or "").lower(), keys, strings(value[1]), value[1], row)
        )
        row += whole.count("\n", start, value.end())
        at = value.end()


def strings(text: str) -> tuple[str, ...]:
    """The values of a statement: strings next to each other are one, a comma parts them."""
    values: list[str] = []
    parts: list[str] = []
    for quoted, comma, bare in _ITEM.findall(text):
        if comma:
            values.append("".join(parts).strip())
            parts = []
        else:
            parts.append(bare or quoted.replace("\r", "").replace("\n", ""))
    if parts or values:
        values.append("".join(parts).strip())
    return tuple(values)


def _wrong_code_page(statements: list[Statement], text: Text) -> Fault | None:
    """The fault of a file that is not written as it says.

    `CHARSET="ANSI"` is CP1252. A file that is valid UTF-8 with letters beyond ASCII is UTF-8,
    whatever it says: somebody saved it anew.
    """
    said = [s for s in statements if s.keyword == "CODEPAGE" and s.values]
    if not said or text.encoding != "cp1252":
        return None
    page = said[-1].values[0].casefold()
    if page in _UTF8:
        return Fault(FaultCode.UNKNOWN_ENCODING, row=said[-1].row)
    if page in _WESTERN:
        return None
    return Fault(CubeFault.PX_CODEPAGE, {"codepage": shown(page)}, row=said[-1].row)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _line(text: str, at: int) -> str:
    end = text.find("\n", at, at + 200)
    return text[at : end if end >= 0 else at + 200].strip()
