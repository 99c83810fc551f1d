"""What must hold of what is in force. Each rule is a query that finds where it does not."""

from dataclasses import dataclass

import duckdb

from tracker.model.observations import Status
from tracker.model.periods import PeriodKind
from tracker.store.statements import sql

_KNOWN: dict[str, object] = {
    "kinds": [kind.value for kind in PeriodKind],
    "with_number": [s.value for s in Status if s.has_number],
    "without_number": [s.value for s in Status if not s.has_number],
}
_RULES = (
    "rows_inconsistent",
    "series_mixes_periods",
    "series_mixes_fictional",
    "rows_without_upload",
)
_RULE_OF_KEYS = "rows_duplicated"
_AT_ONCE = 250_000  # rows whose keys are held in memory together
_RULES_OF_ENTRIES = ("entries_duplicated",)


@dataclass(frozen=True)
class Broken:
    """A rule, by the code that words it, and a series or an entry where it does not hold."""

    code: str
    params: dict[str, str]


def broken(connection: duckdb.DuckDBPyConnection) -> list[Broken]:
    """Each rule that does not hold in the series of the table `touched`, with one such series."""
    connection.execute(sql("write/sum_touched"), _KNOWN)
    checks: list[tuple[str, dict[str, object]]] = [(code, {}) for code in _RULES]
    if connection.execute(sql("check/rows_out_of_order")).fetchall():
        checks += [
            (_RULE_OF_KEYS, {"first": some[0], "last": some[-1]}) for some in _in_parts(connection)
        ]
    return [
        Broken(code, {"indicator": indicator, "area": area})
        for code, params in checks
        for indicator, area in connection.execute(sql(f"check/{code}"), params).fetchall()
    ]


def _in_parts(connection: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """The indicators of the touched series, in parts of about as many rows as fit."""
    parts: list[list[str]] = []
    left = 0
    for indicator, many in connection.execute(sql("check/touched_sizes")).fetchall():
        if many > left:
            parts.append([])
            left = _AT_ONCE
        parts[-1].append(indicator)
        left -= many
    return parts


def entries_broken(connection: duckdb.DuckDBPyConnection) -> list[Broken]:
    """Each rule of entries that does not hold, with one such entry."""
    return [
        Broken(code, {"entry": entry})
        for code in _RULES_OF_ENTRIES
        for (entry,) in connection.execute(sql(f"check/{code}")).fetchall()
    ]
