"""A table of values as series."""

from itertools import groupby
from typing import Any

import pyarrow as pa

from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind

_COLUMNS = (
    "indicator_id",
    "area_id",
    "fictional",
    "period_start",
    "period_end",
    "period_kind",
    "status",
    "value",
    "denominator",
    "responses",
    "low",
    "high",
    "comment",
    "upload_id",
)


def series_in(table: pa.Table) -> tuple[Series, ...]:
    """The series of a table of OBSERVATIONS, upload_id and fictional, which is in their order."""
    rows = zip(*(table[name].to_pylist() for name in _COLUMNS), strict=True)
    return tuple(_series(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:2]))


def _series(key: tuple[Any, ...], rows: list[tuple[Any, ...]]) -> Series:
    indicator, area = key
    return Series(
        indicator_id=indicator,
        area_id=area,
        observations=tuple(
            Observation(Period(start, end, PeriodKind(kind)), Status(status), *rest)
            for _, _, _, start, end, kind, status, *rest in rows
        ),
        fictional=rows[0][2],
    )
