"""Periods of one series that overlap, as equations: one can be taken from another.

A school year and two calendar years, twelve months ending in March and in April, a quarter and a
third of a year, a year of which some months are known: each period is the sum of the pieces that
the first and last days of all of them cut it into. A piece that is a period of the series has its
number; any other is an unknown that stands in no table.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from tracker.disclosure.cells import Cell, Sight, Standing
from tracker.disclosure.rows import CellKey
from tracker.disclosure.totals import SeriesKey
from tracker.model.periods import PeriodKind

PIECE = "Δ"  # the kind of period of a piece that stands in no table
_DAY = timedelta(days=1)

Days = tuple[date, date]  # first, last


@dataclass(frozen=True)
class Overlaps:
    """What pieces say.

    sums     a publication, a cell, and the pieces that it is the sum of from then on
    pieces   by days, those that stand in no table
    """

    sums: tuple[tuple[int, Cell, tuple[Cell, ...]], ...] = ()
    pieces: tuple[tuple[Days, Standing], ...] = ()


def overlaps(stood: Iterable[Standing]) -> Overlaps:
    """The cells of one family as sums of pieces, where periods of any of its series overlap.

    The pieces are common to all series. One that a changed number holds is another from then on.
    """
    by_series: dict[SeriesKey, list[Standing]] = defaultdict(list)
    for one in stood:
        if one.cell.key[2] != PeriodKind.POINT and one.cell.size is not None:
            by_series[one.cell.key[:2]].append(one)
    if not any(_overlap(mine) for mine in by_series.values()):
        return Overlaps()
    days = {days_of(s.cell) for mine in by_series.values() for s in mine}
    cuts = sorted({day for first, last in days for day in (first, last + _DAY)})
    found = [step for mine in by_series.values() for step in _steps(_as_remembered(mine), cuts)]
    return Overlaps(
        tuple(one for sums, _ in found for one in sums),
        tuple(one for _, pieces in found for one in pieces),
    )


def days_of(cell: Cell) -> Days:
    """The first and the last day of a cell's period."""
    return cell.key[3], cell.key[4]


def _overlap(stood: Sequence[Standing]) -> bool:
    """Whether two different periods share a day."""
    spans = sorted({days_of(s.cell) for s in stood})
    return any(later[0] <= before[1] for before, later in pairwise(spans))


def _as_remembered(stood: Iterable[Standing]) -> list[Standing]:
    """The same; a number that was ended and not replaced is known, and true, ever after."""
    found: list[Standing] = []
    begun: dict[CellKey, int] = {}
    for one in sorted(stood, key=lambda s: -s.since):
        found.append(Standing(one.cell, one.since, begun.get(one.cell.key, inf)))
        begun[one.cell.key] = one.since
    return found[::-1]


def _steps(
    stood: Sequence[Standing], cuts: Sequence[date]
) -> Iterator[tuple[list[tuple[int, Cell, tuple[Cell, ...]]], list[tuple[Days, Standing]]]]:
    """Sums and pieces of one series, in each publication in which it changed."""
    times = sorted({s.since for s in stood} | {int(s.until) for s in stood if s.until < inf})
    for now, until in zip(times, [*times[1:], inf], strict=True):
        cells = [s.cell for s in stood if s.since <= now < s.until]
        by_days = {days_of(cell): cell for cell in reversed(cells)}
        places = [_places(cell, cuts) for cell in cells]
        over: dict[int, list[Cell]] = defaultdict(list)
        for cell, place in zip(cells, places, strict=True):
            for n in place:
                over[n].append(cell)
        pieces: dict[int, Cell] = {}
        made = []
        for n, holding in over.items():
            days = cuts[n], cuts[n + 1] - _DAY
            if days in by_days:
                pieces[n] = by_days[days]
            else:
                pieces[n] = _piece(days, holding)
                made.append((days, Standing(pieces[n], now, until)))
        parts_of = (tuple(pieces[n] for n in place) for place in places)
        sums = [(now, c, p) for c, p in zip(cells, parts_of, strict=True) if p != (c,)]
        yield sums, made


def _places(cell: Cell, cuts: Sequence[date]) -> range:
    """The pieces of a cell's period, by the number of the cut that each begins at."""
    first, last = days_of(cell)
    return range(bisect_left(cuts, first), bisect_left(cuts, last + _DAY))


def _piece(days: Days, holding: Sequence[Cell]) -> Cell:
    """A piece that no table holds; protected where any number that holds it is."""
    model = next((c for c in holding if c.protected), holding[0])
    versions = "; ".join(f"{c.key[2]} {c.key[3]} {c.key[4]} {c.size}" for c in holding)
    key: CellKey = (*model.key[:2], f"{PIECE} {versions}", *days)
    sight = Sight.CLOSED if model.protected else Sight.FULL
    return Cell(key, sight, None, small=True, width=model.width, few=model.few)
