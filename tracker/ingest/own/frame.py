"""Where the table stands in the text: title lines, the header row, and how wide the body is."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own.dialect import records

REQUIRED = ("indikator", "område", "period", "värde")
OPTIONAL = ("nämnare", "antal_svar", "status", "kommentar")
COLUMNS = REQUIRED + OPTIONAL

_HEADER_WITHIN = 50  # records
_BODY_SAMPLE = 200


@dataclass(frozen=True)
class Frame:
    """The table's place in a text.

    header      the header's cells as written, without empty ones at the end
    header_row  its row, as a spreadsheet numbers it
    start       where the body begins, in bytes of the UTF-8 text
    width       cells that a row of the body has: the header's, or more when most rows end with
                separators that the header lacks
    titles      rows above the header with something in them: (row, cells)
    """

    header: tuple[str, ...]
    header_row: int
    start: int
    width: int
    titles: tuple[tuple[int, tuple[str, ...]], ...]


def find_frame(text: str, separator: str) -> Frame | Fault:
    """Find the header: the first row that names at least two of the form's columns."""
    titles: list[tuple[int, tuple[str, ...]]] = []
    for row, (cells, end) in enumerate(records(text, separator), start=1):
        header = without_empty_end(cells)
        if len({column_named(cell) for cell in header} & set(REQUIRED)) >= 2:
            width = max(len(header), _usual_width(text[end:], separator))
            return Frame(header, row, len(text[:end].encode()), width, tuple(titles))
        if row >= _HEADER_WITHIN:
            break
        if header:
            titles.append((row, header))
    return Fault(FaultCode.HEADER_MISSING, {"expected": separator.join(COLUMNS)})


def find_table(text: str, separators: Sequence[str]) -> tuple[str, Frame | Fault]:
    """The first separator with which the header is found, and the frame that it gives.

    separators  likeliest first; that one's fault is given when none finds the header
    """
    frames = [(separator, find_frame(text, separator)) for separator in separators]
    return next((found for found in frames if isinstance(found[1], Frame)), frames[0])


def column_named(name: str) -> str | None:
    """The form's column that a header cell names; case, diacritics and spaces may differ."""
    return _PLAIN_COLUMNS.get(_plain(name))


def without_empty_end(cells: list[str]) -> tuple[str, ...]:
    """The cells, trimmed, without the empty ones at the end of the row."""
    trimmed = [cell.strip(" \t\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}") for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return tuple(trimmed)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.strip().casefold())
    plain = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


_PLAIN_COLUMNS = {_plain(column): column for column in COLUMNS}


def _usual_width(body: str, separator: str) -> int:
    widths = Counter(
        len(cells)
        for (cells, _), _ in zip(records(body, separator), range(_BODY_SAMPLE), strict=False)
        if cells
    )
    return widths.most_common(1)[0][0] if widths else 0
