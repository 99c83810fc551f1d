"""A family: cells that declared sums tie together, and what can be concluded of the hidden ones."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf

from tracker.disclosure.auditor import SLACK, Interval, Row
from tracker.disclosure.cells import Cell, Sight
from tracker.disclosure.equations import Equation
from tracker.disclosure.overlaps import PIECE
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
    def equations_of(self) -> dict[int, tuple[int, ...]]:
        """The equations that each cell's number stands in."""
        found: dict[int, list[int]] = {}
        for equation, terms in enumerate(self.terms):
            for n, _ in terms:
                found.setdefault(n, []).append(equation)
        return {n: tuple(equations) for n, equations in found.items()}

    @cached_property
    def numbers_of(self) -> dict[CellKey, tuple[int, ...]]:
        """Every version of each key that can be hidden."""
        found: dict[CellKey, tuple[int, ...]] = {}
        for n, cell in enumerate(self.cells):
            if cell.sight is Sight.LIMITED:
                found[cell.key] = (*found.get(cell.key, ()), n)
        return found

    @cached_property
    def sum_since(self) -> dict[CellKey, int]:
        """The keys that are ever a sum of others, with the publication from which they are."""
        found: dict[CellKey, int] = {}
        for equation in self.equations:
            found.setdefault(equation.whole.key, equation.since)
        return found

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
        if number >= 0 and self.cells[number].key[2].startswith(PIECE):
            lowest, top = self.cells[number].few
            if bounds[0] > top + SLACK or bounds[1] < lowest - SLACK:
                return True  # whatever it is, it is not small
        return bounds[1] - bounds[0] >= min(self.width, goal[1] - goal[0]) - SLACK

    def must_be_open(self, number: int) -> bool:
        """Whether the number, if it is unknown, must stay so."""
        if number < 0:
            return number in self.small_remainders
        return self.cells[number].protected

    def unknown_in(self, equation: int, known: Knowledge) -> list[int]:
        """The numbers of the cells of an equation that the reader does not have."""
        return [n for n, _ in self.terms[equation] if not self.shown(n, known)]

    def in_force(self, known: Knowledge) -> list[int]:
        """The equations that hold by now."""
        return [n for n, e in enumerate(self.equations) if e.since <= known.now]

    def in_force_of(self, number: int, known: Knowledge) -> Iterator[int]:
        """The equations of a number that hold by now."""
        return (e for e in self.equations_of[number] if self.equations[e].since <= known.now)

    def can_move(self, number: int, known: Knowledge) -> bool:
        """Whether a number is, or could be, kept from her."""
        if not self.shown(number, known):
            return True
        return self.cells[number].sight is Sight.LIMITED and number not in known.memory

    def ends_wanted(self, number: int, least: float, most: float) -> tuple[Interval, ...]:
        """Where the number should be able to lie, one after the other.

        least, most   what can be concluded of it; never what it is, or what is hidden would tell
        """
        keep = None if number < 0 else self.cells[number].keep
        if keep is not None:
            return (-inf, keep[0]), (keep[1], inf)
        return (least + self.width, inf), (-inf, most - self.width)

    def way_wanted(self, number: int, seen: Interval | None, otherwise: int) -> int:
        """Whether a number should be shown to be possible as smaller (1) or larger (-1)."""
        keep = None if number < 0 else self.cells[number].keep
        if keep is None or seen is None or (seen[0] > keep[0] and seen[1] < keep[1]):
            return otherwise if number % 2 else -otherwise
        return 1 if seen[0] > keep[0] else -1

    def near(self, equations: Iterable[int], known: Knowledge) -> Iterator[CellKey]:
        """The keys shown in some equations that can be hidden."""
        for equation in equations:
            for n, _ in self.terms[equation]:
                if self.can_move(n, known) and self.shown(n, known):
                    yield self.cells[n].key

    def system(
        self, equations: Iterable[int], known: Knowledge, *, certain: bool
    ) -> tuple[list[Row], dict[int, Interval]]:
        """Some equations between unknowns, and what is told of each.

        certain   without what is only assumed
        """
        rows: dict[Row, int | None] = {}
        bounds: dict[int, Interval] = {}
        for n in equations:
            equation = self.equations[n]
            total, unknown = 0.0, []
            for cell, sign in self.terms[n]:
                if self.shown(cell, known):
                    total -= sign * (self.cells[cell].size or 0)
                else:
                    unknown.append((cell, sign))
                    bounds[cell] = self.told(cell, known)
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

    def true_numbers(self, numbers: Iterable[int]) -> dict[int, Interval]:
        """What numbers are, as ends that are possible; nothing where one of them is not known."""
        found: dict[int, Interval] = {}
        for n in numbers:
            true = self.equations[-1 - n].remainder if n < 0 else self.cells[n].size
            if true is None:
                return {}
            found[n] = true, true
        return found

    def told(self, number: int, known: Knowledge) -> Interval:
        """What is told of a number that she does not have."""
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
