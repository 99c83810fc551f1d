"""A column of numbers: what each distinct string says, with one decimal mark for the column."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import Rows, TextColumn
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.strings import NumberStrings, parse_numbers
from tracker.ingest.own.values import Form, Mark

NOTHING = (Form.EMPTY, Form.MISSING, Form.NOT_APPLICABLE)

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Numbers:
    """What the cells of a column hold: see `values.Cell`.

    strings  for each distinct string, what it says
    refused  rows whose cell has a fault although its string has none; None: no row
    mark     the column's decimal mark
    """

    column: TextColumn
    strings: NumberStrings
    refused: Mask | None
    mark: Mark

    def where(self, strings: Mask) -> Rows:
        """The rows that hold one of these distinct strings, without a fault."""
        found = self.column.where(strings)
        return found if self.refused is None else found[~self.refused[found]]

    @property
    def has_number(self) -> Mask:
        """Which rows hold a number."""
        numbered = self.column.by_row(self.strings.has(Form.NUMBER))
        return numbered if self.refused is None else numbered & ~self.refused

    def number(self, rows: Rows) -> npt.NDArray[np.float64]:
        """The numbers in some rows that hold one."""
        return self.strings.number[self.column.codes[rows]]


def read_numbers(
    column: TextColumn, problems: dict[int, Problem], comma_is_decimal: Mask | None, log: FaultLog
) -> Numbers:
    """Read a column of numbers and settle its decimal mark.

    comma_is_decimal  rows where a comma and three digits can only be decimals; None: no row
    """
    strings, problems = parse_numbers(column, problems)
    log.cells(column, problems)
    refused = _refuse_marks(column, strings, comma_is_decimal, log)
    return Numbers(column, strings, refused, Mark(int(strings.mark.max(initial=0))))


def _refuse_marks(
    column: TextColumn, strings: NumberStrings, comma_is_decimal: Mask | None, log: FaultLog
) -> Mask | None:
    """The rows whose decimal mark cannot be told, each logged; None when there are none.

    A mark followed by three digits may group thousands (1.900). Other decimals in the column
    settle it; where there are none a comma is a decimal mark if nothing else is possible.
    """
    marks, ambiguous = strings.mark, strings.ambiguous
    sure = set(np.unique(marks[~ambiguous]).tolist()) - {Mark.NONE}
    if len(sure) > 1:
        rows = {mark: _first(column, (marks == mark) & ~ambiguous) for mark in sure}
        params: dict[str, Param] = {
            "comma": log.row_number(rows[Mark.COMMA]),
            "point": log.row_number(rows[Mark.POINT]),
        }
        log.add([Fault(FaultCode.MIXED_DECIMAL_MARKS, params, column=column.name)])
        mixed = column.by_row(marks != Mark.NONE)
        log.bad |= mixed
        return mixed
    found = column.where(ambiguous & ~np.isin(marks, list(sure)))
    if not sure and comma_is_decimal is not None:
        comma = marks[column.codes[found]] == Mark.COMMA
        found = found[~(comma & comma_is_decimal[found])]
    if not len(found):
        return None

    def readings(row: int) -> dict[str, Param]:
        number = float(strings.number[column.codes[row]])
        decimal = f"{number:.3f}".replace(".", ",")
        return {"decimal": decimal, "thousands": f"{round(number * 1000)}"}

    log.rows(found, FaultCode.AMBIGUOUS_THOUSANDS, column, readings)
    refused = np.zeros(len(column.codes), dtype=np.bool_)
    refused[found] = True
    return refused


def _first(column: TextColumn, strings: Mask) -> int:
    return int(np.argmax(column.by_row(strings)))
