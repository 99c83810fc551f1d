"""Cells: every number that ever stood in a series, with what a reader gets to know of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from math import inf
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.history import History, Rules
from tracker.disclosure.open_periods import in_open_periods
from tracker.disclosure.primary import COUNTED, enough_answers, lowest_hidden, suppressed
from tracker.disclosure.rows import CELL_KEY, CellKey, of_indicators, with_column
from tracker.disclosure.visibility import Visibility, visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator
from tracker.model.observations import Status

_VERSION = ("from_publication", "to_publication")
ANSWERS_LEFT_OPEN = 5  # how far the number of answers behind a hidden share must stay open


class Sight(Enum):
    """What a reader has of a cell."""

    FULL = auto()  # always known, as the published are
    LIMITED = auto()  # known unless it is hidden
    CLOSED = auto()  # never known


_SIGHT = {
    Visibility.FULL: Sight.FULL,
    Visibility.SUPPRESSED: Sight.LIMITED,
    Visibility.NAME_ONLY: Sight.CLOSED,
}


@dataclass(frozen=True)
class Cell:
    """One number of a key; another version with another number is another cell.

    size         what adds up: the count, or the answers behind a share or value; None: only the
                 source knows
    small        hidden by itself
    low, high    what everybody may know of it while it is hidden
    keep         bounds that nobody may narrow; None: any bounds, if they lie `width` apart
    few          the sizes that would be small
    spreads      hides every other version of its key
    """

    key: CellKey
    sight: Sight
    size: float | None
    small: bool = False
    low: float = 0
    high: float = inf
    keep: tuple[float, float] | None = None
    width: float = 0
    few: tuple[float, float] = (1, 0)
    spreads: bool = False

    @property
    def protected(self) -> bool:
        """Whether it is anything that the reader may not know."""
        return self.sight is not Sight.FULL


@dataclass(frozen=True)
class Standing:
    """A cell in the publications in which it stood: from `since` up to `until`."""

    cell: Cell
    since: int
    until: float


def shown(history: History, reader: Reader) -> tuple[pa.Table, pa.Table]:
    """The rows by newest id and open period; and the SUPPRESSED as primary control leaves them.

    The second table has those rows of the first that belong to SUPPRESSED series, in their order.
    """
    rules = history.rules
    renamed = pc.dictionary_encode(history.rows["indicator_id"].combine_chunks())
    names = [rules.newest_id(i) for i in renamed.dictionary.to_pylist()]
    column = pc.take(pa.array(names, pa.string()), renamed.indices)
    rows = with_column(history.rows, "indicator_id", column)
    rows = of_indicators(rows, rules.today)
    limited = {
        i: rule
        for i, rule in rules.today.items()
        if visibility(reader, rule) is Visibility.SUPPRESSED
    }
    if reader.audience is Audience.OPEN:
        rows = _in_open_periods(rows, limited, rules)
    return rows, suppressed(of_indicators(rows, limited), limited)


def _in_open_periods(rows: pa.Table, limited: Mapping[str, Indicator], rules: Rules) -> pa.Table:
    """Series with an open period as the sums that stood in each publication."""
    summed = [
        i
        for i in limited
        if any(d.open_period for _, v in rules.versions for d in _named(v.indicators, i, rules))
    ]
    found = [of_indicators(rows, set(rules.today) - set(summed))]
    changed = {since for since, _ in rules.versions}
    for id_ in summed:
        mine = of_indicators(rows, [id_])
        if not mine.num_rows:
            continue
        begun = _numbers(mine, "from_publication")
        times = changed | {*begun, *_numbers(mine, "to_publication")}
        ordered = sorted(t for t in times if t >= min(begun))
        versions = (
            (rules.at(since).get(id_), _in_force(mine, since, until))
            for since, until in zip(ordered, [*ordered[1:], None], strict=True)
        )
        for rule, alike in groupby(versions, key=itemgetter(0)):
            sums = pa.concat_tables(table for _, table in alike)
            for one in (rule,) if rule == limited[id_] else (rule, limited[id_]):
                sums = in_open_periods(sums, {id_: one} if one else {}, _VERSION)
            found.append(sums)
    return pa.concat_tables(found)


def _in_force(rows: pa.Table, since: int, until: int | None) -> pa.Table:
    """The rows that stood in a publication, as if they had come with it and gone with the next."""
    ended = pc.fill_null(pc.greater(rows["to_publication"], since), True)
    rows = rows.filter(pc.and_(pc.less_equal(rows["from_publication"], since), ended))
    for name, number in zip(_VERSION, (since, until), strict=True):
        rows = with_column(rows, name, pa.array([number] * rows.num_rows, pa.int32()))
    return rows


def _named(indicators: Mapping[str, Indicator], id_: str, rules: Rules) -> Iterator[Indicator]:
    return (indicators[i] for i in rules.former_ids[id_] if i in indicators)


def _numbers(rows: pa.Table, column: str) -> list[int]:
    found: list[int] = pc.unique(rows[column].drop_null()).to_pylist()
    return found


def standings(
    rows: pa.Table, controlled: pa.Table, reader: Reader, rules: Mapping[str, Indicator]
) -> Iterator[Standing]:
    """The rows as cells; those without a number, other than hidden ones, are none."""
    limited = {i for i, r in rules.items() if visibility(reader, r) is Visibility.SUPPRESSED}
    others = of_indicators(rows, set(rules) - limited)
    for table, seen in ((of_indicators(rows, limited), controlled), (others, others)):
        columns = [*CELL_KEY, "value", "responses", "from_publication", "to_publication"]
        as_told = (seen[name].to_pylist() for name in ("status", "low", "high"))
        for row in zip(*(table[name].to_pylist() for name in columns), *as_told, strict=True):
            *key, value, responses, since, until, status, low, high = row
            rule = rules[key[0]]
            sight = _SIGHT[visibility(reader, rule)]
            small = status == Status.SUPPRESSED.value
            if value is None and not small:
                continue
            size = value if rule.measure in COUNTED else responses
            told = (low, high) if small else None
            cell = _cell((*key,), sight, rule, size, told)
            yield Standing(cell, since, inf if until is None else until)


def remembered(key: CellKey, reader: Reader, rule: Indicator, size: float) -> Cell:
    """A number that was purged, as the reader may have kept it: taken to have been `size`.

    One that she was not shown stays as protected as it was; nobody can hide it any more.
    """
    sight = _SIGHT[visibility(reader, rule)]
    lowest, top = lowest_hidden(rule), rule.min_n - 1
    if rule.measure not in COUNTED:
        lowest, top = 1, enough_answers(rule) - 1
    is_small = lowest <= size <= top
    if sight is Sight.CLOSED:
        return _cell(key, sight, rule, size, None)
    if sight is Sight.LIMITED and is_small:
        few = float(lowest), float(top)
        return Cell(key, Sight.CLOSED, size, True, *few, few, float(top - lowest), few)
    return Cell(key, Sight.FULL, size)


def _cell(
    key: CellKey,
    sight: Sight,
    rule: Indicator,
    size: float | None,
    told: tuple[float | None, float | None] | None,
) -> Cell:
    """A cell; `told`: the bounds that stand in place of its number.

    A count that is hidden for others is known not to be small; zero cannot be told from it.
    """
    if rule.measure not in COUNTED:
        return _answers(key, sight, rule, size, small=told is not None)
    few = lowest, top = float(lowest_hidden(rule)), rule.min_n - 1.0
    width = max(top - lowest, 0)
    low, high = told or (None, None)
    known = (0.0 if low is None else low, inf if high is None else high)
    keep: tuple[float, float] | None
    match sight:
        case Sight.FULL:
            return Cell(key, sight, size, told is not None, *known)
        case Sight.CLOSED:
            keep = few if size is not None and lowest <= size <= top else None
            return Cell(key, sight, size, keep=keep, width=width, few=few)
        case Sight.LIMITED if told:
            keep = known if known[1] < inf else None
            spreads = low is not None and low < rule.min_n
            return Cell(key, sight, size, True, *known, keep, width, few, spreads)
        case Sight.LIMITED:
            return Cell(key, sight, size, low=min(size or 0, rule.min_n), width=width, few=few)


def _answers(
    key: CellKey, sight: Sight, rule: Indicator, size: float | None, *, small: bool
) -> Cell:
    enough = enough_answers(rule)
    low, high = 0.0, inf
    if sight is Sight.LIMITED and size is not None:
        low, high = (0.0, enough - 1.0) if small else (float(enough), inf)
    few = (1.0, enough - 1.0)
    return Cell(key, sight, size, small, low, high, None, ANSWERS_LEFT_OPEN, few, spreads=small)
