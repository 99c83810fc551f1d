"""Bytes → UTF-8 text, with the name of the encoding they were in.

A byte order mark decides; without one strict UTF-8, then CP1252 (which holds the printable part
of ISO-8859-1). No statistical guess: on short Swedish files those are wrong more often than right.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode

_CHUNK = 2**20
_OVERLAP = 16  # bytes, more than any of the patterns below is long
_HEAD = 4096
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
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
_REPLACEMENT = re.compile("\N{REPLACEMENT CHARACTER}".encode())


@dataclass(frozen=True)
class Text:
    """A file's text. `body` is UTF-8 without a byte order mark."""

    encoding: str
    body: bytes


def decode(data: bytes, *, garbled: bool = False) -> Text | Fault:
    """Read the bytes as text; a Fault when they are damaged or in an encoding we do not know.

    garbled  take å, ä and ö as they stand although they look like UTF-8 once read as CP1252
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _checked(name, codec, data[len(mark) :], garbled)
    if codec := unmarked_utf16(data):
        return _checked(codec, codec, data, garbled)
    text = _checked("utf-8", "utf-8", data, garbled)
    if isinstance(text, Fault) and text.code == FaultCode.UNKNOWN_ENCODING:
        return _checked("cp1252", "cp1252", data, garbled)
    return text


def unmarked_utf16(data: bytes) -> str:
    """The codec of UTF-16 without a byte order mark, known by its many NULs; "" for the rest.

    Nearly every letter of Swedish text has one NUL byte, always the second (LE) or the first (BE).
    """
    head = data[:_HEAD]
    if len(data) % 2 or head.count(0) * 5 < len(head) * 2 or head[:1] + head[1:2] == b"\0\0":
        return ""
    first, second = head[::2].count(0), head[1::2].count(0)
    if not first:
        return "utf-16-le"
    return "" if second else "utf-16-be"


def repaired(body: bytes) -> bytes:
    """The text (UTF-8) with every letter mended that was UTF-8 once read as CP1252."""
    return _NOT_ASCII.sub(lambda run: _mended(run.group()), body.decode()).encode()


def _mended(run: str) -> str:
    """A run of letters outside ASCII, read again; as it was when it was right already."""
    written = b"".join(_byte(letter) for letter in run)
    try:
        return written.decode() if len(written) == len(run) else run
    except UnicodeDecodeError:
        return run


def _byte(letter: str) -> bytes:
    """The byte that a letter once was; none when it never was one."""
    for codec in ("cp1252", "latin-1"):
        try:
            return letter.encode(codec)
        except UnicodeEncodeError:
            continue
    return b""


def _checked(name: str, codec: str, data: bytes, garbled: bool) -> Text | Fault:
    try:
        body = _utf8(data, codec)
    except UnicodeDecodeError as error:
        return Fault(FaultCode.UNKNOWN_ENCODING, row=_line(data, error.start))
    place, elsewhere = _looked_through(body)
    if place is not None and (found := _CONTROL.search(body, place)):
        return Fault(FaultCode.CONTROL_CHARACTER, row=_line(body, found.start()))
    suspects = [(_REPLACEMENT, FaultCode.REPLACEMENT_CHARACTER)]
    suspects += [] if garbled else [(pattern, FaultCode.MOJIBAKE) for pattern in _MOJIBAKE]
    suspects += [(_OTHER_CODE_PAGE, FaultCode.UNKNOWN_ENCODING)] if name == "cp1252" else []
    for pattern, code in suspects:
        for start, end in elsewhere:
            if found := pattern.search(body, start, end):
                return Fault(code, row=_line(body, found.start()))
    return Text(name, body)


def _looked_through(body: bytes) -> tuple[int | None, list[tuple[int, int]]]:
    """Where a part with a control character begins, and the places outside ASCII.

    Those few are searched for what is damaged: most of a large file is digits.
    """
    control: int | None = None
    elsewhere: list[tuple[int, int]] = []
    for start in range(0, len(body), _CHUNK):
        part = body[start : start + _CHUNK]
        if control is None and _has_control(part):
            control = start
        if not part.isascii():
            begins = max(0, start - _OVERLAP)
            if elsewhere and elsewhere[-1][1] >= begins:
                begins = elsewhere.pop()[0]
            elsewhere.append((begins, start + _CHUNK + _OVERLAP))
    return control, elsewhere


def _has_control(part: bytes) -> bool:
    """Whether a control character is among the bytes: counting is faster than searching."""
    every = np.frombuffer(part, np.uint8)
    allowed = (every == 9) | (every == 10) | (every == 13)
    low = (every < 32) | (every == 127)
    return bool(np.count_nonzero(low) > np.count_nonzero(allowed))


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
