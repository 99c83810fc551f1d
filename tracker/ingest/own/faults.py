"""The log of what is wrong with a table: lists the first faults, counts them all."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.limits import MOST_FAULTY
from tracker.ingest.own.columns import Rows, TextColumn

_SHOWN = 80  # characters of a cell that a fault repeats

ParamsOfRow = Callable[[int], Mapping[str, Param]]


def _no_params(_row: int) -> Mapping[str, Param]:
    return {}


class TooManyFaultsError(Exception):
    """A column has so many faulty strings that they are not all found: the rest is not read."""


class FaultLog:
    """Lists the first faults of a table, in the file's order, and counts them all.

    bad     which rows have a fault
    total   faults found, listed or not
    A million faults cost an array, not a million objects: only the first `limit` are built.
    """

    def __init__(self, rows: npt.NDArray[np.int32], limit: int) -> None:
        self.bad: npt.NDArray[np.bool_] = np.zeros(len(rows), dtype=np.bool_)
        self.total = 0
        self._rows = rows
        self._limit = limit
        self._found: list[Fault] = []
        self._private: dict[int, frozenset[int]] = {}

    def add(self, faults: Iterable[Fault], total: int | None = None) -> None:
        """Log faults of the file, or of rows that did not make it into the table.

        total   how many there are when only the first ones are handed in
        """
        added = list(faults)
        self._found += added
        self.total += len(added) if total is None else total

    def rows(
        self,
        found: Rows,
        code: FaultCode,
        column: TextColumn,
        params: ParamsOfRow = _no_params,
    ) -> None:
        """Log one fault for each of these rows. `params` gets the row's index."""
        self._log(found, column, lambda index: Problem(code, dict(params(index))))

    def cells(
        self,
        column: TextColumn,
        problems: Mapping[int, Problem],
        params: ParamsOfRow = _no_params,
    ) -> None:
        """Log the problems of a column's distinct strings in every row where they stand.

        Raises TooManyFaultsError, with what was found logged, where there may be more.
        """
        if not problems:
            return
        flawed = np.zeros(len(column.distinct), dtype=np.bool_)
        flawed[list(problems)] = True

        def problem(index: int) -> Problem:
            found = problems[int(column.codes[index])]
            return Problem(found.code, {**found.params, **params(index)})

        self._log(column.where(flawed), column, problem)
        if len(problems) >= MOST_FAULTY:
            raise TooManyFaultsError

    def keep_private(self, column: TextColumn, strings: Iterable[int]) -> None:
        """Never repeat these distinct strings of the column, whatever else is wrong with them."""
        self._private[column.position] = frozenset(strings)

    def row_number(self, index: int) -> int:
        """The number of a row, as a spreadsheet shows it."""
        return int(self._rows[index])

    def listed(self) -> tuple[Fault, ...]:
        """The first faults: those of the whole file, then by row; the last says how many more."""
        ordered = sorted(self._found, key=lambda fault: (fault.row is not None, fault.row or 0))
        shown = ordered[: self._limit]
        if self.total > len(shown):
            count = self.total - len(shown)
            shown.append(Fault(FaultCode.MORE_FAULTS, {"count": count, "listed": len(shown)}))
        return tuple(shown)

    def _log(
        self,
        found: Rows,
        column: TextColumn,
        problem: Callable[[int], Problem],
    ) -> None:
        self.bad[found] = True
        self.total += len(found)
        private = self._private.get(column.position, frozenset())
        for index in found[: self._limit].tolist():
            what = problem(index)
            hidden = int(column.codes[index]) in private
            fault = Fault(
                what.code,
                what.params,
                row=int(self._rows[index]),
                column=column.name,
                cell=None if hidden else shortened(column.text(index)),
            )
            self._found.append(fault)


def shortened(text: str) -> str:
    """At most 80 characters of a cell, for a person to recognise it by."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
