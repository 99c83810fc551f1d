"""Which series and period each row is about, checked against the definitions."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tracker.errors import Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import TextColumn, parse_distinct
from tracker.ingest.own.faults import FaultLog
from tracker.ingest.own.names import Register
from tracker.ingest.own.periods import ANY_EXAMPLE, EXAMPLES, parse_plain_period
from tracker.ingest.own.roles import Roles
from tracker.ingest.own.traits import KINDS, traits
from tracker.model.definitions import Definitions
from tracker.model.periods import Period

Positions = npt.NDArray[np.int32]


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

    known = indicator >= 0
    misplaced = known & (area >= 0) & ~asked.allowed[indicator, area]
    log.rows(misplaced, FaultCode.AREA_NOT_FOR_INDICATOR, roles.columns["område"], fits)
    wrong_kind = known & (period >= 0) & (kinds[period] != asked.frequency[indicator])
    log.rows(wrong_kind, FaultCode.PERIOD_KIND, column, expected)
    return Keys(indicator, area, period, periods)


def log_duplicates(keys: Keys, roles: Roles, log: FaultLog) -> None:
    """Log every row whose indicator, area and period stand in an earlier row too."""
    whole = np.flatnonzero((keys.indicator >= 0) & (keys.area >= 0) & (keys.period >= 0))
    if not len(whole):
        return
    key = keys.indicator[whole].astype(np.int64)
    key = key * (int(keys.area.max()) + 1) + keys.area[whole]
    key = key * len(keys.periods) + keys.period[whole]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    if starts.all():
        return
    first = np.full(len(keys.period), -1, dtype=np.int64)
    group = np.maximum.accumulate(np.where(starts, np.arange(len(ordered)), 0))
    first[whole[order]] = whole[order][group]
    duplicate = np.zeros(len(keys.period), dtype=np.bool_)
    duplicate[whole[order[~starts]]] = True
    log.rows(
        duplicate,
        FaultCode.DUPLICATE_ROW,
        roles.columns["period"],
        lambda row: {"first": log.row_number(int(first[row]))},
    )


def _read_names(roles: Roles, role: str, register: Register, log: FaultLog) -> Positions:
    column = roles.columns[role]
    found, problems = parse_distinct(column, register.find, roles.problems[role])
    log.cells(column, problems)
    return _by_row(column, found)


def _by_row(column: TextColumn, found: list[int | None]) -> Positions:
    positions = np.array([-1 if p is None else p for p in found], dtype=np.int32)
    return positions[column.codes]


def _distinct_periods(
    read: list[Period | None], column: TextColumn
) -> tuple[tuple[Period, ...], Positions]:
    """The periods that occur, once each: 2021K1 and 2021Q1 are one."""
    positions: dict[Period, int] = {}
    found: list[int | None] = []
    for period in read:
        found.append(None if period is None else positions.setdefault(period, len(positions)))
    return tuple(positions), _by_row(column, found)
