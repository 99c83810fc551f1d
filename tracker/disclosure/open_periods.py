"""What `öppen` sees of a series that is too small by its own period: sums of coarser ones."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.rows import KEY, all_of, of_indicators, with_column
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Status
from tracker.model.periods import Period, PeriodKind, containing

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


def in_open_periods(
    table: pa.Table, indicators: Mapping[str, Indicator], apart: Sequence[str] = ()
) -> pa.Table:
    """The finer rows of each indicator with an `open_period`, as sums over whole such periods.

    apart   columns that tell tables apart which are summed at once, each by itself

    A part without a number makes the sum missing; a period that is not covered, or only
    partly, is left out. A share or value cannot be summed: its finer rows are left out.
    """
    kinds = [PeriodKind(k) for k in pc.unique(table["period_kind"]).to_pylist()]
    for whole in {i.open_period for i in indicators.values() if i.open_period}:
        ids = [id_ for id_, i in indicators.items() if i.open_period is whole]
        summable = [i for i in ids if indicators[i].measure in (Measure.COUNT, Measure.RATE)]
        finer = [k.value for k in kinds if is_finer(k, whole)]
        mine = all_of(
            pc.is_in(table["indicator_id"], pa.array(ids, pa.string())),
            pc.is_in(table["period_kind"], pa.array(finer, pa.string())),
        )
        parts = of_indicators(table.filter(mine), summable)
        of_kind = (parts.filter(pc.equal(parts["period_kind"], k)) for k in finer)
        sums = [_sums(one, whole, apart) for one in of_kind]
        table = pa.concat_tables([table.filter(pc.invert(mine)), *sums])
    return table


def is_finer(part: PeriodKind, whole: PeriodKind) -> bool:
    """Whether periods of the one kind may be parts of the other's; never for stocks and ranges."""
    stocks = (PeriodKind.POINT, PeriodKind.RANGE)
    return part not in stocks and whole not in stocks and _months(part) < _months(whole)


def _months(kind: PeriodKind) -> int:
    return Period(date.min, date.min, kind).months


def whole_of(part: Period, whole: PeriodKind) -> tuple[date, date, int]:
    """First and last day of the whole that a part lies in, and how many such parts it holds.

    A week belongs to the period of its Thursday, as it belongs to its year in ISO 8601.
    A part of which no number makes a whole, or that reaches over two wholes, gets 0.
    """
    if part.kind is PeriodKind.WEEK:
        period = containing(part.start + timedelta(days=3), whole)
        to_thursday = (3 - period.start.weekday()) % 7
        return period.start, period.end, ((period.end - period.start).days - to_thursday) // 7 + 1
    period = containing(part.start, whole)
    many, left_over = divmod(period.months, part.months)
    fits = not left_over and part.within(period)
    return period.start, period.end, many if fits else 0


def _sums(table: pa.Table, whole: PeriodKind, apart: Sequence[str]) -> pa.Table:
    """The rows, all of one finer kind, summed to `whole`s; columns and types as in the table."""
    if not table.num_rows:
        return table
    schema = table.schema
    part = PeriodKind(table["period_kind"][0].as_py())
    days = table["period_start"].combine_chunks().dictionary_encode()
    ends = dict(
        zip(table["period_start"].to_pylist(), table["period_end"].to_pylist(), strict=True)
    )
    wholes = [whole_of(Period(day, ends[day], part), whole) for day in days.dictionary.to_pylist()]
    starts, stops, needed = (
        pc.take(pa.array(column, kind), days.indices)
        for column, kind in zip(
            zip(*wholes, strict=True), (pa.date32(), pa.date32(), pa.int64()), strict=True
        )
    )
    rank = pc.index_in(table["status"], pa.array([s.value for s in _WORST]))
    rank = pc.fill_null(rank, _WORST.index(Status.MISSING))
    for name in ("low", "high"):
        table = with_column(table, name, pc.coalesce(table["value"], table[name]))
    table = with_column(table, "period_start", starts)
    table = with_column(table, "period_end", stops)
    table = table.append_column("needed", needed).append_column("rank", rank)

    whole_sum = pc.ScalarAggregateOptions(skip_nulls=False)
    added = ("value", "denominator", "low", "high")
    carried = [n for n in schema.names if n not in (*added, *KEY, *apart)]
    sums = (
        table.sort_by("period_start")
        .group_by([*KEY, *apart], use_threads=False)
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
    sums = with_column(sums, "status", status)
    for name in ("low", "high"):
        bound = pc.if_else(pc.equal(status, Status.SUPPRESSED.value), sums[name], None)
        sums = with_column(sums, name, bound)
    sums = with_column(sums, "period_kind", pa.array([whole.value] * sums.num_rows, pa.string()))
    return sums.select(schema.names).cast(schema)
