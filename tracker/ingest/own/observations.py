"""Columns of text with known roles → observations; every row that cannot be one is logged."""

from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.codes import FaultCode
from tracker.ingest.own.amounts import bounds, check_denominators, check_responses, check_values
from tracker.ingest.own.columns import TextColumn, parse_distinct
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.keys import Keys, log_duplicates, read_indicators, read_keys
from tracker.ingest.own.names import Register
from tracker.ingest.own.numbers import FLAGS, NO_FORM, Numbers, read_numbers
from tracker.ingest.own.roles import Roles
from tracker.ingest.own.statuses import combined, parse_status
from tracker.ingest.own.traits import traits
from tracker.ingest.own.values import Form, Mark
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS, Status

_STATUSES = tuple(Status)
_STATED = (None, *_STATUSES)
_CODES = tuple(FaultCode)
_EPOCH = date(1970, 1, 1).toordinal()
_DECIMAL_MARKS = {Mark.NONE: None, Mark.COMMA: ",", Mark.POINT: "."}


def read_observations(
    roles: Roles,
    definitions: Definitions,
    registers: tuple[Register, Register],
    today: date,
    log: FaultLog,
) -> tuple[pa.Table, str | None]:
    """The observations (OBSERVATIONS) of the rows without a fault, and the decimal mark.

    registers  of indicators and of areas
    """
    asked = traits(definitions)
    columns, problems = roles.columns, roles.problems
    indicator = read_indicators(roles, registers[0], log)
    keys = read_keys(roles, indicator, registers[1], definitions, today=today, log=log)
    log_duplicates(keys, roles, log)

    decimal = ~asked.counted[indicator] & (indicator >= 0) & (roles.separator != ",")
    never = np.zeros(len(roles.rows), dtype=np.bool_)
    values = read_numbers(columns["värde"], problems["värde"], decimal, log)
    beside = {
        name: read_numbers(columns[name], problems[name], never, log)
        for name in ("nämnare", "antal_svar")
        if name in columns
    }
    denominators, responses = beside.get("nämnare"), beside.get("antal_svar")
    check_values(values, indicator, asked, log)
    check_denominators(values, denominators, indicator, asked, log)
    check_responses(values, responses, indicator, asked, log)
    status = _statuses(roles, values, log)
    low, high = bounds(values, responses, indicator, asked)

    marks = (numbers.mark for numbers in (values, *beside.values()))
    mark = _DECIMAL_MARKS[next((m for m in marks if m is not Mark.NONE), Mark.NONE)]
    good = np.flatnonzero(~log.bad)
    made = {
        **_key_arrays(keys, registers, good),
        "value": _numbers(values, good),
        "denominator": _numbers(denominators, good),
        "responses": _numbers(responses, good),
        "status": pa.array([s.value for s in _STATUSES]).take(pa.array(status[good])),
        "low": pa.array(low[good], from_pandas=True),
        "high": pa.array(high[good], from_pandas=True),
        "comment": _comments(columns.get("kommentar"), good),
        "source_row": pa.array(roles.rows[good]),
    }
    return pa.table([made[name] for name in OBSERVATIONS.names], schema=OBSERVATIONS), mark


def _statuses(roles: Roles, values: Numbers, log: FaultLog) -> npt.NDArray[np.int8]:
    """Each row's position among the statuses; rows whose cells disagree are logged."""
    column = roles.columns.get("status")
    stated = np.zeros(len(values.form), dtype=np.int8)
    if column is not None:
        found, problems = parse_distinct(column, parse_status, roles.problems["status"])
        log.cells(column, problems)
        stated = np.array([_STATED.index(s) for s in found], dtype=np.int8)[column.codes]
    answer = _ANSWERS[values.form, values.flag, stated]
    answer[values.form == NO_FORM] = 0
    for code in np.unique(answer[answer < 0]).tolist():
        log.rows(answer == code, _CODES[-code - 1], column or values.column)
    return np.maximum(answer, 0)


def _answers() -> npt.NDArray[np.int8]:
    """`combined` for every form, flag and stated status: a status, or -1 - a fault code."""
    table = np.zeros((len(Form), len(FLAGS), len(_STATED)), dtype=np.int8)
    for form, (f, flag), (s, stated) in product(Form, enumerate(FLAGS), enumerate(_STATED)):
        answer = combined(form, flag, stated)
        found = isinstance(answer, Status)
        table[form, f, s] = _STATUSES.index(answer) if found else -1 - _CODES.index(answer)
    return table


_ANSWERS = _answers()


def _key_arrays(
    keys: Keys, registers: tuple[Register, Register], good: npt.NDArray[np.intp]
) -> dict[str, pa.Array]:
    periods = pa.array(keys.period[good])
    starts = [p.start.toordinal() - _EPOCH for p in keys.periods]
    ends = [p.end.toordinal() - _EPOCH for p in keys.periods]
    kinds = [p.kind.value for p in keys.periods]
    return {
        "indicator_id": pa.array(registers[0].ids, pa.string()).take(
            pa.array(keys.indicator[good])
        ),
        "area_id": pa.array(registers[1].ids, pa.string()).take(pa.array(keys.area[good])),
        "period_kind": pa.array(kinds, pa.string()).take(periods),
        "period_start": pa.array(starts, pa.int32()).cast(pa.date32()).take(periods),
        "period_end": pa.array(ends, pa.int32()).cast(pa.date32()).take(periods),
    }


def _numbers(numbers: Numbers | None, good: npt.NDArray[np.intp]) -> pa.Array:
    """The numbers of the good rows, null where there is none."""
    if numbers is None:
        return pa.nulls(len(good), pa.float64())
    return pa.array(numbers.number[good], mask=~numbers.has_number[good])


def _comments(column: TextColumn | None, good: npt.NDArray[np.intp]) -> pa.Array:
    """The comments of the good rows, trimmed; null where there is none."""
    if column is None:
        return pa.nulls(len(good), pa.string())
    trimmed = pc.utf8_trim_whitespace(column.distinct)
    known = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    return known.take(pa.array(column.codes[good]))
