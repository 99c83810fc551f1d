"""A column of numbers: every row's cell as arrays, with one decimal mark for the column."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import TextColumn, parse_distinct
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.values import Cell, Form, Mark, parse_value
from tracker.model.observations import Status

NO_FORM = -1  # the cell has a fault
NOTHING = (Form.EMPTY, Form.MISSING, Form.NOT_APPLICABLE)
FLAGS = (None, Status.PRELIMINARY, Status.REVISED)


@dataclass(frozen=True)
class Numbers:
    """What each row's cell holds: see `values.Cell`. `form` is NO_FORM where it has a fault.

    flag   position in FLAGS
    mark   the column's decimal mark
    """

    column: TextColumn
    form: npt.NDArray[np.int8]
    number: npt.NDArray[np.float64]
    flag: npt.NDArray[np.int8]
    percent: npt.NDArray[np.bool_]
    mark: Mark

    @property
    def has_number(self) -> npt.NDArray[np.bool_]:
        """Which rows hold a number."""
        numbered: npt.NDArray[np.bool_] = self.form == Form.NUMBER
        return numbered

    @property
    def is_empty(self) -> npt.NDArray[np.bool_]:
        """Which rows have nothing in the cell, or a mark for nothing."""
        empty: npt.NDArray[np.bool_] = np.isin(self.form, NOTHING)
        return empty


def read_numbers(
    column: TextColumn,
    problems: dict[int, Problem],
    comma_is_decimal: npt.NDArray[np.bool_],
    log: FaultLog,
) -> Numbers:
    """Read a column of numbers and settle its decimal mark.

    comma_is_decimal  rows where a comma and three digits can only be decimals
    """
    cells, problems = parse_distinct(column, parse_value, problems)
    log.cells(column, problems)
    cell = [Cell(Form.EMPTY) if c is None else c for c in cells]
    form = np.array([NO_FORM if c is None else c.form for c in cells], dtype=np.int8)
    marks = np.array([c.mark for c in cell], dtype=np.int8)
    codes = column.codes
    refused = _refuse_marks(column, cell, marks, comma_is_decimal, log)
    return Numbers(
        column,
        form=np.where(refused, np.int8(NO_FORM), form[codes]),
        number=np.array([c.number for c in cell], dtype=np.float64)[codes],
        flag=np.array([FLAGS.index(c.flag) for c in cell], dtype=np.int8)[codes],
        percent=np.array([c.percent for c in cell], dtype=np.bool_)[codes],
        mark=Mark(int(marks.max(initial=0))),
    )


def _refuse_marks(
    column: TextColumn,
    cell: list[Cell],
    marks: npt.NDArray[np.int8],
    comma_is_decimal: npt.NDArray[np.bool_],
    log: FaultLog,
) -> npt.NDArray[np.bool_]:
    """The rows whose decimal mark cannot be told, each logged.

    A mark followed by three digits may group thousands (1.900). Other decimals in the column
    settle it; where there are none a comma is a decimal mark if nothing else is possible.
    """
    codes = column.codes
    ambiguous = np.array([c.ambiguous for c in cell], dtype=np.bool_)
    sure = set(marks[~ambiguous].tolist()) - {Mark.NONE}
    if len(sure) > 1:
        rows = {mark: _first(column, (marks == mark) & ~ambiguous) for mark in sure}
        params: dict[str, Param] = {
            "comma": log.row_number(rows[Mark.COMMA]),
            "point": log.row_number(rows[Mark.POINT]),
        }
        log.add([Fault(FaultCode.MIXED_DECIMAL_MARKS, params, column=column.name)])
        mixed: npt.NDArray[np.bool_] = (marks != Mark.NONE)[codes]
        log.bad |= mixed
        return mixed
    unsettled = ambiguous & ~np.isin(marks, list(sure))
    rows_unsettled: npt.NDArray[np.bool_] = unsettled[codes]
    if not sure:
        rows_unsettled &= ~((marks == Mark.COMMA)[codes] & comma_is_decimal)

    def readings(row: int) -> dict[str, Param]:
        number = cell[int(codes[row])].number
        decimal = f"{number:.3f}".replace(".", ",")
        return {"decimal": decimal, "thousands": f"{round(number * 1000)}"}

    log.rows(rows_unsettled, FaultCode.AMBIGUOUS_THOUSANDS, column, readings)
    return rows_unsettled


def _first(column: TextColumn, strings: npt.NDArray[np.bool_]) -> int:
    return int(np.argmax(strings[column.codes]))
