"""What a reader can conclude of the numbers that are kept from her, by linear reasoning.

A linear system: each unknown number lies between what is told of it, and the equations between
them hold. Bounds are narrowed equation by equation until nothing changes. Where the equations
form no circle nothing more can be had; where they do, a linear programme has the last word.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TypeVar

import numpy as np
from scipy.optimize import linprog

Interval = tuple[float, float]
Node = TypeVar("Node", bound=Hashable)

SLACK = 1e-5
_ROUNDS = 60  # more only narrows circles further, and those go to the linear programme
_INFEASIBLE = 2


@dataclass(frozen=True)
class Row:
    """Σ sign × unknown = total."""

    signs: tuple[tuple[int, int], ...]  # unknown, +1 or -1; ordered
    total: float


class Contradiction(Exception):
    """No numbers fulfil the equations: one of them is not true."""


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
    """What can be concluded of the unknowns of one system. Raises Contradiction."""

    def __init__(self, bounds: Mapping[int, Interval], rows: Iterable[Row]) -> None:
        self.outer = dict(bounds)  # nothing outside them is possible
        self.seen: dict[int, Interval] = {}  # both ends have been found possible
        distinct = list(dict.fromkeys(rows))
        _propagate(self.outer, distinct)
        self._system_of: dict[int, _System] = {}
        links = [[u for u, _ in row.signs] for row in distinct if row.signs]
        rows_of: dict[int, list[Row]] = {}
        for number, group in enumerate(groups(bounds, links)):
            self._system_of |= dict.fromkeys(group, _System(group, rows_of.setdefault(number, [])))
        for row in distinct:
            if row.signs:
                self._system_of[row.signs[0][0]].rows.append(row)

    def exact(self, unknown: int) -> Interval:
        """The narrowest bounds that can be concluded."""
        system = self._system_of[unknown]
        if system.is_tree:
            return self.outer[unknown]
        low, high = (self._end(system, unknown, sign) for sign in (1, -1))
        return low, high

    def _end(self, system: "_System", unknown: int, sign: int) -> float:
        outer = self.outer[unknown][0 if sign > 0 else 1]
        if outer in self.seen.get(unknown, ()):
            return outer
        point = system.solved(self.outer, unknown, sign)
        if point is None:
            return -sign * inf
        for other, value in point.items():
            low, high = self.seen.get(other, (value, value))
            self.seen[other] = min(low, value), max(high, value)
        return point[unknown]


@dataclass(frozen=True)
class _System:
    """Unknowns that equations tie together."""

    unknowns: list[int]
    rows: list[Row]

    @property
    def is_tree(self) -> bool:
        """Whether the equations form no circle; then each by itself says all there is."""
        incidences = sum(len(row.signs) for row in self.rows)
        return incidences <= len(self.unknowns) + len(self.rows) - 1

    def solved(
        self, bounds: Mapping[int, Interval], unknown: int, sign: int
    ) -> dict[int, float] | None:
        """Numbers that fulfil everything, `unknown` as small (1) or large (-1) as can be.

        None when there is no end to it. Raises Contradiction.
        """
        place = {u: n for n, u in enumerate(self.unknowns)}
        matrix = np.zeros((len(self.rows), len(place)))
        for n, row in enumerate(self.rows):
            for u, term in row.signs:
                matrix[n, place[u]] = term
        cost = np.zeros(len(place))
        cost[place[unknown]] = sign
        limits = [bounds[u] for u in self.unknowns]
        totals = [row.total for row in self.rows]
        found = linprog(cost, A_eq=matrix, b_eq=totals, bounds=limits, method="highs")
        if found.status == _INFEASIBLE:
            raise Contradiction
        if not found.success:
            return None
        return {u: _within(float(found.x[n]), bounds[u]) for u, n in place.items()}


def _propagate(bounds: dict[int, Interval], rows: list[Row]) -> None:
    for row in rows:
        if not row.signs and abs(row.total) > SLACK:
            raise Contradiction
    for _ in range(_ROUNDS):
        changed = False
        for row in rows:
            for unknown, interval in _by_one(bounds, row):
                low, high = bounds[unknown]
                new_low, new_high = max(low, interval[0]), min(high, interval[1])
                if new_low > new_high + SLACK:
                    raise Contradiction
                if new_low > low + SLACK or new_high < high - SLACK:
                    bounds[unknown] = new_low, max(new_low, new_high)
                    changed = True
        if not changed:
            return


def _by_one(bounds: Mapping[int, Interval], row: Row) -> Iterator[tuple[int, Interval]]:
    """What one equation says of each of its unknowns."""
    terms = [bounds[u] if sign > 0 else (-bounds[u][1], -bounds[u][0]) for u, sign in row.signs]
    least, most = _sum([low for low, _ in terms]), _sum([high for _, high in terms])
    for (unknown, sign), (low, high) in zip(row.signs, terms, strict=True):
        interval = row.total - _without(most, high), row.total - _without(least, low)
        yield unknown, interval if sign > 0 else (-interval[1], -interval[0])


def _sum(ends: list[float]) -> tuple[float, list[float]]:
    """The sum of what is finite, and what is not."""
    return sum(e for e in ends if isfinite(e)), [e for e in ends if not isfinite(e)]


def _without(total: tuple[float, list[float]], end: float) -> float:
    finite, infinite = total
    if isfinite(end):
        return infinite[0] if infinite else finite - end
    return infinite[0] if len(infinite) > 1 else finite


def _within(value: float, bounds: Interval) -> float:
    """Free of the solver's rounding where it met a bound."""
    for bound in bounds:
        if isfinite(bound) and abs(value - bound) < SLACK:
            return bound
    return value
