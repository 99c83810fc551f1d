"""What a reader can conclude of the numbers that are kept from her, by linear reasoning.

A linear system: each unknown number lies between what is told of it, and the equations between
them hold. Bounds are narrowed equation by equation until nothing changes. Where the equations
form no circle nothing more can be had; where they do, a linear programme has the last word.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import TypeVar

import numpy as np

from tracker.disclosure.programmes import INFEASIBLE, OPTIMAL, Programme

Interval = tuple[float, float]
Node = TypeVar("Node", bound=Hashable)

SLACK = 1e-5
_ROUNDS = 60  # more only narrows circles further, and those go to the linear programme
_FAR = 4.0  # times all the numbers there are: as good as without end
_STEP = 200  # what looking at one term costs, in the unit of what a linear programme costs
PROGRAMME = 60_000


@dataclass(frozen=True)
class Row:
    """Σ sign × unknown = total."""

    signs: tuple[tuple[int, int], ...]  # unknown, +1 or -1; ordered
    total: float


class Contradiction(Exception):
    """No numbers fulfil the equations: one of them is not true."""


class TooMuch(Exception):
    """More work than was granted."""


@dataclass
class Effort:
    """Work left to do, counted in steps and never in seconds: the same numbers, the same answer.

    A unit is about 10 ns on the machine that the benchmarks name. Raises TooMuch.
    """

    left: float = inf

    def spend(self, units: float) -> None:
        """Take some of it."""
        self.left -= units
        if self.left < 0:
            raise TooMuch


def groups(nodes: Iterable[Node], links: Iterable[Sequence[Node]]) -> list[list[Node]]:
    """The nodes that hang together, each group and the groups in the order of the nodes."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for first, *others in links:
        for other in others:
            parent[root(other)] = root(first)
    found: dict[Node, list[Node]] = {}
    for node in parent:
        found.setdefault(root(node), []).append(node)
    return list(found.values())


class Reach:
    """What can be concluded of the unknowns of one system. Raises Contradiction, TooMuch.

    possible   numbers that are known to be possible, all of them at once: the true ones
    """

    def __init__(
        self,
        bounds: Mapping[int, Interval],
        rows: Iterable[Row],
        effort: Effort | None = None,
        possible: Mapping[int, Interval] | None = None,
    ) -> None:
        self.outer = dict(bounds)  # nothing outside them is possible
        self.seen = dict(possible or {})  # both ends have been found possible
        self._effort = effort or Effort()
        self._rows = list(dict.fromkeys(rows))
        settled = _propagate(self.outer, self._rows, self._effort)
        self._system: _System | None = None
        incidences = sum(len(row.signs) for row in self._rows)
        links = [[u for u, _ in row.signs] for row in self._rows if row.signs]
        parts = len(groups(self.outer, links))
        # No circle: each equation by itself says all there is.
        self._is_tree = settled and incidences <= len(self.outer) + len(links) - parts

    def exact(self, unknown: int) -> Interval:
        """The narrowest bounds that can be concluded."""
        if self._is_tree:
            return self.outer[unknown]
        return self._end(unknown, 1), self._end(unknown, -1)

    def push(self, signs: Mapping[int, int]) -> None:
        """Find numbers possible at once: many as small (1) or large (-1) as can be together."""
        if not self._is_tree:
            self._point(signs)

    def _end(self, unknown: int, sign: int) -> float:
        outer = self.outer[unknown][0 if sign > 0 else 1]
        if outer in self.seen.get(unknown, ()):
            return outer
        return self._point({unknown: sign})[unknown]

    def _point(self, signs: Mapping[int, int]) -> dict[int, float]:
        self._system = self._system or _System.of(self.outer, self._rows)
        self._effort.spend(PROGRAMME + self._system.terms**2)
        point = self._system.solved(signs)
        for unknown, value in point.items():
            low, high = self.seen.get(unknown, (value, value))
            self.seen[unknown] = min(low, value), max(high, value)
        return point


@dataclass(frozen=True)
class _System:
    """The equations as a linear programme without a goal, in a box that is never felt."""

    bounds: Mapping[int, Interval]
    place: Mapping[int, int]
    programme: Programme
    far: float
    terms: int = field(default=0)

    @classmethod
    def of(cls, bounds: Mapping[int, Interval], rows: Sequence[Row]) -> "_System":
        place = {u: n for n, u in enumerate(bounds)}
        ends = [abs(e) for interval in bounds.values() for e in interval if isfinite(e)]
        far = _FAR * (1 + sum(ends) + sum(abs(row.total) for row in rows))
        entries = [(n, place[u], sign) for n, row in enumerate(rows) for u, sign in row.signs]
        totals = np.array([row.total for row in rows])
        low, high = (np.array(ends) for ends in zip(*bounds.values(), strict=True))
        programme = Programme(entries, totals, np.maximum(low, -far), np.minimum(high, far))
        return cls(bounds, place, programme, far, len(entries))

    def solved(self, signs: Mapping[int, int]) -> dict[int, float]:
        """Numbers that fulfil everything, some as small (1) or large (-1) as can be.

        Without end where there is none to it. Raises Contradiction; TooMuch where the solver
        gives up.
        """
        cost = np.zeros(len(self.place))
        for unknown, sign in signs.items():
            cost[self.place[unknown]] = sign
        found = self.programme.least(cost)
        if found.status == INFEASIBLE:
            raise Contradiction
        if found.status != OPTIMAL:
            raise TooMuch
        return {u: self._within(float(found.x[n]), u) for u, n in self.place.items()}

    def _within(self, value: float, unknown: int) -> float:
        """Free of the solver's rounding where it met a bound."""
        for bound in self.bounds[unknown]:
            if isfinite(bound) and abs(value - bound) < SLACK:
                return bound
        return value if abs(value) < self.far / 2 else (inf if value > 0 else -inf)


def _propagate(bounds: dict[int, Interval], rows: Sequence[Row], effort: Effort) -> bool:
    """Narrow the bounds, each equation again when another has narrowed one of its unknowns.

    Whether nothing more can be had in this way.
    """
    rows_of: dict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if not row.signs and abs(row.total) > SLACK:
            raise Contradiction
        for unknown, _ in row.signs:
            rows_of[unknown].append(n)
    waiting = dict.fromkeys(range(len(rows)))
    for _ in range(_ROUNDS):
        now, waiting = waiting, {}
        effort.spend(_STEP * sum(len(rows[n].signs) for n in now))
        for n in now:
            for unknown, interval in _by_one(bounds, rows[n]):
                low, high = bounds[unknown]
                new_low, new_high = max(low, interval[0]), min(high, interval[1])
                if new_low > new_high + SLACK:
                    raise Contradiction
                if new_low > low + SLACK or new_high < high - SLACK:
                    bounds[unknown] = new_low, max(new_low, new_high)
                    waiting |= dict.fromkeys(rows_of[unknown])
        if not waiting:
            return True
    return False


def _by_one(bounds: Mapping[int, Interval], row: Row) -> Iterator[tuple[int, Interval]]:
    """What one equation says of each of its unknowns."""
    terms = [bounds[u] if sign > 0 else (-bounds[u][1], -bounds[u][0]) for u, sign in row.signs]
    least, most = _sum([low for low, _ in terms]), _sum([high for _, high in terms])
    for (unknown, sign), (low, high) in zip(row.signs, terms, strict=True):
        interval = row.total - _without(most, high), row.total - _without(least, low)
        yield unknown, interval if sign > 0 else (-interval[1], -interval[0])


def _sum(ends: list[float]) -> tuple[float, list[float]]:
    """The sum of what is finite, and what is not."""
    infinite = [e for e in ends if not isfinite(e)]
    return sum(e for e in ends if isfinite(e)) if infinite else sum(ends), infinite


def _without(total: tuple[float, list[float]], end: float) -> float:
    finite, infinite = total
    if isfinite(end):
        return infinite[0] if infinite else finite - end
    return infinite[0] if len(infinite) > 1 else finite
