"""Which character separates the cells, decided by reading the file's first lines with each."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tracker.ingest.limits import MAX_LINE_BYTES

SEPARATORS = (";", "\t", ",")
_TOP = 200  # records looked at


def sample(body: bytes) -> str:
    """The first lines of a text, whole ones, at most 100 kB."""
    if len(body) <= MAX_LINE_BYTES:
        return body.decode()
    top = body[:MAX_LINE_BYTES]
    end = max(top.rfind(b"\n"), top.rfind(b"\r"))
    return top[: end + 1].decode()


def records(text: str, separator: str) -> Iterator[tuple[list[str], int]]:
    """Each record's cells, and how many characters of the text end with it.

    Quotes are honoured: a record may hold several lines. A blank line has no cells.
    """
    ends = [0]

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            ends.append(ends[-1] + len(line))
            yield line

    reader = csv.reader(lines(), delimiter=separator)
    for cells in reader:
        yield cells, ends[reader.line_num]


def separators_of(text: str) -> list[str]:
    """The separators, likeliest first: the one with which the text is most like a table.

    Counting characters would fail: a semicolon may stand in a quoted cell of a comma file, and
    a comma in every number of a semicolon file.
    """
    return sorted(SEPARATORS, key=lambda separator: _score(text, separator), reverse=True)


def _score(text: str, separator: str) -> float:
    """How evenly a separator divides the text, and into how many cells.

    A comma between two digits is rather a decimal mark: it counts for next to nothing.
    """
    top = [cells for (cells, _), _ in zip(records(text, separator), range(_TOP), strict=False)]
    if separator != ",":
        return _evenness([len(cells) for cells in top])
    certain = [len(cells) - _between_digits(cells) for cells in top]
    return _evenness(certain) + _evenness([len(cells) for cells in top]) / 1000


def _between_digits(cells: list[str]) -> int:
    return sum(left[-1:].isdigit() and right[:1].isdigit() for left, right in pairwise(cells))


def _evenness(widths: list[int]) -> float:
    """The usual width, less one, times the share of records that have it; blank ones apart."""
    counted = Counter(width for width in widths if width)
    if not counted:
        return 0.0
    width, agreeing = max(counted.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return (width - 1) * agreeing / counted.total()
