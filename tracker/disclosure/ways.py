"""Where a number that is too well known could be, if others were hidden: by linear programming.

Numbers that are shown may move, at a price, as far as they could if they were hidden. The cheapest
way to let the weak number reach an end that must be possible says which to hide.
"""

from collections.abc import Callable, Iterable
from math import inf

import numpy as np

from tracker.disclosure.auditor import PROGRAMME, Effort, Interval
from tracker.disclosure.conclusions import Conclusions
from tracker.disclosure.families import Family
from tracker.disclosure.programmes import OPTIMAL, Programme
from tracker.disclosure.rows import CellKey

_REACH = 1500  # terms of equations around the number that are looked at
_MOVED = 1e-4


def ways_out(
    family: Family,
    now: Conclusions,
    weak: int,
    price: Callable[[CellKey], float],
    effort: Effort,
) -> set[CellKey]:
    """Keys among which some, when hidden, let a number be elsewhere; none where no way is found."""
    equations = _around(family, now, weak)
    least, most = now.exact(weak)
    for wanted in family.ends_wanted(weak, least, most):
        moved = _moved(family, now, weak, wanted, equations, price, effort)
        if moved:
            return moved
    return set()


def _around(family: Family, now: Conclusions, weak: int) -> list[int]:
    """The equations nearest to a number, through numbers that are unknown or could be hidden."""
    found = dict.fromkeys(now.equations_around(weak))
    terms = sum(len(family.terms[e]) for e in found)
    for equation in (queue := list(found)):
        for n, _ in family.terms[equation]:
            if not family.can_move(n, now.known):
                continue
            for other in family.equations_of[n]:
                is_new = other not in found and family.equations[other].since <= now.known.now
                if is_new and terms + len(family.terms[other]) <= _REACH:
                    found[other] = None
                    terms += len(family.terms[other])
                    queue.append(other)
    return sorted(found)


def _moved(  # noqa: PLR0917
    family: Family,
    now: Conclusions,
    weak: int,
    wanted: Interval,
    equations: Iterable[int],
    price: Callable[[CellKey], float],
    effort: Effort,
) -> set[CellKey]:
    """What moves when the number lies in `wanted`, at the least price."""
    known = now.known
    inside = set(equations)
    place: dict[tuple[int, int], int] = {}  # number, +1 or -1 of what moves, 0 of the unknown
    limits: list[Interval] = []
    cost: list[float] = []
    entries: list[tuple[int, int, float]] = []
    totals: list[float] = []

    def column(number: int, way: int, interval: Interval, costs: float = 0) -> int:
        if (number, way) not in place:
            place[number, way] = len(limits)
            limits.append(interval)
            cost.append(costs)
        return place[number, way]

    for line, equation in enumerate(sorted(inside)):
        total = 0.0
        for n, sign in family.terms[equation]:
            cell, size = family.cells[n], family.cells[n].size or 0
            if not family.shown(n, known):
                interval = wanted if n == weak else family.told(n, known)
                entries.append((line, column(n, 0, interval), sign))
                continue
            total -= sign * size
            if family.can_move(n, known) and inside.issuperset(family.in_force_of(n, known)):
                costs = price(cell.key)
                entries.append((line, column(n, 1, (0, max(cell.high - size, 0)), costs), sign))
                entries.append((line, column(n, -1, (0, max(size - cell.low, 0)), costs), -sign))
        if family.equations[equation].remainder != 0:
            rest = -1 - equation
            interval = wanted if rest == weak else (0, inf)
            entries.append((line, column(rest, 0, interval), -1))
        totals.append(total)
    effort.spend(PROGRAMME + len(entries) ** 2)
    low, high = (np.array(ends, float) for ends in zip(*limits, strict=True))
    found = Programme(entries, np.array(totals), low, high).least(np.array(cost))
    if found.status != OPTIMAL:
        return set()
    return {family.cells[n].key for (n, way), at in place.items() if way and found.x[at] > _MOVED}
