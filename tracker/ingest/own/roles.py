"""What each column of a file is: the form's columns by the names in its header."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import TextColumn
from tracker.ingest.own.frame import COLUMNS, OPTIONAL, REQUIRED, Frame, column_named
from tracker.ingest.own.table import TextTable
from tracker.ingest.personal import masked


@dataclass(frozen=True)
class Roles:
    """The columns of a file by the form's name for them, with what was wrong with any cell.

    problems   by the form's name, then by distinct string
    rows       the number of each row, as a spreadsheet shows it
    separator  of the file: with a comma, 1,900 in quotes may be English thousands
    """

    columns: Mapping[str, TextColumn]
    problems: Mapping[str, dict[int, Problem]]
    rows: npt.NDArray[np.int32]
    separator: str


def assign_roles(table: TextTable, header_row: int) -> tuple[dict[str, TextColumn], list[Fault]]:
    """The form's columns found, and the faults of the header.

    A column without a name is left out when it is empty.
    """
    roles: dict[str, TextColumn] = {}
    faults: list[Fault] = []
    for column in table.columns:
        name = masked(column.name)
        role = column_named(column.name)
        if role is not None and role not in roles:
            roles[role] = column
        elif role is not None:
            params = {"first": roles[role].name, "second": name}
            faults.append(Fault(FaultCode.DUPLICATE_COLUMN, {**params}, row=header_row))
        elif name:
            params = {"name": name, "known": _nearest(name)}
            faults.append(Fault(FaultCode.UNKNOWN_COLUMN, {**params}, row=header_row))
        elif not column.blank().all():
            number = column.position + 1
            faults.append(Fault(FaultCode.UNNAMED_COLUMN, {"number": number}, row=header_row))
    missing = [role for role in REQUIRED if role not in roles]
    faults += [Fault(FaultCode.MISSING_COLUMN, {"column": m}, row=header_row) for m in missing]
    return roles, faults


def too_wide(frame: Frame) -> Fault:
    """The fault of a table with far more columns than the form has: the first that is not one."""
    named = [(masked(name), column_named(name)) for name in frame.header[: 2 * len(COLUMNS)]]
    unknown = next((name for name, role in named if name and role is None), None)
    if unknown is None:
        number = len(COLUMNS) + 1
        return Fault(FaultCode.UNNAMED_COLUMN, {"number": number}, row=frame.header_row)
    params = {"name": unknown, "known": _nearest(unknown)}
    return Fault(FaultCode.UNKNOWN_COLUMN, {**params}, row=frame.header_row)


def _nearest(name: str) -> str:
    """The form's column that a misspelt name looks like, or those that may be added."""
    near = difflib.get_close_matches(name.casefold()[:40], COLUMNS, n=1)
    return ", ".join(near or OPTIONAL)
