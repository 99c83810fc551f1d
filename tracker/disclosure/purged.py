"""What was purged, as a reader may have kept it: numbers that the record does not hold any more.

Of a purged upload only the series are known, and the publications in which it was in force. So
where a sum then lacks a number of such a series, she is taken to have had it, and the sum to have
come out even: no guess tells her more. Numbers of other periods than those that are left cannot
be thought of in this way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from tracker.disclosure.cells import Cell, Standing, remembered
from tracker.disclosure.history import Gone, Rules
from tracker.disclosure.rows import CellKey
from tracker.disclosure.totals import SeriesKey, Total
from tracker.model.access import Reader
from tracker.model.periods import Period

PURGED = "\N{DAGGER}"  # before the kind of period of a number that is gone

Sum = tuple[int, Cell, tuple[Cell, ...]]  # since, whole, parts


@dataclass(frozen=True)
class Memory:
    """What a reader may remember of purged series."""

    rules: Rules
    reader: Reader
    gone: Collection[Gone] = ()

    def of(self, series: Collection[SeriesKey]) -> dict[SeriesKey, list[Gone]]:
        """What is gone of some series."""
        found: dict[SeriesKey, list[Gone]] = defaultdict(list)
        for one in self.gone:
            key = self.rules.newest_id(one.indicator), one.area
            if key in series and key[0] in self.rules.today:
                found[key].append(one)
        return found

    def sums(
        self, totals: Collection[Total], period: Period, stood: Iterable[Standing]
    ) -> Iterator[Sum]:
        """The totals of one period that lacked a purged number, in each publication that did."""
        gone = self.of({s for t in totals for s in (t.whole, *t.parts)})
        if not gone:
            return
        stood = tuple(stood)
        spans = [(s.since, s.until) for s in stood]
        spans += [(g.since, g.until) for every in gone.values() for g in every]
        times = {int(t) for span in spans for t in span if t < inf}
        for now in sorted(times):
            cells = {s.cell.key[:2]: s.cell for s in stood if s.since <= now < s.until}
            then = {s for s, every in gone.items() if any(g.since <= now < g.until for g in every)}
            for total in totals:
                missing = [s for s in (total.whole, *total.parts) if s in then - cells.keys()]
                if missing:
                    yield from self._sum(now, total, missing, period, cells)

    def _sum(
        self,
        now: int,
        total: Total,
        missing: Sequence[SeriesKey],
        period: Period,
        cells: dict[SeriesKey, Cell],
    ) -> Iterator[Sum]:
        parts = tuple(cells[part] for part in total.parts if part in cells)
        whole = cells.get(total.whole)
        sizes = [cell.size for cell in (*parts, *([whole] if whole else []))]
        if not parts or None in sizes or (whole is None and missing[0] != total.whole):
            return
        of_parts = sum(part.size or 0 for part in parts)
        if whole is not None:
            if (whole.size or 0) >= of_parts:
                rest = self._cell(missing[0], now, period, (whole.size or 0) - of_parts)
                yield now, whole, (*parts, rest)
            return
        # Where a part is gone as well it may have been small.
        rests = tuple(self._cell(part, now, period, 1) for part in missing[1:2])
        gone = self._cell(total.whole, now, period, of_parts + len(rests))
        yield now, gone, (*parts, *rests)

    def _cell(self, series: SeriesKey, now: int, period: Period, size: float) -> Cell:
        key: CellKey = (*series, f"{PURGED} {period.kind} {now}", period.start, period.end)
        return remembered(key, self.reader, self.rules.today[series[0]], size)
