"""Actions as a CSV: written for a spreadsheet, and read back to what they were.

One row an action, every column in every file: a column that fell away would empty its field.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from tracker.errors import EntryRefused, Fault, Param
from tracker.ingest import FaultCode, Limits, escape_cell
from tracker.ingest.container import refuse_bytes, refuse_text
from tracker.ingest.encoding import decode
from tracker.ingest.limits import refuse_lines
from tracker.ingest.own.dialect import sample, separators_of
from tracker.ingest.own.names import folded
from tracker.ingest.personal import is_personal, masked
from tracker.model.steering import SteeringAction
from tracker.service.action_columns import (
    ACTION_COLUMNS,
    BY_HEADING,
    COLUMNS,
    HEADINGS,
    Column,
    Unreadable,
)
from tracker.service.entry_reading import field_faults, new_entry_id
from tracker.service.entry_rules import LONGEST

_LIMITS = Limits(max_bytes=5 * 2**20, max_rows=20_000, max_listed=200)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(actions: Iterable[SteeringAction]) -> bytes:
    """The actions as a file that a spreadsheet opens (UTF-8 with its mark, semicolons).

    No cell is a formula to it. Without actions: the form to fill in.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(ACTION_COLUMNS)
    for action in actions:
        writer.writerow(_escaped(column.write(_value(action, column))) for column in COLUMNS)
    return page.getvalue().encode("utf-8-sig")


def _value(action: SteeringAction, column: Column) -> Any:
    of_source = column.field.removeprefix("source.")
    if of_source == column.field:
        return getattr(action, column.field)
    return getattr(action.source, of_source, None)


def _escaped(text: str) -> str:
    """As `escape_cell`; a text that looks escaped is escaped as well, so that it comes back."""
    looks_escaped = text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
    return f"'{text}" if looks_escaped else escape_cell(text)


def _plain(cell: str) -> str:
    escaped = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:].strip() if escaped else cell.strip()


def read_actions_csv(data: bytes, *, file_name: str = "fil.csv") -> tuple[SteeringAction, ...]:
    """The actions of a file in the form that `to_csv` writes; columns in any order.

    A row without id is a new action. An empty cell is an empty field.
    Raises EntryRefused with every fault, by row (as a spreadsheet numbers it) and column; what
    looks like personal data is a fault, and is not repeated.
    """
    rows = _rows(data, file_name)
    columns, faults = _header(rows[0])
    if faults:
        raise EntryRefused("entries_refused", faults)
    actions: list[SteeringAction] = []
    found: list[Fault] = []
    first_row: dict[str, int] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        action = _action(cells, columns, number)
        if not isinstance(action, SteeringAction):
            found += action
            continue
        if first := first_row.get(action.id):
            params: dict[str, Param] = {"first": first}
            found.append(Fault("action_row_twice", params, row=number, column="id"))
        first_row.setdefault(action.id, number)
        actions.append(action)
    if not actions and not found:
        found.append(Fault(FaultCode.HEADER_ONLY))
    if found:
        raise EntryRefused("entries_refused", _listed(found))
    return tuple(actions)


def _rows(data: bytes, file_name: str) -> list[list[str]]:
    """The file's records, the header first. Raises EntryRefused for what is no such file."""
    fault = refuse_bytes(data, file_name, _LIMITS)
    text = fault or decode(data)
    if isinstance(text, Fault):
        raise EntryRefused("entries_refused", (text,))
    if fault := refuse_text(text.body, file_name) or refuse_lines(text.body, _LIMITS):
        raise EntryRefused("entries_refused", (fault,))
    for separator in separators_of(sample(text.body)):
        lines = io.StringIO(text.body.decode(), newline="")
        try:
            rows = list(csv.reader(lines, delimiter=separator, strict=True))
        except csv.Error:
            continue
        if rows and len({folded(cell) for cell in rows[0]} & set(BY_HEADING)) >= 2:
            return rows
    readable = {folded(cell) for cell in re.split(r"[;,\t\r\n]", text.body.decode())[:40]}
    if len(readable & set(BY_HEADING)) >= 2:
        raise EntryRefused("entries_refused", (Fault(FaultCode.BROKEN_QUOTES),))
    expected: dict[str, Param] = {"expected": ";".join(ACTION_COLUMNS)}
    raise EntryRefused("entries_refused", (Fault("actions_header", expected, row=1),))


def _header(cells: Sequence[str]) -> tuple[list[Column | None], tuple[Fault, ...]]:
    """The column of each cell, None for one without a heading; and what is wrong with them."""
    columns: list[Column | None] = []
    faults: list[Fault] = []
    for cell in cells:
        column = BY_HEADING.get(folded(cell))
        if column in columns and column:
            same: dict[str, Param] = {"first": column.heading, "second": masked(cell)}
            faults.append(Fault(FaultCode.DUPLICATE_COLUMN, same, row=1))
        elif column is None and cell.strip():
            near = difflib.get_close_matches(folded(cell)[:40], ACTION_COLUMNS, n=1)
            params: dict[str, Param] = {"name": masked(cell), "known": ", ".join(near) or "–"}
            faults.append(Fault(FaultCode.UNKNOWN_COLUMN, params, row=1))
        columns.append(column)
    for column in COLUMNS:
        if column not in columns:
            lacking: dict[str, Param] = {"column": column.heading}
            faults.append(Fault("action_column_missing", lacking, row=1))
    return columns, tuple(faults)


def _action(
    cells: Sequence[str], columns: Sequence[Column | None], row: int
) -> SteeringAction | list[Fault]:
    if len(cells) != len(columns):
        counts: dict[str, Param] = {"found": len(cells), "expected": len(columns)}
        return [Fault(FaultCode.RAGGED_ROW, counts, row=row)]
    faults: list[Fault] = []
    fields: dict[str, object] = {"id": new_entry_id()}
    source: dict[str, object] = {}
    for column, cell in zip(columns, map(_plain, cells), strict=True):
        if column is None or not cell:
            continue
        if len(cell) > LONGEST:
            long: dict[str, Param] = {"longest": LONGEST}
            faults.append(Fault("entry_text_too_long", long, row=row, column=column.heading))
            continue
        if is_personal(cell):
            faults.append(Fault(FaultCode.PERSONAL_DATA, row=row, column=column.heading))
            continue
        try:
            value = column.read(cell)
        except Unreadable as error:
            faults.append(
                Fault(error.code, error.params, row=row, column=column.heading, cell=cell)
            )
            continue
        of_source = column.field.removeprefix("source.")
        if of_source == column.field:
            fields[column.field] = value
        else:
            source[of_source] = value
    if source:
        fields["source"] = source
    try:
        action = SteeringAction.model_validate(fields)
    except ValidationError as error:
        told = {fault.column for fault in faults}
        faults += (f for f in _of_fields(error, row) if f.column not in told)
    return faults or action


def _of_fields(error: ValidationError, row: int) -> Iterator[Fault]:
    for code, place, params in field_faults(error):
        field = ".".join(map(str, place[:2])) if place[0] == "source" else str(place[0])
        yield Fault(code, params, row=row, column=HEADINGS[field])


def _listed(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """As many as a person reads, and how many more there are."""
    shown = list(faults[: _LIMITS.max_listed])
    if more := len(faults) - len(shown):
        params: dict[str, Param] = {"count": more, "listed": len(shown)}
        shown.append(Fault(FaultCode.MORE_FAULTS, params))
    return tuple(shown)
