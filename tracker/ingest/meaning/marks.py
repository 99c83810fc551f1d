"""One cell of numbers → a number, or the reason why there is none. Nothing is guessed.

What a text may be is said once, in `own.values`; here it gets the status, the bounds and the
questions that a foreign file needs. A workbook's real numbers stay numbers.
"""

import math
import re
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.grid import Cell
from tracker.ingest.own.values import Form, Mark, parse_value
from tracker.model.observations import Status


class Dash(StrEnum):
    """What a lone `-` means: nil at SCB, missing at Försäkringskassan and Skolinspektionen."""

    ZERO = "zero"
    MISSING = "missing"
    ASK = "ask"


class Asked(StrEnum):
    """What only a person can say about a cell."""

    NOTHING = ""
    DASH = "dash"
    PARENTHESES = "parentheses"
    THOUSANDS = "thousands"


class Marked(NamedTuple):
    """A cell of numbers as read.

    value      the number as written; None without one, or while something is asked
    low, high  bounds of a hidden value; None where nothing is known
    reason     the mark that stood in the cell, when it says more than the number
    percent    followed by a percent sign
    mark       its decimal mark, "," or "."; "" without decimals
    asked      what must be answered before it is a number
    """

    value: float | None
    status: Status
    low: float | None = None
    high: float | None = None
    reason: str = ""
    percent: bool = False
    mark: str = ""
    asked: Asked = Asked.NOTHING


_NONE = {
    Form.EMPTY: Status.MISSING,
    Form.MISSING: Status.MISSING,
    Form.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Form.NOT_PUBLISHED: Status.NOT_PUBLISHED,
}
_MARKS = {Mark.NONE: "", Mark.COMMA: ",", Mark.POINT: "."}
_DASHES = frozenset("-−–—")
_DOTS = re.compile(r"\.{3,6}|…")
_EXCEL_ERROR = re.compile(r"#(?:N/A|[A-ZÅÄÖ/0 ]+[!?]|SAKNAS!?)")
_NEGATIVE = re.compile(r"\(\s*+([0-9.,\s\N{NO-BREAK SPACE}]*[0-9])\s*+\)")
_NO_NUMBER = Problem(FaultCode.NOT_A_NUMBER)


def read_number(
    cell: Cell,
    *,
    decimal_mark: str | None = None,
    dash: Dash = Dash.ASK,
    thousands: str | None = None,
    parentheses: str | None = None,
) -> Marked | Problem:
    """Read one cell of numbers.

    decimal_mark  "," or ".": the column's mark; None when the column does not tell
    dash          what a lone dash means in this source
    thousands     "thousands" or "decimals": what 1.900 is where the mark does not tell; None asks
    parentheses   "negative" or "missing": what (5) is; None asks
    """
    if isinstance(cell, bool | date | time):
        return _NO_NUMBER
    if isinstance(cell, int | float):
        return Marked(float(cell), Status.FINAL) if math.isfinite(cell) else _NO_NUMBER
    text = cell.strip()
    if text in _DASHES:
        return _dash(text, dash)
    if _DOTS.fullmatch(text):
        return Marked(None, Status.MISSING, reason=text)
    if match := _NEGATIVE.fullmatch(text):
        return _in_parentheses(text, match[1], decimal_mark, parentheses)
    return _plain(text, decimal_mark, thousands)


def is_excel_error(text: str) -> bool:
    """Whether a cell shows what Excel could not work out: `#DIV/0!`, `#SAKNAS!`."""
    return bool(_EXCEL_ERROR.fullmatch(text.strip()))


@lru_cache(maxsize=65536)
def _plain(text: str, decimal_mark: str | None, thousands: str | None) -> Marked | Problem:
    read = parse_value(text)
    if isinstance(read, Problem):
        return read
    if read.form in _NONE:
        return Marked(None, _NONE[read.form], reason=text)
    mark = _MARKS[read.mark]
    if read.form is Form.BELOW:
        high = read.number - 1 if read.number == math.floor(read.number) else read.number
        if read.number <= 0:
            return _NO_NUMBER
        return Marked(None, Status.SUPPRESSED, 0.0, high, text, read.percent, mark)
    if read.form is Form.NEARLY_ALL:
        return Marked(None, Status.SUPPRESSED, 0.0, 100.0, text, read.percent, mark)
    value, status = read.number, read.flag or Status.FINAL
    reason = text if read.flag else ""
    if mark and mark != decimal_mark and (read.ambiguous or decimal_mark):
        if not read.ambiguous or (decimal_mark and thousands == "decimals"):
            return Problem(FaultCode.MIXED_DECIMAL_MARKS)
        if thousands == "thousands":
            value = float(round(value * 1000))
        elif thousands != "decimals":
            return Marked(None, Status.MISSING, reason=text, mark=mark, asked=Asked.THOUSANDS)
    return Marked(value, status, reason=reason, percent=read.percent, mark=mark)


def _dash(text: str, dash: Dash) -> Marked:
    if dash is Dash.ZERO:
        return Marked(0.0, Status.FINAL, reason=text)
    asked = Asked.DASH if dash is Dash.ASK else Asked.NOTHING
    return Marked(None, Status.MISSING, reason=text, asked=asked)


def _in_parentheses(
    text: str, inner: str, decimal_mark: str | None, parentheses: str | None
) -> Marked | Problem:
    """`(5)` is -5 to an accountant and a footnote or a small base to a statistician."""
    read = _plain(inner.strip(), decimal_mark, None)
    if isinstance(read, Problem):
        return read
    if parentheses == "negative" and read.value is not None:
        return Marked(0.0 - read.value, read.status, reason=text, mark=read.mark)
    if parentheses == "missing":
        return Marked(None, Status.MISSING, reason=text)
    return Marked(None, Status.MISSING, reason=text, asked=Asked.PARENTHESES)
