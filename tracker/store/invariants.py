"""What must hold of every series in force. Each rule is a query that finds where it does not."""

from dataclasses import dataclass

import duckdb

from tracker.model.observations import Status
from tracker.model.periods import PeriodKind
from tracker.store.statements import sql

_RULES: dict[str, dict[str, object]] = {
    "rows_inconsistent": {
        "kinds": [kind.value for kind in PeriodKind],
        "with_number": [s.value for s in Status if s.has_number],
        "without_number": [s.value for s in Status if not s.has_number],
    },
    "rows_duplicated": {},
    "series_mixes_periods": {},
    "series_mixes_fictional": {},
    "rows_without_upload": {},
}


@dataclass(frozen=True)
class Broken:
    """A rule, by the code that words it, and a series where it does not hold."""

    code: str
    indicator: str
    area: str


def broken(connection: duckdb.DuckDBPyConnection) -> list[Broken]:
    """Each rule that does not hold in the series of the table `touched`, with one such series."""
    return [
        Broken(code, *row)
        for code, params in _RULES.items()
        for row in connection.execute(sql(f"check/{code}"), params).fetchall()
    ]
