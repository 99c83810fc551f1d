"""What kind of file it is, by content and never by name: delimited text goes on."""

import re

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode
from tracker.ingest.limits import Limits
from tracker.ingest.personal import masked

_HEAD = 4096
_SIGNATURES: tuple[tuple[bytes, FaultCode], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FaultCode.OLD_EXCEL_FILE),
    (b"%PDF", FaultCode.PDF_FILE),
    (b"\x1f\x8b", FaultCode.ZIP_FILE),
    (b"7z\xbc\xaf\x27\x1c", FaultCode.ZIP_FILE),
    (b"Rar!", FaultCode.ZIP_FILE),
    (b"\x28\xb5\x2f\xfd", FaultCode.ZIP_FILE),
    (b"{\\rtf", FaultCode.BINARY_FILE),
    (b"\x89PNG", FaultCode.BINARY_FILE),
    (b"\xff\xd8\xff", FaultCode.BINARY_FILE),
    (b"GIF8", FaultCode.BINARY_FILE),
    (b"PAR1", FaultCode.BINARY_FILE),
    (b"ARROW1", FaultCode.BINARY_FILE),
    (b"SQLite format 3", FaultCode.BINARY_FILE),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PX = re.compile(rb"\s*(?:CHARSET|AXIS-VERSION)\s*=", re.IGNORECASE)


def refuse_bytes(data: bytes, file_name: str, limits: Limits) -> Fault | None:
    """The fault of a file that is empty, too large, or plainly not text; None for the rest."""
    if fault := refuse_size(data, limits):
        return fault
    code = packed_as(data)
    if code is None and b"\0" in data[:_HEAD] and not data.startswith(_UTF16_MARKS):
        code = FaultCode.BINARY_FILE
    return Fault(code, {"file": shown_name(file_name)}) if code else None


def refuse_size(data: bytes, limits: Limits) -> Fault | None:
    """The fault of a file that is empty or larger than the limit."""
    if not data:
        return Fault(FaultCode.EMPTY_FILE)
    if len(data) > limits.max_bytes:
        params: dict[str, Param] = {
            "size": _megabytes(len(data)),
            "limit": _megabytes(limits.max_bytes),
        }
        return Fault(FaultCode.FILE_TOO_LARGE, params)
    return None


def packed_as(data: bytes) -> FaultCode | None:
    """What a file is, by the bytes that it begins with; None when it may be text."""
    for signature, code in _SIGNATURES:
        if data.startswith(signature):
            return code
    return _zipped(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def refuse_text(text: bytes, file_name: str) -> Fault | None:
    """The fault of text (UTF-8) that is another format than delimited rows; None for rows."""
    code = written_as(text)
    if code is FaultCode.EMPTY_FILE:
        return Fault(code)
    return Fault(code, {"file": shown_name(file_name)}) if code else None


def written_as(text: bytes) -> FaultCode | None:
    """What a text (UTF-8) is, by how it begins; None when it may be delimited rows."""
    start = text[:_HEAD].lstrip()
    if not start:
        return FaultCode.EMPTY_FILE
    if start.startswith(b"<"):
        return FaultCode.HTML_FILE
    if start.startswith((b"{", b"[")):
        return FaultCode.JSON_FILE
    return FaultCode.PX_FILE if _PX.match(start) else None


def shown_name(file_name: str) -> str:
    """The last part of a file's name, fit to be repeated in a sentence."""
    last = re.split(r"[/\\]", file_name)[-1]
    return masked("".join(c for c in last if c.isprintable())[:100])


def _zipped(data: bytes) -> FaultCode:
    """Excel and LibreOffice files are zip archives: their parts' names stand in clear text."""
    if b"vnd.oasis.opendocument" in data[:_HEAD]:
        return FaultCode.OPEN_DOCUMENT_FILE
    if b"xl/" in data:
        return FaultCode.EXCEL_FILE
    return FaultCode.ZIP_FILE


def _megabytes(size: int) -> int:
    return -(-size // 2**20)
