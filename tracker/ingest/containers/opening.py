"""The one entry: bytes → Opened. Detection is by content; the name is only repeated."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.container import packed_as, refuse_size, shown_name, written_as
from tracker.ingest.containers.cubes import cube_kind
from tracker.ingest.containers.private import personal_faults
from tracker.ingest.containers.text import open_text
from tracker.ingest.containers.workbook import open_xls, open_xlsx
from tracker.ingest.encoding import decode, repaired, unmarked_utf16
from tracker.ingest.grid import Opened
from tracker.ingest.limits import Limits
from tracker.ingest.own.preview import shown
from tracker.ingest.personal import masked
from tracker.ingest.uncollected import uncollected

MOJIBAKE = "mojibake"  # the question's key in `answers`
REPAIR, KEEP = "repair", "keep"  # its choices

_NONE: Mapping[str, str] = MappingProxyType({})
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096


@uncollected()
def open_file(
    data: bytes,
    file_name: str,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    answers: Mapping[str, str] = _NONE,
) -> Opened:
    """Take a file apart. A bad file never raises: `faults` tell what is wrong with it.

    file_name  is only repeated to the reader; nothing is opened by it
    answers    "mojibake" → "repair" or "keep" when å, ä and ö are garbled; without an answer
               that is a fault, and `repair` shows what the repair would give
    """
    if fault := refuse_size(data, limits):
        return Opened(None, faults=(fault,))
    code = packed_as(data)
    if code is FaultCode.EXCEL_FILE:
        opened = open_xlsx(data, file_name, limits)
    elif code is FaultCode.OLD_EXCEL_FILE:
        opened = open_xls(data, file_name, limits)
    else:
        if code is None and _is_binary(data):
            code = FaultCode.BINARY_FILE
        if code is not None:
            return _refused(code, file_name)
        opened = _open_written(data, file_name, limits, answers)
    return _without_persons(opened, limits)


def _open_written(
    data: bytes, file_name: str, limits: Limits, answers: Mapping[str, str]
) -> Opened:
    if kind := cube_kind(data):
        return Opened(kind)
    answer = answers.get(MOJIBAKE)
    text = decode(data, garbled=answer in (REPAIR, KEEP))
    if isinstance(text, Fault):
        line = _repaired_line(data, text) if text.code == FaultCode.MOJIBAKE else ""
        return Opened(None, faults=(text,), repair=line)
    warnings: list[Fault] = []
    body = text.body
    if answer == REPAIR:
        body = repaired(body)
        if body != text.body:
            warnings.append(Fault(FaultCode.MOJIBAKE_REPAIRED))
    if code := _written_otherwise(body):
        return _refused(code, file_name)
    return open_text(body, text.encoding, limits, warnings)


def _written_otherwise(body: bytes) -> FaultCode | None:
    code = written_as(body)
    if code is FaultCode.HTML_FILE:
        if _XML_SPREADSHEET in body[:_HEAD]:
            return FaultCode.XML_SPREADSHEET
        second = body[:_HEAD].lstrip()[1:2]
        return code if second.isalpha() or second in (b"!", b"?") else None
    # Rows whose first cell begins with a bracket are no JSON, and a PX file was found before.
    return code if code in (FaultCode.EMPTY_FILE, FaultCode.JSON_FILE, FaultCode.PX_FILE) else None


def _is_binary(data: bytes) -> bool:
    if data.startswith(_UTF16_MARKS) or unmarked_utf16(data):
        return False
    return b"\0" in data[:_HEAD]


def _repaired_line(data: bytes, fault: Fault) -> str:
    text = decode(data, garbled=True)
    if isinstance(text, Fault) or fault.row is None:
        return ""
    line = text.body.split(b"\n", fault.row)[fault.row - 1]
    return shown(repaired(line[:_HEAD]).decode(errors="ignore").strip())


def _refused(code: FaultCode, file_name: str) -> Opened:
    if code is FaultCode.EMPTY_FILE:
        return Opened(None, faults=(Fault(code),))
    return Opened(None, faults=(Fault(code, {"file": shown_name(file_name)}),))


def _without_persons(opened: Opened, limits: Limits) -> Opened:
    """The file with a fault for every place that holds personal data, first of all faults."""
    found = personal_faults(opened.grids, limits.max_listed)
    if not found:
        return opened
    private = {(fault.file, fault.row) for fault in found}
    others = (f for f in opened.faults if f.cell is None or (f.file, f.row) not in private)
    return replace(
        opened,
        faults=(*found, *map(_unnamed, others)),
        warnings=tuple(map(_unnamed, opened.warnings)),
    )


def _unnamed(fault: Fault) -> Fault:
    """The fault without the name of a sheet that is itself personal data."""
    return replace(fault, file=masked(fault.file)) if fault.file else fault
