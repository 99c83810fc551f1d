"""Bytes → UTF-8 text, with the name of the encoding they were in.

A byte order mark decides; without one strict UTF-8, then CP1252 (which holds the printable part
of ISO-8859-1). No statistical guess: on short Swedish files those are wrong more often than right.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode

_CHUNK = 2**20
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-bom", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

# UTF-8 that was once read as CP1252 or ISO-8859-1: Ã¥, Â°, â€“, ï»¿, and C1 controls.
_MOJIBAKE = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2\x80[\x93\x94\x9e\xa6])",
        rb"\xc3\x82\xc2[\xa0-\xbf]",
        rb"\xc3\xa2\xe2\x82\xac",
        rb"\xc3\xaf\xc2\xbb\xc2\xbf",
        rb"\xc2[\x80-\x9f]",
    )
)
# å ä ö of DOS (CP850) and old Macintosh, read as CP1252: † „ ” Œ Š inside a word.
_OTHER_CODE_PAGE = re.compile(rb"[a-z](?:\xe2\x80[\xa0\x9e\x9d]|\xc5[\x92\xa0])[a-z]")
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})
_CONTROL = re.compile(b"[" + re.escape(_CONTROLS) + b"]")


@dataclass(frozen=True)
class Text:
    """A file's text. `body` is UTF-8 without a byte order mark."""

    encoding: str
    body: bytes


def decode(data: bytes) -> Text | Fault:
    """Read the bytes as text; a Fault when they are damaged or in an encoding we do not know."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _checked(name, codec, data[len(mark) :])
    text = _checked("utf-8", "utf-8", data)
    if isinstance(text, Fault) and text.code == FaultCode.UNKNOWN_ENCODING:
        return _checked("cp1252", "cp1252", data)
    return text


def _checked(name: str, codec: str, data: bytes) -> Text | Fault:
    try:
        body = _utf8(data, codec)
    except UnicodeDecodeError as error:
        return Fault(FaultCode.UNKNOWN_ENCODING, row=_line(data, error.start))
    # Deleting them is several times faster than searching for them; few files have any.
    if len(body.translate(None, _CONTROLS)) < len(body) and (found := _CONTROL.search(body)):
        return Fault(FaultCode.CONTROL_CHARACTER, row=_line(body, found.start()))
    if body.isascii():
        return Text(name, body)
    damaged = body.find("\N{REPLACEMENT CHARACTER}".encode())
    if damaged >= 0:
        return Fault(FaultCode.REPLACEMENT_CHARACTER, row=_line(body, damaged))
    for pattern in _MOJIBAKE:
        if found := pattern.search(body):
            return Fault(FaultCode.MOJIBAKE, row=_line(body, found.start()))
    if name == "cp1252" and (found := _OTHER_CODE_PAGE.search(body)):
        return Fault(FaultCode.UNKNOWN_ENCODING, row=_line(body, found.start()))
    return Text(name, body)


def _utf8(data: bytes, codec: str) -> bytes:
    """The same text in UTF-8. Raises UnicodeDecodeError with the place in `data`."""
    if codec == "utf-8":
        for _ in _decoded(data, codec):
            pass
        return data
    recoded = io.BytesIO()
    for part in _decoded(data, codec):
        recoded.write(part.encode())
    return recoded.getvalue()


def _decoded(data: bytes, codec: str) -> Iterator[str]:
    """The text in parts: a decoded file of 50 MB would take up to 200 MB at once."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    for start in range(0, len(data), _CHUNK):
        end = start + _CHUNK
        try:
            yield decoder.decode(data[start:end], final=end >= len(data))
        except UnicodeDecodeError as error:
            place = min(start + error.start, len(data) - 1)
            raise UnicodeDecodeError(codec, data, place, place + 1, error.reason) from None


def _line(data: bytes, position: int) -> int:
    """The line that a byte stands on, the first being 1."""
    return data.count(b"\n", 0, position) + 1
