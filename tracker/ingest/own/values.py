"""One cell → a number, or the reason why there is none. Nothing is guessed.

The marks are those of Swedish statistics: `..` missing, `.` not applicable, `--` not yet
published, `<5` a small count that is hidden, `~100` a share of which 1-4 are hidden, `12*` and
`12 p` preliminary, `12r` revised.
"""

import re
from enum import IntEnum
from typing import NamedTuple

from tracker.ingest.codes import FaultCode, Problem
from tracker.model.observations import Status


class Form(IntEnum):
    """What a cell of numbers holds."""

    EMPTY = 0
    NUMBER = 1
    MISSING = 2  # ..
    NOT_APPLICABLE = 3  # .
    NOT_PUBLISHED = 4  # --
    BELOW = 5  # <5
    NEARLY_ALL = 6  # ~100


class Mark(IntEnum):
    """The decimal mark that a number is written with."""

    NONE = 0
    COMMA = 1
    POINT = 2


class Cell(NamedTuple):
    """A cell of numbers as read.

    number     the number, or n of `<n`
    flag       PRELIMINARY or REVISED when the cell says so
    mark       its decimal mark
    ambiguous  the mark may group thousands instead: 1.900 is 1.9 or 1900
    percent    followed by a percent sign
    """

    form: Form
    number: float = 0.0
    flag: Status | None = None
    mark: Mark = Mark.NONE
    ambiguous: bool = False
    percent: bool = False


_REASONS = {
    "": Cell(Form.EMPTY),
    "..": Cell(Form.MISSING),
    ".": Cell(Form.NOT_APPLICABLE),
    "--": Cell(Form.NOT_PUBLISHED),
}
_FLAGS = {"*": Status.PRELIMINARY, "p": Status.PRELIMINARY, "r": Status.REVISED}
_MARKS = {None: Mark.NONE, ",": Mark.COMMA, ".": Mark.POINT}

_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_MINUS = "[-\N{MINUS SIGN}\N{EN DASH}]"
_NUMBER = re.compile(
    rf"(?P<hidden>[<~]{_SPACE}*)?(?P<sign>{_MINUS})?"
    rf"(?P<whole>[0-9]+|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+)"
    rf"(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?"
    rf"(?:{_SPACE}*+(?P<percent>%))?{_SPACE}*+(?P<flag>\*|p(?:rel\.?)?|r(?:ev\.?)?)?",
    re.IGNORECASE | re.ASCII,
)

# Why a cell is no number, most telling first.
_REFUSED = (
    (FaultCode.LONE_DASH, r"[-−–—]"),
    (FaultCode.FORMULA_IN_NUMBER, r"[=+@].*"),
    (FaultCode.EXPONENT, rf"{_MINUS}?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+"),
    (FaultCode.PARENTHESES, r"\([0-9.,\s]*[0-9]\)"),
    (
        FaultCode.THOUSANDS_MARK,
        r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+"
        r"|(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,}|(?:['’][0-9]{3})+(?:[.,][0-9]+)?)",
    ),
    (FaultCode.THOUSANDS_GROUPS, rf"[0-9]+(?:{_SPACE}+[0-9]+)+(?:[.,][0-9]+)?"),
)
_WHY = re.compile("|".join(f"(?P<{code}>{pattern})" for code, pattern in _REFUSED), re.DOTALL)
_PROBLEMS = {code: Problem(code) for code in (*(c for c, _ in _REFUSED), FaultCode.NOT_A_NUMBER)}
_LONGEST = 60  # characters: longer is no number, and not worth the search for why
_MAX_DIGITS = 15  # what a double holds exactly


def parse_value(text: str) -> Cell | Problem:
    """Read one cell of numbers."""
    text = text.strip()
    reason = _REASONS.get(text)
    if reason is not None:
        return reason
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return _refused(text)
    hidden, sign, whole, mark, decimals, percent, flag = match.groups()
    digits = whole if whole.isdigit() else re.sub(_SPACE, "", whole)
    if len(digits) > 1 and digits[0] == "0":
        return Problem(FaultCode.LEADING_ZERO)
    if len(digits) > _MAX_DIGITS:
        return Problem(FaultCode.TOO_LARGE, {"digits": _MAX_DIGITS})
    number = float(f"{digits}.{decimals}") if decimals else float(digits)
    if sign:
        number = 0.0 - number
    cell = Cell(
        Form.NUMBER,
        number,
        _FLAGS[flag[0].lower()] if flag else None,
        _MARKS[mark],
        bool(decimals) and len(decimals) == 3 and len(whole) <= 3 and digits != "0",
        bool(percent),
    )
    return _hidden(cell, hidden[0]) if hidden else cell


def _hidden(cell: Cell, sign: str) -> Cell | Problem:
    """`<n` or `~100`; about another number `~` says nothing that can be kept."""
    if cell.flag is not None:
        return Problem(FaultCode.NOT_A_NUMBER)
    if sign == "<":
        return cell._replace(form=Form.BELOW)
    if cell.number == 100:
        return cell._replace(form=Form.NEARLY_ALL)
    return Problem(FaultCode.NOT_A_NUMBER)


def _refused(text: str) -> Problem:
    why = _WHY.fullmatch(text) if len(text) <= _LONGEST else None
    return _PROBLEMS[FaultCode(str(why.lastgroup)) if why else FaultCode.NOT_A_NUMBER]
