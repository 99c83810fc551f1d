"""What a person is shown of a file to see that it was read right; personal data is masked."""

import re
from collections.abc import Iterator
from itertools import islice

from tracker.ingest.limits import MAX_LINE_BYTES
from tracker.ingest.own.dialect import records, sample
from tracker.ingest.own.frame import without_empty_end
from tracker.ingest.personal import masked

_ROWS = 8
_SHOWN = 200  # characters of a cell or line
_CHECKED = 2_000
_CANDIDATES = 20  # lines with å ä ö that are tried, should the first hold personal data
_SWEDISH = re.compile("|".join("åäöÅÄÖ").encode())
_LEAD = "å".encode()[:1]


def shown(cell: str) -> str:
    """A cell as it may be shown."""
    return masked(cell[:_CHECKED])[:_SHOWN]


def head(body: bytes, separator: str, start: int = 0) -> tuple[tuple[str, ...], ...]:
    """The first rows with something in them, from a place in the text on."""
    top = sample(body[start : start + MAX_LINE_BYTES + 1])
    filled = (cells for cells, _ in records(top, separator) if any(cells))
    return tuple(
        tuple(shown(cell) for cell in without_empty_end(cells)) for cells in islice(filled, _ROWS)
    )


def sample_line(body: bytes, start: int = 0) -> str:
    """A line with å, ä or ö, from `start` on if there is one; the first line where there is none.

    start  the place in the text where the rows begin: a header always has å and ä
    """
    for origin in (start, 0):
        for line in islice(_swedish_lines(body, origin), _CANDIDATES):
            if shown(line) == line[:_SHOWN]:
                return line[:_SHOWN]
    first = sample(body).lstrip().splitlines()
    return shown(first[0]) if first else ""


def _swedish_lines(body: bytes, position: int) -> Iterator[str]:
    # Each begins with this byte; looking for one byte is ten times faster than for a pattern.
    while (first := body.find(_LEAD, position)) >= 0 and (found := _SWEDISH.search(body, first)):
        start = body.rfind(b"\n", 0, found.start()) + 1
        end = body.find(b"\n", found.start())
        position = len(body) if end < 0 else end + 1
        yield body[start:position].decode().strip()
