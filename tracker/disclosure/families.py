"""A family: cells that declared sums tie together, and what can be concluded of the hidden ones."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf

from tracker.disclosure.auditor import SLACK, Interval, Row
from tracker.disclosure.cells import Cell, Sight
from tracker.disclosure.equations import Equation
from tracker.disclosure.rows import CellKey


@dataclass(frozen=True)
class Knowledge:
    """What a reader has.

    now        the newest publication
    hidden     the keys that are kept from her
    unbounded  whether the hidden ones stand without bounds, so that small and large look alike
    memory     numbers of cells that she was shown before they were hidden
    """

    now: int
    hidden: Collection[CellKey]
    unbounded: bool = False
    memory: Collection[int] = frozenset()


@dataclass(frozen=True)
class Family:
    """Cells by number, the publication of each, and the equations between them.

    A remainder has a number below zero: -1 is that of the first equation.
    """

    cells: tuple[Cell, ...]
    since: tuple[int, ...]
    equations: tuple[Equation, ...]

    @cached_property
    def terms(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per equation the numbers of its cells, with signs: the whole less its parts."""
        number = {cell: n for n, cell in enumerate(self.cells)}
        return tuple(
            ((number[e.whole], 1), *((number[p], -1) for p in e.parts)) for e in self.equations
        )

    @cached_property
    def numbers_of(self) -> dict[CellKey, tuple[int, ...]]:
        """Every version of each key that can be hidden."""
        found: dict[CellKey, tuple[int, ...]] = {}
        for n, cell in enumerate(self.cells):
            if cell.sight is Sight.LIMITED:
                found[cell.key] = (*found.get(cell.key, ()), n)
        return found

    def wholes(self, now: int) -> frozenset[CellKey]:
        """The keys that are a sum of others by now."""
        return frozenset(e.whole.key for e in self.equations if e.since <= now)

    @cached_property
    def small_remainders(self) -> frozenset[int]:
        """The remainders that would be hidden if they stood in a table."""
        return frozenset(-1 - n for n, equation in enumerate(self.equations) if _is_few(equation))

    @cached_property
    def width(self) -> float:
        """How far apart bounds must lie where none are told: the narrowest that any cell asks."""
        return min((c.width for c in self.cells if c.protected), default=0)

    def shown(self, number: int, known: Knowledge) -> bool:
        """Whether the reader has the number itself."""
        cell = self.cells[number]
        if number in known.memory:
            return True
        if cell.small or cell.sight is Sight.CLOSED:
            return False
        return cell.sight is Sight.FULL or cell.key not in known.hidden

    def safe(self, number: int, bounds: Interval, goal: Interval = (-inf, inf)) -> bool:
        """Whether the bounds are wide enough.

        goal    the widest that can be had at all
        """
        keep = None if number < 0 else self.cells[number].keep
        if keep is not None:
            low, high = max(keep[0], goal[0]), min(keep[1], goal[1])
            return bounds[0] <= low + SLACK and bounds[1] >= high - SLACK
        return bounds[1] - bounds[0] >= min(self.width, goal[1] - goal[0]) - SLACK

    def must_be_open(self, number: int) -> bool:
        """Whether the number, if it is unknown, must stay so."""
        if number < 0:
            return number in self.small_remainders
        return self.cells[number].protected

    def near(self, number: int, known: Knowledge) -> Iterator[CellKey]:
        """The keys shown, in equations that reach an unknown number through unknown ones."""
        reached, left = {number}, set(self._in_force(known))
        while touched := {e for e in left if reached & {-1 - e, *(n for n, _ in self.terms[e])}}:
            left -= touched
            for equation in touched:
                for n, _ in self.terms[equation]:
                    if not self.shown(n, known):
                        reached.add(n)
                    elif self.cells[n].sight is Sight.LIMITED and n not in known.memory:
                        yield self.cells[n].key

    def _in_force(self, known: Knowledge) -> Iterator[int]:
        return (n for n, e in enumerate(self.equations) if e.since <= known.now)

    def system(self, known: Knowledge, *, certain: bool) -> tuple[list[Row], dict[int, Interval]]:
        """The equations between unknowns, and what is told of each.

        certain   without what is only assumed
        """
        rows: dict[Row, int | None] = {}
        bounds: dict[int, Interval] = {}
        for n in self._in_force(known):
            equation = self.equations[n]
            total, unknown = 0.0, []
            for cell, sign in self.terms[n]:
                if self.shown(cell, known):
                    total -= sign * (self.cells[cell].size or 0)
                else:
                    unknown.append((cell, sign))
                    bounds[cell] = self._told(cell, known)
            row = Row(tuple(sorted(unknown)), total)
            if equation.remainder == 0 and not (certain and equation.assumed):
                rows[row] = None
            elif rows.setdefault(row, -1 - n) == -1 - n:
                bounds[-1 - n] = 0, inf
        made = [
            row if rest is None else Row((*row.signs, (rest, -1)), row.total)
            for row, rest in rows.items()
        ]
        return made, bounds

    def _told(self, number: int, known: Knowledge) -> Interval:
        cell = self.cells[number]
        if known.unbounded and cell.sight is Sight.LIMITED:
            return min(0.0, cell.size or 0), inf
        return cell.low, cell.high


def _is_few(equation: Equation) -> bool:
    protected = [c for c in (equation.whole, *equation.parts) if c.protected]
    if not protected or equation.remainder is None:
        return False
    low, high = protected[0].few
    return max(low, SLACK) <= equation.remainder <= high
