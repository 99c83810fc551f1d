"""Which cells an audience sees in no version, found from everything that the record has held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from tracker.disclosure.auditor import groups
from tracker.disclosure.cells import Cell, Standing, shown, standings
from tracker.disclosure.equations import Equation, equations
from tracker.disclosure.families import Family
from tracker.disclosure.hidden import NOTHING_MORE, Hidden
from tracker.disclosure.history import Gone, History, Rules
from tracker.disclosure.kept import Two, answer, by_period
from tracker.disclosure.purged import PURGED, Memory
from tracker.disclosure.rows import CELL_KEY, CellKey, all_of
from tracker.disclosure.secondary import protected
from tracker.disclosure.totals import SeriesKey, Total, declared_totals
from tracker.disclosure.visibility import Visibility, visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator
from tracker.model.observations import Status
from tracker.model.periods import PeriodKind

SeriesKind = tuple[str, str, str]  # indicator, area, period kind


def whole_series(
    rules: Rules, reader: Reader, present: Iterable[SeriesKind], gone: Iterable[Gone] = ()
) -> frozenset[str]:
    """The indicators, by every id they have gone by, of which each version of each value counts.

    present   the series and kinds of period that the record has ever held
    gone      what has been purged of

    Of any other indicator only the values that have been others count.
    """
    newest = {(rules.newest_id(i), area, kind) for i, area, kind in present}
    newest |= _kinds_gone(rules, gone)
    found = set()
    for members, _ in _families(rules, newest):
        if any(_is_limited(rules.today, reader, i) for i, _ in members):
            found |= {i for i, _ in members}
    if reader.audience is Audience.OPEN:
        found |= {
            rules.newest_id(i)
            for _, definitions in rules.versions
            for i, rule in definitions.indicators.items()
            if rule.open_period and _is_limited(rules.today, reader, rules.newest_id(i))
        }
    renamed = (i for i, ids in rules.former_ids.items() if len(ids) > 1)
    found |= {i for i in renamed if _is_limited(rules.today, reader, i)}
    return frozenset(old for i in found for old in rules.former_ids[i])


def controlled_series(rules: Rules, reader: Reader) -> frozenset[str]:
    """The indicators, by every id, whose numbers the reader may see, but not the small ones."""
    limited = (i for i in rules.today if _is_limited(rules.today, reader, i))
    return frozenset(old for i in limited for old in rules.former_ids[i])


def hidden_cells(history: History, reader: Reader) -> Hidden:
    """What `apply` must hide of the reader's tables, whatever the values and the version.

    - a value whose key was small in any version,
    - what a sum, a part or a difference would give away, by today's rules; see `secondary`.

    A number to be protected that is small stays possible from the least to the greatest of the
    hidden; any other stays open by as much. The published is known, and protects nothing.
    """
    rules = history.rules
    if not controlled_series(rules, reader):
        return NOTHING_MORE
    rows, controlled = shown(history, reader)
    keys = set(_small_once(rows, controlled, rules.today))
    unbounded: set[CellKey] = set()
    unsearched: set[CellKey] = set()
    series = rows.select(CELL_KEY[:3]).group_by(CELL_KEY[:3]).aggregate([]).to_pydict().values()
    memory = Memory(rules, reader, history.gone)
    present = set(zip(*series, strict=True)) | _kinds_gone(rules, history.gone)
    for members, totals in _families(rules, present):
        if not any(_is_limited(rules.today, reader, i) for i, _ in members):
            continue
        of_rules = _asked(members, totals, memory)
        for tables in by_period(_of(rows, members), _of(controlled, members)):
            more = answer(of_rules, tables, partial(_hidden_among, tables, tuple(totals), memory))
            keys |= more.keys
            unbounded |= more.unbounded
            unsearched |= more.unsearched
    return Hidden(*(_every_id(found, rules) for found in (keys, unbounded, unsearched)))


def _hidden_among(tables: Two, totals: tuple[Total, ...], memory: Memory) -> Hidden:
    """What the numbers of some periods of one family must hide of each other."""
    cells = list(standings(*tables, memory.reader, memory.rules.today))
    found = [protected(family) for family in _components(cells, totals, memory)]
    return Hidden(
        frozenset(key for one in found for key in one.keys),
        frozenset(key for one in found for key in one.unbounded),
        frozenset(key for one in found for key in one.unsearched),
    )


def _asked(members: Collection[SeriesKey], totals: Iterable[Total], memory: Memory) -> str:
    """All but the numbers that the answer for a family rests on."""
    rules = memory.rules.today
    told = [
        (i, visibility(memory.reader, rules[i]), rules[i].model_dump_json())
        for i in sorted({i for i, _ in members} & rules.keys())
    ]
    return repr((sorted(members), tuple(totals), told, memory.gone, memory.reader.audience))


def _kinds_gone(rules: Rules, gone: Iterable[Gone]) -> set[SeriesKind]:
    """The series that have been purged of, as series with a kind of period that none has."""
    return {(rules.newest_id(one.indicator), one.area, PURGED) for one in gone}


def _is_limited(rules: Mapping[str, Indicator], reader: Reader, indicator: str) -> bool:
    found = rules.get(indicator)
    return found is not None and visibility(reader, found) is Visibility.SUPPRESSED


def _families(
    rules: Rules, present: Collection[SeriesKind]
) -> Iterator[tuple[frozenset[SeriesKey], tuple[Total, ...]]]:
    """The series that hang together by declared sums, or by periods within periods."""
    kinds: dict[SeriesKey, set[str]] = defaultdict(set)
    for indicator, area, kind in present:
        if indicator in rules.today:
            kinds[indicator, area].add(kind)
    totals = declared_totals(rules, kinds.keys())
    tied = sorted({s for t in totals for s in (t.whole, *t.parts)})
    for group in groups(tied, ((t.whole, *t.parts) for t in totals)):
        members = frozenset(group)
        yield members, tuple(t for t in totals if t.whole in members)
    for series in sorted(kinds.keys() - set(tied)):
        if len(kinds[series]) > 1 or PeriodKind.RANGE in kinds[series]:
            yield frozenset([series]), ()


def _small_once(
    rows: pa.Table, controlled: pa.Table, rules: Mapping[str, Indicator]
) -> Iterator[CellKey]:
    """The keys of SUPPRESSED series that are small in one version and not in another."""
    ids = pa.array(list(rules), pa.string())
    min_n = pc.take(
        pa.array([r.min_n for r in rules.values()], pa.float64()),
        pc.index_in(controlled["indicator_id"], ids),
    )
    limited = rows.filter(pc.is_in(rows["indicator_id"], pc.unique(controlled["indicator_id"])))
    small = all_of(
        pc.equal(controlled["status"], Status.SUPPRESSED.value),
        pc.or_(
            pc.is_valid(limited["value"]), pc.fill_null(pc.less(controlled["low"], min_n), False)
        ),
    )
    others = set(_keys(controlled.filter(pc.is_valid(controlled["value"]))))
    return (key for key in _keys(controlled.filter(small)) if key in others)


def _keys(table: pa.Table) -> Iterator[CellKey]:
    return zip(*table.select(CELL_KEY).to_pydict().values(), strict=True)


def _of(table: pa.Table, members: Collection[SeriesKey]) -> pa.Table:
    indicators, areas = ({m[n] for m in members} for n in (0, 1))
    return table.filter(
        all_of(
            pc.is_in(table["indicator_id"], pa.array(sorted(indicators), pa.string())),
            pc.is_in(table["area_id"], pa.array(sorted(areas), pa.string())),
        )
    )


def _components(stood: list[Standing], totals: Iterable[Total], memory: Memory) -> Iterator[Family]:
    """The family's cells in pieces that no equation and no key ties together."""
    measured = [s for s in stood if s.cell.size is not None or s.cell.small]
    found = equations(totals, measured, memory)
    since: dict[Cell, int] = {}
    for standing in measured:
        since[standing.cell] = min(standing.since, since.get(standing.cell, standing.since))
    for equation in found:
        for cell in (equation.whole, *equation.parts):
            since.setdefault(cell, equation.since)
    numbered = {cell: n for n, cell in enumerate(since)}
    cells = list(since)
    of_key: dict[CellKey, list[int]] = defaultdict(list)
    for cell, n in numbered.items():
        of_key[cell.key].append(n)
    links = [[numbered[c] for c in (e.whole, *e.parts)] for e in found]
    by_first: dict[int, list[Equation]] = defaultdict(list)
    pieces = groups(range(len(cells)), [*of_key.values(), *links])
    piece_of = {n: number for number, piece in enumerate(pieces) for n in piece}
    for equation, link in zip(found, links, strict=True):
        by_first[piece_of[link[0]]].append(equation)
    for number, piece in enumerate(pieces):
        if by_first[number]:
            members = tuple(cells[n] for n in piece)
            yield Family(members, tuple(since[c] for c in members), tuple(by_first[number]))


def _every_id(keys: Iterable[CellKey], rules: Rules) -> frozenset[CellKey]:
    """The keys by every id that their indicators have gone by."""
    return frozenset((old, *key[1:]) for key in keys for old in rules.former_ids[key[0]])
