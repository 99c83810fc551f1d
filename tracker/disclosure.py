"""Röjandekontroll: which values an audience may see. Pure; the store applies it to every read.

    apply(table, reader, indicators)   the table as `reader` may see it
    visibility(reader, indicator)      how much of a series that is

Primary suppression only: what a sum or a difference gives away is not looked for.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tracker.model.access import Audience, Confidentiality, Reader
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Status
from tracker.model.periods import Period, PeriodKind, containing

FEWEST_ANSWERS = 30  # shares of fewer answers are hidden, whatever `min_n` says

_KEY = ["indicator_id", "area_id", "period_start", "period_end"]


class Visibility(StrEnum):
    """How much of a series a reader may see."""

    NAME_ONLY = "name_only"  # that it exists
    SUPPRESSED = "suppressed"  # its values, small numbers hidden; no comments
    FULL = "full"


# Series × reader. «deliverer» is an analyst of the organisation that owns the indicator or is
# listed in its `readers`; any other analyst reads as `intern`.
_NAME, _SMALL_HIDDEN, _FULL = Visibility
# fmt: off
_VISIBILITY = {
    # the series is                    öppen          intern         deliverer
    Confidentiality.OPEN:             (_SMALL_HIDDEN, _FULL,         _FULL),
    Confidentiality.INTERNAL:         (_NAME,         _FULL,         _FULL),
    Confidentiality.TO_BE_ASSESSED:   (_NAME,         _SMALL_HIDDEN, _FULL),
}
# fmt: on


def visibility(reader: Reader, indicator: Indicator) -> Visibility:
    """How much of the indicator's series the reader may see.

    What the source has `published` is not suppressed, but publication never opens a series
    whose name is all that the reader may see: the class is the deliverer's word.
    """
    to_open, to_internal, to_deliverer = _VISIBILITY[indicator.confidentiality]
    match reader.audience:
        case Audience.OPEN:
            found = to_open
        case Audience.INTERNAL:
            found = to_internal
        case Audience.ANALYSIS:
            found = to_deliverer if _delivers(reader, indicator) else to_internal
    if found is Visibility.SUPPRESSED and indicator.published:
        return Visibility.FULL
    return found


def _delivers(reader: Reader, indicator: Indicator) -> bool:
    return any(map(reader.belongs_to, (indicator.owner_organisation, *indicator.readers)))


def apply(table: pa.Table, reader: Reader, indicators: Mapping[str, Indicator]) -> pa.Table:
    """The table as the reader may see it, ordered by indicator, area and period.

    table        OBSERVATIONS, further columns allowed
    indicators   by id; rows of any other indicator are left out

    FULL rows pass as they are; a table of only such rows is given back itself. NAME_ONLY rows
    are left out. Of SUPPRESSED rows
    - `öppen` sees whole `open_period`s where the definitions name one,
    - a count (of a rate, too) of 1 to `min_n` - 1 becomes `suppressed` between those bounds;
      0 is hidden with them where the definitions say `suppressed_zero`,
    - a share becomes `suppressed`, without bounds, when its answers are fewer than `min_n` or
      30, or when nobody knows how many they are,
    - comments and row numbers are left out.
    """
    ids = pc.unique(table["indicator_id"]).to_pylist()
    seen = {i: visibility(reader, indicators[i]) for i in ids if i in indicators}
    if len(seen) == len(ids) and all(v is Visibility.FULL for v in seen.values()):
        return table
    limited = {i: indicators[i] for i, v in seen.items() if v is Visibility.SUPPRESSED}
    full = _of(table, [i for i, v in seen.items() if v is Visibility.FULL])
    rest = _without_remarks(_of(table, list(limited)))
    if reader.audience is Audience.OPEN:
        rest = _in_open_periods(rest, limited)
    return pa.concat_tables([full, _suppressed(rest, limited)]).sort_by(
        [(name, "ascending") for name in _KEY]
    )


def _of(table: pa.Table, ids: list[str]) -> pa.Table:
    return table.filter(pc.is_in(table["indicator_id"], pa.array(ids, pa.string())))


def _without_remarks(table: pa.Table) -> pa.Table:
    for name in ("comment", "source_row"):
        table = _with(table, name, pa.nulls(table.num_rows, table.schema.field(name).type))
    return table


def _with(table: pa.Table, name: str, column: Any) -> pa.Table:
    position = table.schema.get_field_index(name)
    return table.set_column(position, table.schema.field(name), column)


def _suppressed(table: pa.Table, indicators: Mapping[str, Indicator]) -> pa.Table:
    if not table.num_rows:
        return table
    rules = list(indicators.values())
    position = pc.index_in(table["indicator_id"], pa.array(list(indicators), pa.string()))

    def of_rule(values: list[Any], kind: Any) -> Any:
        return pc.take(pa.array(values, kind), position)

    counted = of_rule([r.measure in (Measure.COUNT, Measure.RATE) for r in rules], pa.bool_())
    shared = of_rule([r.measure is Measure.SHARE for r in rules], pa.bool_())
    min_n = of_rule([r.min_n for r in rules], pa.float64())
    lowest = of_rule([0 if r.suppressed_zero else 1 for r in rules], pa.float64())
    enough = of_rule([max(r.min_n, FEWEST_ANSWERS) for r in rules], pa.float64())
    assumed = of_rule([r.assumed_n for r in rules], pa.float64())

    value, low, high, answers = (table[n] for n in ("value", "low", "high", "responses"))
    numbered = pc.is_valid(value)
    zero_hidden = pc.equal(lowest, 0)
    small = _all(counted, pc.less(value, min_n), pc.or_(pc.greater(value, 0), zero_hidden))
    # Bounds that the source gave may not say more than ours would.
    blurred = _all(counted, pc.invert(numbered), pc.less(low, min_n))
    unknown_few = pc.and_(
        shared, pc.fill_null(pc.less(pc.coalesce(answers, assumed), enough), True)
    )
    few = pc.or_(unknown_few, _all(pc.invert(counted), pc.less(answers, enough)))
    hidden = pc.or_(small, pc.and_(few, numbered))

    top = pc.subtract(min_n, 1)
    low = pc.if_else(blurred, pc.min_element_wise(low, lowest), low)
    high = pc.if_else(blurred, pc.max_element_wise(high, top, skip_nulls=False), high)
    nothing = pa.scalar(None, pa.float64())
    table = _with(table, "value", pc.if_else(hidden, nothing, value))
    table = _with(table, "low", pc.if_else(small, lowest, low))
    table = _with(table, "high", pc.if_else(small, top, high))
    table = _with(table, "responses", pc.if_else(few, nothing, answers))
    table = _with(table, "denominator", pc.if_else(few, nothing, table["denominator"]))
    return _with(table, "status", pc.if_else(hidden, Status.SUPPRESSED.value, table["status"]))


def _all(*conditions: Any) -> Any:
    """Where every condition is known to hold."""
    held = conditions[0]
    for condition in conditions[1:]:
        held = pc.and_kleene(held, condition)
    return pc.fill_null(held, False)


# What a sum of parts is, by the first of these that a part is. Any other part has no number.
_WORST = (
    Status.PARTIAL,
    Status.MISSING,
    Status.SUPPRESSED,
    Status.ESTIMATED,
    Status.PRELIMINARY,
    Status.REVISED,
    Status.FINAL,
)


def _in_open_periods(table: pa.Table, indicators: Mapping[str, Indicator]) -> pa.Table:
    """The finer rows of each indicator with an `open_period`, as sums over whole such periods.

    A part without a number makes the sum missing; a period that is not covered, or only
    partly, is left out. A share or value cannot be summed: its finer rows are left out.
    """
    kinds = [PeriodKind(k) for k in pc.unique(table["period_kind"]).to_pylist()]
    for whole in {i.open_period for i in indicators.values() if i.open_period}:
        ids = [id_ for id_, i in indicators.items() if i.open_period is whole]
        summable = [i for i in ids if indicators[i].measure in (Measure.COUNT, Measure.RATE)]
        finer = [k.value for k in kinds if _is_finer(k, whole)]
        mine = _all(
            pc.is_in(table["indicator_id"], pa.array(ids, pa.string())),
            pc.is_in(table["period_kind"], pa.array(finer, pa.string())),
        )
        parts = _of(table.filter(mine), summable)
        sums = [_sums(parts.filter(pc.equal(parts["period_kind"], k)), whole) for k in finer]
        table = pa.concat_tables([table.filter(pc.invert(mine)), *sums])
    return table


def _is_finer(part: PeriodKind, whole: PeriodKind) -> bool:
    stocks = (PeriodKind.POINT, PeriodKind.RANGE)
    return part not in stocks and whole not in stocks and _months(part) < _months(whole)


def _months(kind: PeriodKind) -> int:
    return Period(date.min, date.min, kind).months


def _whole(part: Period, whole: PeriodKind) -> tuple[date, date, int]:
    """First and last day of the whole that a part lies in, and how many such parts it holds.

    A week belongs to the period of its Thursday, as it belongs to its year in ISO 8601.
    A part that reaches over two wholes gets 0: no number of such parts makes a whole.
    """
    if part.kind is PeriodKind.WEEK:
        period = containing(part.start + timedelta(days=3), whole)
        to_thursday = (3 - period.start.weekday()) % 7
        return period.start, period.end, ((period.end - period.start).days - to_thursday) // 7 + 1
    period = containing(part.start, whole)
    return period.start, period.end, period.months // part.months * part.within(period)


def _sums(table: pa.Table, whole: PeriodKind) -> pa.Table:
    """The rows, all of one finer kind, summed to `whole`s; columns and types as in the table."""
    if not table.num_rows:
        return table
    schema = table.schema
    part = PeriodKind(table["period_kind"][0].as_py())
    days = table["period_start"].combine_chunks().dictionary_encode()
    ends = dict(
        zip(table["period_start"].to_pylist(), table["period_end"].to_pylist(), strict=True)
    )
    wholes = [_whole(Period(day, ends[day], part), whole) for day in days.dictionary.to_pylist()]
    starts, stops, needed = (
        pc.take(pa.array(column, kind), days.indices)
        for column, kind in zip(
            zip(*wholes, strict=True), (pa.date32(), pa.date32(), pa.int64()), strict=True
        )
    )
    rank = pc.index_in(table["status"], pa.array([s.value for s in _WORST]))
    rank = pc.fill_null(rank, _WORST.index(Status.MISSING))
    for name in ("low", "high"):
        table = _with(table, name, pc.coalesce(table["value"], table[name]))
    table = _with(table, "period_start", starts)
    table = _with(table, "period_end", stops)
    table = table.append_column("needed", needed).append_column("rank", rank)

    whole_sum = pc.ScalarAggregateOptions(skip_nulls=False)
    added = ("value", "denominator", "low", "high")
    carried = [n for n in schema.names if n not in (*added, *_KEY)]
    sums = (
        table.sort_by("period_start")
        .group_by(_KEY, use_threads=False)
        .aggregate(
            [(n, "sum", whole_sum) for n in added]
            + [(n, "last", whole_sum) for n in carried]
            + [("needed", "max"), ("rank", "min"), ("rank", "count")]
        )
    )
    sums = sums.rename_columns(
        [n.removesuffix("_sum").removesuffix("_last") for n in sums.column_names]
    )
    covered = pc.equal(sums["rank_count"], sums["needed_max"])
    sums = sums.filter(pc.and_(covered, pc.greater(sums["rank_min"], 0)))
    status = pc.take(pa.array([s.value for s in _WORST]), sums["rank_min"])
    sums = _with(sums, "status", status)
    for name in ("low", "high"):
        bound = pc.if_else(pc.equal(status, Status.SUPPRESSED.value), sums[name], None)
        sums = _with(sums, name, bound)
    sums = _with(sums, "period_kind", pa.array([whole.value] * sums.num_rows, pa.string()))
    return sums.select(schema.names).cast(schema)
