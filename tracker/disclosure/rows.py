"""Tables of observations: the key of a cell, and columns put in place of others."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

KEY = ["indicator_id", "area_id", "period_start", "period_end"]

CellKey = tuple[str, str, str, date, date]  # indicator, area, period kind, first day, last day
CELL_KEY = ["indicator_id", "area_id", "period_kind", "period_start", "period_end"]


def of_indicators(table: pa.Table, ids: Iterable[str]) -> pa.Table:
    """The rows of those indicators."""
    return table.filter(pc.is_in(table["indicator_id"], pa.array(list(ids), pa.string())))


def with_column(table: pa.Table, name: str, column: Any) -> pa.Table:
    """The table with another column of the same name, place and type."""
    position = table.schema.get_field_index(name)
    return table.set_column(position, table.schema.field(name), column)


def all_of(*conditions: Any) -> Any:
    """Where every condition is known to hold."""
    held = conditions[0]
    for condition in conditions[1:]:
        held = pc.and_kleene(held, condition)
    return pc.fill_null(held, False)
