"""Which series and period each row is about, checked against the definitions."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tracker.errors import Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import BLOCK, TextColumn, parse_distinct
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.names import Register
from tracker.ingest.own.periods import ANY_EXAMPLE, EXAMPLES, parse_plain_period
from tracker.ingest.own.roles import Roles
from tracker.ingest.own.traits import KINDS, traits
from tracker.model.definitions import Definitions
from tracker.model.periods import Period

Positions = npt.NDArray[np.signedinteger]  # as narrow as they may be

_SPARSE = 8  # possible keys for each row, up to which they are ticked off rather than sorted
_FEW = 2**20


@dataclass(frozen=True)
class Keys:
    """For each row: positions among the indicators, areas and `periods`; -1 for a fault."""

    indicator: Positions
    area: Positions
    period: Positions
    periods: tuple[Period, ...]


def read_indicators(roles: Roles, register: Register, log: FaultLog) -> Positions:
    """The indicator of each row."""
    return _read_names(roles, "indikator", register, log)


def read_keys(
    roles: Roles,
    indicator: Positions,
    areas: Register,
    definitions: Definitions,
    *,
    today: date,
    log: FaultLog,
) -> Keys:
    """The area and period of each row; every row that does not fit its indicator is logged."""
    asked = traits(definitions)
    area = _read_names(roles, "område", areas, log)
    indicators = tuple(definitions.indicators.values())

    def expected(row: int) -> dict[str, Param]:
        known = indicator[row] >= 0
        example = EXAMPLES[indicators[indicator[row]].frequency] if known else ANY_EXAMPLE
        return {"expected": example}

    def fits(row: int) -> dict[str, Param]:
        defined = indicators[indicator[row]]
        return {"indicator": defined.id, "areas": ", ".join(defined.areas)}

    def parse(text: str) -> Period | Problem:
        return parse_plain_period(text, today)

    column = roles.columns["period"]
    read, flawed = parse_distinct(column, parse, roles.problems["period"])
    log.cells(column, flawed, expected)
    periods, period = _distinct_periods(read, column)
    kinds = np.array([*(KINDS.index(p.kind) for p in periods), -1], dtype=np.int8)

    # Unknown indicators, areas and periods stand last: everything is right about them here.
    allowed, fitting = asked.allowed.copy(), kinds[:, None] == asked.frequency
    allowed[-1], allowed[:, -1], fitting[-1], fitting[:, -1] = True, True, True, True
    misplaced = _refused(indicator, area, allowed)
    log.rows(misplaced, FaultCode.AREA_NOT_FOR_INDICATOR, roles.columns["område"], fits)
    log.rows(_refused(period, indicator, fitting), FaultCode.PERIOD_KIND, column, expected)
    return Keys(indicator, area, period, periods)


def log_duplicates(keys: Keys, roles: Roles, log: FaultLog) -> None:
    """Log every row whose indicator, area and period stand in an earlier row too."""
    complete = (keys.indicator >= 0) & (keys.area >= 0) & (keys.period >= 0)
    if complete.all() and _all_different(_numbered(keys, slice(None))):
        return
    whole = np.flatnonzero(complete).astype(np.int32)
    key = _numbered(keys, whole)
    if not len(whole) or _all_different(key):
        return
    if int(key.max()) > max(_FEW, _SPARSE * len(key)):
        _, key = np.unique(key, return_inverse=True)
    first = np.full(int(key.max()) + 1, np.iinfo(np.int32).max, dtype=np.int32)
    repeated = np.empty(len(whole), dtype=np.bool_)
    for start in range(0, len(whole), BLOCK):
        block = slice(start, start + BLOCK)
        np.minimum.at(first, key[block], whole[block])
        repeated[block] = first[key[block]] < whole[block]

    def earliest(row: int) -> dict[str, Param]:
        place = np.searchsorted(whole, np.int32(row))  # of the same type: else it copies `whole`
        return {"first": log.row_number(int(first[key[place]]))}

    found = whole[repeated].astype(np.intp)
    log.rows(found, FaultCode.DUPLICATE_ROW, roles.columns["period"], earliest)


def _numbered(
    keys: Keys, rows: npt.NDArray[np.signedinteger] | slice
) -> npt.NDArray[np.signedinteger]:
    """One number for each row with a whole key, equal where the keys are."""
    areas = int(keys.area.max(initial=0)) + 1
    most = (int(keys.indicator.max(initial=0)) + 1) * areas * len(keys.periods)
    key: Positions
    key = keys.indicator[rows].astype(np.int32 if most < 2**31 else np.int64)
    key *= areas
    key += keys.area[rows]
    key *= len(keys.periods)
    key += keys.period[rows]
    return key


def _all_different(key: npt.NDArray[np.signedinteger]) -> bool:
    """Whether no number occurs twice, where that is quickly told; else False."""
    most = int(key.max(initial=0)) + 1
    if most > max(_FEW, _SPARSE * len(key)):
        return False
    seen = np.zeros(most, dtype=np.bool_)
    for start in range(0, len(key), BLOCK):
        seen[key[start : start + BLOCK]] = True
    return int(np.count_nonzero(seen)) == len(key)


def _refused(
    first: Positions, second: Positions, allowed: npt.NDArray[np.bool_]
) -> npt.NDArray[np.intp]:
    """The rows whose two positions are not allowed together; -1 is the last."""
    if allowed.all():
        return np.empty(0, np.intp)
    refused = np.empty(len(first), dtype=np.bool_)
    for start in range(0, len(first), BLOCK):
        block = slice(start, start + BLOCK)
        refused[block] = ~allowed[first[block], second[block]]
    return np.flatnonzero(refused)


def _read_names(roles: Roles, role: str, register: Register, log: FaultLog) -> Positions:
    column = roles.columns[role]
    found, problems = parse_distinct(column, register.find, roles.problems[role])
    log.cells(column, problems)
    return _by_row(column, found)


def _by_row(column: TextColumn, found: list[int | None]) -> Positions:
    narrow = np.min_scalar_type(-1 - max((p for p in found if p is not None), default=0))
    positions = np.array([-1 if p is None else p for p in found], dtype=narrow)
    return column.by_row(positions)


def _distinct_periods(
    read: list[Period | None], column: TextColumn
) -> tuple[tuple[Period, ...], Positions]:
    """The periods that occur, once each: 2021K1 and 2021Q1 are one."""
    positions: dict[Period, int] = {}
    found: list[int | None] = []
    for period in read:
        found.append(None if period is None else positions.setdefault(period, len(positions)))
    return tuple(positions), _by_row(column, found)
