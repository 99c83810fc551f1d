"""Columns of text with known roles → observations; every row that cannot be one is logged."""

from collections.abc import Sequence
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.ingest.codes import FaultCode
from tracker.ingest.nothing import nulls
from tracker.ingest.own.amounts import bounds, check_denominators, check_responses, check_values
from tracker.ingest.own.columns import BLOCK, Number, Rows, TextColumn, looked_up, parse_distinct
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.keys import Keys, log_duplicates, read_indicators, read_keys
from tracker.ingest.own.names import Register
from tracker.ingest.own.numbers import Numbers, read_numbers
from tracker.ingest.own.roles import Roles
from tracker.ingest.own.statuses import combined, parse_status
from tracker.ingest.own.strings import FLAGS, NO_FORM
from tracker.ingest.own.traits import traits
from tracker.ingest.own.values import Form, Mark
from tracker.model.definitions import Definitions
from tracker.model.observations import ENCODED_OBSERVATIONS, Status
from tracker.model.periods import PeriodKind

_STATUSES = tuple(Status)
_STATED = (None, *_STATUSES)
_KINDS = tuple(PeriodKind)
_CODES = tuple(FaultCode)
_SCHEMA = ENCODED_OBSERVATIONS
_EPOCH = date(1970, 1, 1).toordinal()
_DECIMAL_MARKS = {Mark.NONE: None, Mark.COMMA: ",", Mark.POINT: "."}


def read_observations(
    roles: Roles,
    definitions: Definitions,
    registers: tuple[Register, Register],
    today: date,
    log: FaultLog,
) -> tuple[pa.Table, str | None]:
    """The observations (ENCODED_OBSERVATIONS) of the rows without a fault, and the decimal mark.

    registers  of indicators and of areas
    """
    asked = traits(definitions)
    columns, problems = roles.columns, roles.problems
    indicator = read_indicators(roles, registers[0], log)
    keys = read_keys(roles, indicator, registers[1], definitions, today=today, log=log)
    log_duplicates(keys, roles, log)

    uncounted = ~asked.counted
    uncounted[-1] = False
    decimal = None if roles.separator == "," else looked_up(uncounted, indicator)
    values = read_numbers(columns["värde"], problems["värde"], decimal, log)
    beside = {
        name: read_numbers(columns[name], problems[name], None, log)
        for name in ("nämnare", "antal_svar")
        if name in columns
    }
    denominators, responses = beside.get("nämnare"), beside.get("antal_svar")
    check_values(values, indicator, asked, log)
    check_denominators(values, denominators, indicator, asked, log)
    check_responses(values, responses, indicator, asked, log)
    status = _statuses(roles, values, log)
    hidden = bounds(values, responses, indicator, asked)

    marks = (numbers.mark for numbers in (values, *beside.values()))
    mark = _DECIMAL_MARKS[next((m for m in marks if m is not Mark.NONE), Mark.NONE)]
    good = np.flatnonzero(~log.bad) if log.bad.any() else None
    made = {
        **_key_arrays(keys, registers, good),
        "value": _numbers(values, good),
        "denominator": _numbers(denominators, good),
        "responses": _numbers(responses, good),
        "status": _texts(_chosen(status, good), [s.value for s in _STATUSES]),
        "low": _sparse(hidden.rows, hidden.low, len(roles.rows), good),
        "high": _sparse(hidden.rows, hidden.high, len(roles.rows), good),
        "comment": _comments(columns.get("kommentar"), good),
        "source_row": pa.array(_chosen(roles.rows, good)),
    }
    length = len(made["source_row"])
    return pa.table(
        [made[f.name] if made[f.name] is not None else nulls(length, f.type) for f in _SCHEMA],
        schema=_SCHEMA,
    ), mark


def _statuses(roles: Roles, values: Numbers, log: FaultLog) -> npt.NDArray[np.int8]:
    """Each row's position among the statuses; rows whose cells disagree are logged."""
    column, strings = roles.columns.get("status"), values.strings
    stated = np.zeros(1, dtype=np.int8)
    if column is not None:
        found, problems = parse_distinct(column, parse_status, roles.problems["status"])
        log.cells(column, problems)
        stated = np.array([_STATED.index(s) for s in found], dtype=np.int8)
    by_string = _ANSWERS[strings.form[:, None], strings.flag[:, None], np.arange(len(_STATED))]
    by_string[strings.form == NO_FORM] = 0
    answers, codes = by_string.ravel(), values.column.codes
    answer = np.empty(len(codes), dtype=np.int8)
    for start in range(0, len(codes), BLOCK):
        block = slice(start, start + BLOCK)
        said = stated[column.codes[block]] if column is not None else stated
        answer[block] = answers[codes[block].astype(np.intp) * len(_STATED) + said]
    if values.refused is not None:
        answer[values.refused] = 0
    for code in np.unique(answers[answers < 0]).tolist():
        log.rows(np.flatnonzero(answer == code), _CODES[-code - 1], column or values.column)
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
    keys: Keys, registers: tuple[Register, Register], good: Rows | None
) -> dict[str, pa.Array]:
    period = _chosen(keys.period, good)
    starts = np.array([p.start.toordinal() - _EPOCH for p in keys.periods], dtype=np.int32)
    ends = np.array([p.end.toordinal() - _EPOCH for p in keys.periods], dtype=np.int32)
    kind = np.array([_KINDS.index(p.kind) for p in keys.periods], dtype=np.int32)
    return {
        "indicator_id": _texts(_chosen(keys.indicator, good), registers[0].ids),
        "area_id": _texts(_chosen(keys.area, good), registers[1].ids),
        "period_kind": _texts(looked_up(kind, period), [k.value for k in _KINDS]),
        "period_start": pa.array(looked_up(starts, period)).view(pa.date32()),
        "period_end": pa.array(looked_up(ends, period)).view(pa.date32()),
    }


def _chosen(by_row: npt.NDArray[Number], good: Rows | None) -> npt.NDArray[Number]:
    """The entries of the good rows; None: every row is."""
    return by_row if good is None else by_row[good]


def _texts(places: npt.NDArray[np.signedinteger], texts: Sequence[str]) -> pa.DictionaryArray:
    codes = pa.array(places.astype(np.int32, copy=False))
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))


def _numbers(numbers: Numbers | None, good: Rows | None) -> pa.Array | None:
    """The numbers of the good rows, null where there is none; None where no row has one."""
    if numbers is None:
        return None
    lacking = ~_chosen(numbers.has_number, good)
    if lacking.all():
        return None
    number = looked_up(numbers.strings.number, _chosen(numbers.column.codes, good))
    return pa.array(number, mask=lacking if lacking.any() else None)


def _sparse(
    rows: Rows, numbers: npt.NDArray[np.float64], length: int, good: Rows | None
) -> pa.Array | None:
    """Numbers that only some rows have, NaN being none; None where no row has one."""
    if not len(rows):
        return None
    by_row = np.full(length, np.nan)
    by_row[rows] = numbers
    return pa.array(_chosen(by_row, good), from_pandas=True)


def _comments(column: TextColumn | None, good: Rows | None) -> pa.Array | None:
    """The comments of the good rows, trimmed; null where there is none."""
    if column is None:
        return None
    trimmed = pc.utf8_trim_whitespace(column.distinct)
    different = trimmed.dictionary_encode()
    codes = looked_up(different.indices.to_numpy(), _chosen(column.codes, good))
    nothing = pc.index(different.dictionary, "").as_py()
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=codes == nothing if nothing >= 0 else None), different.dictionary
    )
