"""An attacker: everything that an audience can ever be given, and linear reasoning about it.

She knows the declared sums, in which publications a number was another than before, and where the
parts make up the whole. She shares no code with the product but the definitions' own words.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from tracker.model.access import Reader

Key = tuple[Any, ...]  # indicator, area, kind, first day, last day
Cell = tuple[Key, float]  # one true number of a key
NEAR = 1e-6


def key_of(row: dict[str, Any]) -> Key:
    names = ("indicator_id", "area_id", "period_kind", "period_start", "period_end")
    return tuple(row[name] for name in names)


@dataclass
class Attack:
    """What is known of each true number, and the equations between them."""

    bounds: dict[Any, tuple[float, float]] = field(default_factory=dict)
    known: set[Any] = field(default_factory=set)
    equations: set[tuple[Any, tuple[Any, ...], bool]] = field(default_factory=set)

    def concluded(self) -> dict[Any, tuple[float, float]]:
        """The narrowest bounds of every number that was never given."""
        place = {name: n for n, name in enumerate(self.bounds)}
        rows = sorted(self.equations, key=repr)
        rest = {n: len(place) + i for i, n in enumerate(n for n, r in enumerate(rows) if r[2])}
        matrix = np.zeros((len(rows), len(place) + len(rest)))
        for n, (whole, parts, _) in enumerate(rows):
            matrix[n, place[whole]] += 1
            for part in parts:
                matrix[n, place[part]] -= 1
            if n in rest:
                matrix[n, rest[n]] = -1
        limits = [*self.bounds.values(), *[(0, inf)] * len(rest)]
        asked = {name: place[name] for name in place if name not in self.known}
        asked |= {("remainder", rows[n]): column for n, column in rest.items()}
        found = {}
        for name, column in asked.items():
            cost = np.zeros(len(limits))
            cost[column] = 1
            ends = []
            for sign in (1, -1):
                solved = linprog(sign * cost, A_eq=matrix, b_eq=np.zeros(len(rows)), bounds=limits)
                assert solved.status in (0, 3), solved.message
                ends.append(sign * solved.fun if solved.status == 0 else sign * -inf)
            found[name] = tuple(ends)
        return found


class Attacker:
    """Collects what a record gives a reader, over all publications."""

    def __init__(self, record, reader: Reader, totals, *, remembers: bool = False) -> None:
        self.record, self.reader, self.totals = record, reader, totals
        times = range(1, record.newest + 1) if remembers else [record.newest]
        self.given = [
            (number, row)
            for newest in times
            for number in range(1, newest + 1)
            for row in record.read(reader, number, newest)
        ]

    def attack(self, *, only: set[str] | None = None) -> Attack:
        """What she knows; `only`: of what these indicators' series hold, and nothing else."""
        made = Attack()
        truth = self._truth()
        for cells in truth.values():
            made.bounds |= dict.fromkeys(cells.values(), (0.0, inf))
        for number, row in self.given:
            cell = truth[number].get(key_of(row))
            if cell is None or (only is not None and row["indicator_id"] not in only):
                continue
            low, high = made.bounds[cell]
            if row["value"] is not None:
                assert row["value"] == cell[1]
                made.bounds[cell] = cell[1], cell[1]
                made.known.add(cell)
            elif row["status"] == "suppressed" and row["low"] is not None:
                assert row["low"] <= cell[1] <= row["high"]
                made.bounds[cell] = max(low, row["low"]), min(high, row["high"])
        for cells in truth.values():
            for whole, parts in self.totals(cells):
                rest = whole[1] - sum(part[1] for part in parts)
                if rest >= 0:
                    made.equations.add((whole, tuple(sorted(parts, key=repr)), rest > 0))
        return made

    def _truth(self) -> dict[int, dict[Key, Cell]]:
        """The true numbers by publication and key; of equal numbers of a key there is one."""
        found: dict[int, dict[Key, Cell]] = defaultdict(dict)
        for number in range(1, self.record.newest + 1):
            for row in (*self.record.rows, *self.record.purged):
                in_force = row["from"] <= number and (row["to"] is None or row["to"] > number)
                if in_force and row.get("value") is not None:
                    found[number][key_of(row)] = key_of(row), row["value"]
        return found


def narrowed_too_far(attacker: Attacker, min_n: int, published: set[str]) -> list[str]:
    """Every number that the attacker learns more of than she may, in words."""
    attack = attacker.attack()
    unavoidable = attacker.attack(only=published).concluded() if published else {}
    faults = []
    for name, (low, high) in attack.concluded().items():
        least, most = unavoidable.get(name, (0.0, inf))
        is_rest = name[0] == "remainder"
        size = name[1][0][1] - sum(p[1] for p in name[1][1]) if is_rest else name[1]
        if is_rest and not 1 <= size < min_n:
            continue
        if not is_rest and name[0][0] in published:
            continue
        if not is_rest and 1 <= size < min_n:
            fine = low <= max(1, least) + NEAR and high >= min(min_n - 1, most) - NEAR
        else:
            fine = high - low >= min(min_n - 2, most - least) - NEAR
        if not fine:
            faults.append(f"{name}: {low}–{high}, unavoidable {least}–{most}")
    return faults


def totals_of(areas: dict[str, str | None], parts_of: dict[str, str], levels: dict[str, str]):
    """The declared sums among the numbers of one publication."""

    def totals(cells: dict[Key, Cell]):
        for key, cell in cells.items():
            name, area, *period = key
            parts = [
                cells[part, area, *period]
                for part, whole in parts_of.items()
                if whole == name and (part, area, *period) in cells
            ]
            if parts:
                yield cell, parts
            within: dict[str, list[Cell]] = defaultdict(list)
            for other in areas:
                above = [a for a in chain(areas, other) if (name, a, *period) in cells]
                if above[:1] == [area] and (name, other, *period) in cells:
                    within[levels.get(other, "sub_area")].append(cells[name, other, *period])
            for members in within.values():
                yield cell, members

    return totals


def chain(areas: dict[str, str | None], area: str) -> list[str]:
    """What an area lies within, nearest first."""
    found: list[str] = []
    while parent := areas[area]:
        found.append(parent)
        area = parent
    return found


@pytest.fixture(scope="session")
def attacker():
    return Attacker


@pytest.fixture(scope="session")
def too_far():
    return narrowed_too_far


@pytest.fixture(scope="session")
def sums():
    return totals_of
