"""Which cells are hidden whatever their value is: what neighbours or other versions would tell."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.rows import CELL_KEY, CellKey, all_of


@dataclass(frozen=True)
class Hidden:
    """Cells, by key, that an audience sees in no version.

    unbounded   those of them whose bounds are not shown either
    unsearched  those that are hidden because finding out what is enough would take too much work
    """

    keys: frozenset[CellKey] = frozenset()
    unbounded: frozenset[CellKey] = frozenset()
    unsearched: frozenset[CellKey] = frozenset()


NOTHING_MORE = Hidden()


def among(table: pa.Table, keys: Collection[CellKey]) -> pa.Array:
    """True for each row whose key is one of `keys`."""
    mask = np.zeros(table.num_rows, dtype=bool)
    if keys and table.num_rows:
        indicators, areas, _, starts, _ = zip(*keys, strict=True)
        maybe = all_of(
            pc.is_in(table["indicator_id"], pa.array(set(indicators), pa.string())),
            pc.is_in(table["area_id"], pa.array(set(areas), pa.string())),
            pc.is_in(table["period_start"], pa.array(set(starts), pa.date32())),
        )
        places = pc.indices_nonzero(maybe)
        found = table.select(CELL_KEY).take(places).to_pydict().values()
        mask[places.to_numpy()] = [key in keys for key in zip(*found, strict=True)]
    return pa.array(mask)
