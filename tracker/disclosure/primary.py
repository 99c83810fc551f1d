"""Primary suppression: the values that are small by themselves; and the hiding of any value."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.hidden import NOTHING_MORE, Hidden, among
from tracker.disclosure.rows import all_of, with_column
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Status

FEWEST_ANSWERS = 30  # shares of fewer answers are hidden, whatever `min_n` says
COUNTED = (Measure.COUNT, Measure.RATE)


def lowest_hidden(indicator: Indicator) -> int:
    """The smallest count that is hidden for being small."""
    return 0 if indicator.suppressed_zero else 1


def enough_answers(indicator: Indicator) -> int:
    """The fewest answers that a share is shown with."""
    return max(indicator.min_n, FEWEST_ANSWERS)


def suppressed(
    table: pa.Table, indicators: Mapping[str, Indicator], hidden: Hidden = NOTHING_MORE
) -> pa.Table:
    """The rows, all of SUPPRESSED series, without the numbers that are small or `hidden`.

    A small count keeps the bounds that are the same for all such counts; any other hidden number
    has none.
    """
    if not table.num_rows:
        return table
    rules = list(indicators.values())
    position = pc.index_in(table["indicator_id"], pa.array(list(indicators), pa.string()))

    def of_rule(values: list[Any], kind: Any) -> Any:
        return pc.take(pa.array(values, kind), position)

    counted = of_rule([r.measure in COUNTED for r in rules], pa.bool_())
    shared = of_rule([r.measure is Measure.SHARE for r in rules], pa.bool_())
    min_n = of_rule([r.min_n for r in rules], pa.float64())
    lowest = of_rule([lowest_hidden(r) for r in rules], pa.float64())
    enough = of_rule([enough_answers(r) for r in rules], pa.float64())
    assumed = of_rule([r.assumed_n for r in rules], pa.float64())

    value, low, high, answers = (table[n] for n in ("value", "low", "high", "responses"))
    numbered = pc.is_valid(value)
    zero_hidden = pc.equal(lowest, 0)
    small = all_of(counted, pc.less(value, min_n), pc.or_(pc.greater(value, 0), zero_hidden))
    # Bounds that the source gave may not say more than ours would.
    blurred = all_of(counted, pc.invert(numbered), pc.less(low, min_n))
    unknown_few = pc.and_(
        shared, pc.fill_null(pc.less(pc.coalesce(answers, assumed), enough), True)
    )
    few = pc.or_(unknown_few, all_of(pc.invert(counted), pc.less(answers, enough)))
    kept = among(table, hidden.keys)
    few = pc.or_(few, pc.and_(kept, pc.invert(counted)))
    without = pc.or_(small, pc.and_(pc.or_(few, kept), numbered))

    top = pc.subtract(min_n, 1)
    nothing = pa.scalar(None, pa.float64())
    low = pc.if_else(blurred, pc.min_element_wise(low, lowest), low)
    high = pc.if_else(blurred, pc.max_element_wise(high, top, skip_nulls=False), high)
    low, high = (pc.if_else(small, ours, bound) for ours, bound in ((lowest, low), (top, high)))
    bare = among(table, hidden.unbounded)
    low, high = (pc.if_else(bare, nothing, bound) for bound in (low, high))
    table = with_column(table, "value", pc.if_else(without, nothing, value))
    table = with_column(table, "low", low)
    table = with_column(table, "high", high)
    table = with_column(table, "responses", pc.if_else(few, nothing, answers))
    table = with_column(table, "denominator", pc.if_else(few, nothing, table["denominator"]))
    status = pc.if_else(without, Status.SUPPRESSED.value, table["status"])
    return with_column(table, "status", status)
