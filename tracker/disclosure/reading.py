"""A table as a reader may see it."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.hidden import NOTHING_MORE, Hidden
from tracker.disclosure.open_periods import in_open_periods
from tracker.disclosure.primary import suppressed
from tracker.disclosure.rows import KEY, of_indicators, with_column
from tracker.disclosure.visibility import Visibility, visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator


def apply(
    table: pa.Table,
    reader: Reader,
    indicators: Mapping[str, Indicator],
    hidden: Hidden = NOTHING_MORE,
) -> pa.Table:
    """The table as the reader may see it, ordered by indicator, area and period.

    table        OBSERVATIONS, further columns allowed
    indicators   by id; rows of any other indicator are left out
    hidden       what `hidden_cells` found for the same reader in the whole history

    FULL rows pass as they are; a table of only such rows is given back itself. NAME_ONLY rows
    are left out. Of SUPPRESSED rows
    - `öppen` sees whole `open_period`s where the definitions name one,
    - a count (of a rate, too) of 1 to `min_n` - 1 becomes `suppressed` between those bounds;
      0 is hidden with them where the definitions say `suppressed_zero`,
    - a share becomes `suppressed`, without bounds, when its answers are fewer than `min_n` or
      30, or when nobody knows how many they are,
    - what is `hidden` becomes `suppressed` whatever it is,
    - comments and row numbers are left out.
    """
    ids = pc.unique(table["indicator_id"]).to_pylist()
    seen = {i: visibility(reader, indicators[i]) for i in ids if i in indicators}
    if len(seen) == len(ids) and all(v is Visibility.FULL for v in seen.values()):
        return table
    limited = {i: indicators[i] for i, v in seen.items() if v is Visibility.SUPPRESSED}
    full = of_indicators(table, [i for i, v in seen.items() if v is Visibility.FULL])
    rest = _without_remarks(of_indicators(table, limited))
    if reader.audience is Audience.OPEN:
        rest = in_open_periods(rest, limited)
    return pa.concat_tables([full, suppressed(rest, limited, hidden)]).sort_by(
        [(name, "ascending") for name in KEY]
    )


def _without_remarks(table: pa.Table) -> pa.Table:
    for name in ("comment", "source_row"):
        table = with_column(table, name, pa.nulls(table.num_rows, table.schema.field(name).type))
    return table
