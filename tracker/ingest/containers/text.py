"""Delimited text → one sheet of strings, each cell as written."""

import csv
import re
from collections.abc import Iterable

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers.dialect import quote_of, records, separator_of, told_separator
from tracker.ingest.containers.invisible import cleaned, holds_unseen
from tracker.ingest.grid import ContainerKind, Grid, Opened, TextForm
from tracker.ingest.limits import Limits, refuse_lines
from tracker.ingest.own.dialect import sample
from tracker.ingest.own.preview import sample_line

# A semicolon that ends an HTML entity is no separator (Brå writes `/100&nbsp;000&nbsp;inv;`).
_ENTITY = re.compile(
    r"&(nbsp|amp|lt|gt|quot|apos|aring|auml|ouml|Aring|Auml|Ouml|eacute|ndash|mdash|shy"
    r"|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
_HELD = "\x1e"  # stands for that semicolon while cells are separated; no decoded text holds it
_QUOTED = re.compile(rb'(?:^|[;,\t|])"', re.MULTILINE)  # anywhere: the first may stand far down
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def open_text(body: bytes, encoding: str, limits: Limits, warnings: Iterable[Fault]) -> Opened:
    """Read text (UTF-8) as one sheet. Rows are kept as they are written, ragged ones too."""
    if fault := refuse_lines(body, limits):
        return Opened(ContainerKind.TEXT, faults=(fault,))
    top = sample(body)
    quote = '"' if _QUOTED.search(body) else quote_of(top)
    told = told_separator(top)
    separator = told or separator_of(_ENTITY.sub(r"&\1" + _HELD, top), quote)
    form = TextForm(encoding, separator, quote, sample_line(body))
    cells = body.count(separator.encode()) + body.count(b"\n") if separator else body.count(b"\n")
    if cells > limits.max_cells:
        fault = Fault(FaultCode.TOO_MANY_CELLS, {"limit": limits.max_cells})
        return Opened(ContainerKind.TEXT, form, faults=(fault,))
    text = body.decode()
    held = separator == ";" and _ENTITY.search(text) is not None
    if held:
        text = _ENTITY.sub(r"&\1" + _HELD, text)
    rows, faults = _rows(text, separator, quote)
    if held:
        rows = [[cell.replace(_HELD, ";") for cell in row] for row in rows]
    if told and rows:
        rows[0] = []
    swallowed = _swallowed(rows, separator, limits) if quote else []
    faults = [f for f in faults if f.row not in {s.row for s in swallowed}] + swallowed
    seen: dict[str, str] = {}
    grid = Grid("", tuple(tuple(seen.setdefault(c, c) for c in row) for row in rows))
    removed: list[Fault] = []
    if holds_unseen(text):
        grid, removed, turned = cleaned(grid, limits.max_listed)
        faults += turned
    faults = sorted(faults, key=lambda fault: fault.row or 0)[: limits.max_listed]
    return Opened(
        ContainerKind.TEXT,
        form,
        (grid,),
        tuple(faults),
        (*warnings, *removed),
    )


def _rows(text: str, separator: str, quote: str) -> tuple[list[list[str]], list[Fault]]:
    """The rows; where a quote stands wrong, as a lenient reader takes them, and the fault."""
    rows: list[list[str]] = []
    try:
        rows.extend(records(text, separator, quote, strict=True))
    except csv.Error:
        fault = Fault(FaultCode.BROKEN_QUOTES, row=len(rows) + 1)
        lenient: list[list[str]] = []
        try:
            lenient.extend(records(text, separator, quote))
        except csv.Error:
            return lenient, [fault]
        return lenient, [fault]
    return rows, []


def _swallowed(rows: list[list[str]], separator: str, limits: Limits) -> list[Fault]:
    """The rows where a quote that was not closed has taken other rows into a cell."""
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        if len(faults) < limits.max_listed and any("\n" in cell or "\r" in cell for cell in row):
            below = [line for cell in row for line in _LINE_BREAK.split(cell)[1:]]
            needed = 1 if separator in ("\t", "|", ";") else 2
            if separator and any(_separated(line, separator) >= needed for line in below):
                faults.append(Fault(FaultCode.UNCLOSED_QUOTE, row=number))
    return faults


def _separated(line: str, separator: str) -> int:
    """How many separators stand in a line that no space follows: those are no punctuation."""
    return line.count(separator) - line.count(separator + " ")
