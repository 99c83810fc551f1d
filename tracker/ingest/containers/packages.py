"""A workbook's zip archive, weighed before anything opens it: no bomb, no macro, no damage."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.limits import Limits

_MAX_PARTS = 5_000
_CHUNK = 2**20
_MAX_RATIO = 400  # deflate reaches 1,032; sheets of figures 5 to 40
_RATIO_FROM = 16 * 2**20  # unpacked bytes below which the ratio says nothing
_MACROS = re.compile(r"(?:^|/)(?:vbaProject|vbaData|vbaProjectSignature)\b|(?:^|/)macrosheets/")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Package:
    """An archive whose parts were all unpacked once, and found whole and of bearable size.

    names  the parts' names by their name in small letters without a leading slash
    """

    data: bytes
    names: dict[str, str]

    def part(self, name: str) -> bytes:
        """The bytes of a part; none when there is no such part."""
        held = self.names.get(name.lower().lstrip("/"))
        if held is None:
            return b""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.read(held)


def weigh(data: bytes, limits: Limits) -> Package | Fault:
    """Unpack every part, keeping none, and stop at the limit whatever the archive declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > limits.max_unpacked:
                return _too_large(limits)
            if any(part.flag_bits & 1 for part in parts):
                return Fault(FaultCode.LOCKED_WORKBOOK)
            names = {part.filename.lower().lstrip("/"): part.filename for part in parts}
            if fault := _unpacked(archive, parts, len(data), limits):
                return fault
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return Fault(FaultCode.DAMAGED_WORKBOOK)
    if any(_MACROS.search(name) for name in names.values()):
        return Fault(FaultCode.MACROS)
    if "xl/workbook.bin" in names:
        return Fault(FaultCode.BINARY_WORKBOOK)
    return Package(data, names)


def _unpacked(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], packed: int, limits: Limits
) -> Fault | None:
    total = 0
    for part in parts:
        written = part.filename.lower().endswith((".xml", ".rels"))
        for number, chunk in enumerate(_chunks(archive, part)):
            total += len(chunk)
            swollen = total > _RATIO_FROM and total > _MAX_RATIO * packed
            if total > limits.max_unpacked or swollen:
                return _too_large(limits)
            if written and not number and _DOCTYPE.search(chunk):
                return Fault(FaultCode.DAMAGED_WORKBOOK)
    return None


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as held:
        while chunk := held.read(_CHUNK):
            yield chunk


def _too_large(limits: Limits) -> Fault:
    return Fault(FaultCode.UNPACKED_TOO_LARGE, {"limit": limits.max_unpacked // 2**20})
