"""How much a file may hold before it is refused unread."""

from dataclasses import dataclass

import numpy as np

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode

# A row of the own form is at most 8 cells of 2,000 characters.
MAX_LINE_BYTES = 100_000
# Different faulty strings of one column, from which on the rest of the file is not looked at.
MOST_FAULTY = 200_000

_PART = 2**20


@dataclass(frozen=True)
class Limits:
    """The largest file that is read.

    max_bytes   of the file as received
    max_rows    lines, header and blank ones included
    max_cell    characters in one cell
    max_listed  faults that are listed; the rest are counted
    max_cells   cells in all sheets of a foreign file, blank ones within the used area included
    max_unpacked  bytes that a workbook's parts may be unpacked to, all together
    """

    max_bytes: int = 50 * 2**20
    max_rows: int = 2_000_000
    max_cell: int = 2_000
    max_listed: int = 500
    max_cells: int = 2_000_000
    max_unpacked: int = 256 * 2**20


# What the command line takes. Ten million rows (260 MB) need 1.3 GB of memory, all of it 2.1 GB.
LARGE = Limits(max_bytes=400 * 2**20, max_rows=16_000_000)


def refuse_lines(text: bytes, limits: Limits) -> Fault | None:
    """The fault of a text with too many lines or too long a one, found without parsing it."""
    if max(_count(text, b"\n"), _count(text, b"\r")) > limits.max_rows:
        return Fault(FaultCode.TOO_MANY_ROWS, {"limit": limits.max_rows})
    start = 0
    while len(text) - start > MAX_LINE_BYTES:
        end = start + MAX_LINE_BYTES
        last = max(text.rfind(b"\n", start, end), text.rfind(b"\r", start, end))
        if last < 0:
            row = text.count(b"\n", 0, start) + 1
            return Fault(FaultCode.LINE_TOO_LONG, {"limit": MAX_LINE_BYTES // 1000}, row=row)
        start = last + 1
    return None


def _count(text: bytes, byte: bytes) -> int:
    """How often a byte occurs: `bytes.count` is slow where it occurs every few bytes."""
    every = np.frombuffer(text, np.uint8)
    parts = range(0, len(text), _PART)
    return sum(int(np.count_nonzero(every[start : start + _PART] == byte[0])) for start in parts)
