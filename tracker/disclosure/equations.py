"""Declared sums as equations between cells, publication by publication."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from tracker.disclosure.cells import Cell, Sight, Standing
from tracker.disclosure.open_periods import is_finer, whole_of
from tracker.disclosure.overlaps import Days, days_of, overlaps
from tracker.disclosure.purged import Memory
from tracker.disclosure.totals import SeriesKey, Total
from tracker.model.periods import Period, PeriodKind

_EXACT = 1e-6
SUM = "Σ"  # the area of a sum that stands in no table


@dataclass(frozen=True)
class Equation:
    """whole = parts + remainder, from a publication on.

    remainder   what of the whole is in none of the parts; 0: nothing; None: nobody knows
    assumed     that nothing remains is possible, not known: the source hides a number in it
    """

    since: int
    whole: Cell
    parts: tuple[Cell, ...]
    remainder: float | None
    assumed: bool = False


def equations(
    totals: Iterable[Total], stood: Iterable[Standing], memory: Memory | None = None
) -> list[Equation]:
    """What the totals of one family of series say of its cells, oldest first.

    memory   what has been purged of them
    """
    by_period: dict[Period, list[Standing]] = defaultdict(list)
    stood = tuple(stood)
    for standing in stood:
        _, _, kind, start, end = standing.cell.key
        by_period[Period(start, end, PeriodKind(kind))].append(standing)
    kinds = {period.kind for period in by_period}
    finest = {k for k in kinds if not any(is_finer(other, k) for other in kinds)}
    found: dict[tuple[Cell, tuple[Cell, ...]], Equation] = {}
    totals = tuple(totals)
    for equation in _of_pieces(totals, stood):
        found[equation.whole, equation.parts] = equation
    for period, own in sorted(by_period.items()):
        sums = [] if period.kind in finest else list(_sums(period, own, by_period))
        stood_then = [*own, *(standing for _, standing in sums if standing)]
        remembered = memory.sums(totals, period, own) if memory else ()
        purged = (Equation(now, w, p, 0, assumed=True) for now, w, p in remembered)
        for equation in (*(e for e, _ in sums), *_of_totals(totals, stood_then), *purged):
            key = equation.whole, equation.parts
            if key not in found or equation.since < found[key].since:
                found[key] = equation
    return sorted(found.values(), key=lambda e: e.since)


def _of_pieces(totals: tuple[Total, ...], stood: tuple[Standing, ...]) -> list[Equation]:
    """What overlapping periods say, each a sum of pieces; and the totals of each piece."""
    pieces = overlaps(stood)
    by_days: dict[Days, list[Standing]] = defaultdict(list)
    for days, standing in pieces.pieces:
        by_days[days].append(standing)
    for standing in stood:
        if days_of(standing.cell) in by_days:
            by_days[days_of(standing.cell)].append(standing)
    found: dict[tuple[Cell, tuple[Cell, ...]], Equation] = {}
    every = (e for now, whole, parts in pieces.sums for e in _equation(now, whole, parts))
    of_totals = (e for own in by_days.values() for e in _of_totals(totals, own))
    for equation in sorted((*every, *of_totals), key=lambda e: e.since):
        found.setdefault((equation.whole, equation.parts), equation)
    return list(found.values())


def _of_totals(totals: tuple[Total, ...], stood: list[Standing]) -> Iterator[Equation]:
    """The totals of one period, in each publication in which a cell of it changed."""
    for now in sorted({s.since for s in stood} | {int(s.until) for s in stood if s.until < inf}):
        cells = {s.cell.key[:2]: s.cell for s in stood if s.since <= now < s.until}
        for total in totals:
            parts = tuple(cells[part] for part in total.parts if part in cells)
            if parts and total.whole in cells:
                yield from _equation(now, cells[total.whole], parts)


def _equation(since: int, whole: Cell, parts: tuple[Cell, ...]) -> Iterator[Equation]:
    """Nothing when the numbers contradict it: then nobody can conclude anything from it."""
    least = _low(whole) - sum(map(_high, parts))
    most = _high(whole) - sum(map(_low, parts))
    if most < -_EXACT:
        return
    if most - least < _EXACT:
        yield Equation(since, whole, parts, most if most > _EXACT else 0)
    elif least <= _EXACT:
        yield Equation(since, whole, parts, 0, assumed=True)
    else:
        yield Equation(since, whole, parts, None)


def _low(cell: Cell) -> float:
    return cell.low if cell.size is None else cell.size


def _high(cell: Cell) -> float:
    return cell.high if cell.size is None else cell.size


def _sums(
    period: Period, own: list[Standing], by_period: dict[Period, list[Standing]]
) -> Iterator[tuple[Equation, Standing | None]]:
    """What the finer periods within a coarser one add up to, series by series.

    Against the number of the coarser period, in whichever version; where there is none of the
    series in force, a cell of its own that stands in no table.
    """
    for (series, _), finer in _finer(period, by_period).items():
        mine = [s for s in own if s.cell.key[:2] == series]
        needed = whole_of(_period(finer[0]), period.kind)[2]
        times = {s.since for s in finer} | {int(s.until) for s in finer if s.until < inf}
        for now, until in _spans(times):
            parts = tuple(s.cell for s in finer if s.since <= now < s.until)
            if not parts or any(p.size is None for p in parts):
                continue
            complete = len(parts) == needed
            for standing in mine:
                for equation in _equation(max(now, standing.since), standing.cell, parts):
                    if equation.remainder == 0 or not complete:
                        yield equation, None
            if complete and not any(s.since <= now < s.until for s in mine):
                whole = _sum_of(period, series, parts)
                yield Equation(now, whole, parts, 0), Standing(whole, now, until)


def _finer(
    period: Period, by_period: dict[Period, list[Standing]]
) -> dict[tuple[SeriesKey, PeriodKind], list[Standing]]:
    found: dict[tuple[SeriesKey, PeriodKind], list[Standing]] = defaultdict(list)
    for part, stood in by_period.items():
        if is_finer(part.kind, period.kind):
            start, end, needed = whole_of(part, period.kind)
            if needed and (start, end) == (period.start, period.end):
                for standing in stood:
                    found[standing.cell.key[:2], part.kind].append(standing)
    return found


def _spans(times: set[int]) -> Iterator[tuple[int, float]]:
    ordered = sorted(times)
    return zip(ordered, [*ordered[1:], inf], strict=True)


def _period(standing: Standing) -> Period:
    _, _, kind, start, end = standing.cell.key
    return Period(start, end, PeriodKind(kind))


def _sum_of(period: Period, series: SeriesKey, parts: tuple[Cell, ...]) -> Cell:
    """A sum is as protected as its parts; nobody can hide it but by them."""
    closed = all(part.sight is Sight.CLOSED for part in parts)
    size = sum(part.size for part in parts if part.size is not None)
    key = (*series, f"{SUM} {period.kind}", period.start, period.end)
    width = parts[0].width if closed else 0
    sight = Sight.CLOSED if closed else Sight.FULL
    return Cell(key, sight, size, small=True, width=width)
