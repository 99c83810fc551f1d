"""Secondary suppression: which other cells of a family to hide, so that the small stay hidden.

Publication by publication, so that what was hidden stays so, and what has been shown counts as
known: the cells are hidden that protect even from a reader who keeps what she has seen.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from math import inf

from tracker.disclosure.auditor import Effort, TooMuch
from tracker.disclosure.cells import Sight
from tracker.disclosure.conclusions import Conclusions, Goal, no_goal
from tracker.disclosure.families import Family, Knowledge
from tracker.disclosure.hidden import Hidden
from tracker.disclosure.rows import CellKey
from tracker.disclosure.ways import ways_out

_EFFORT = 5e8  # for one family, in the unit of `Effort`: some five seconds
_TRIALS = 4  # cells that are tried one by one before a way out is reckoned


@lru_cache(maxsize=4096)
def protected(family: Family) -> Hidden:
    """What of the family is hidden in all versions.

    Remembered: a publication leaves most families as they were. Where it would take too much work
    to find out what is enough, all that can be hidden is: the least that anybody can know.
    """
    if not _needs_it(family):
        return Hidden()
    try:
        return _found(family, Effort(_EFFORT))
    except TooMuch:
        every = frozenset(family.numbers_of)
        return Hidden(every, every, unsearched=every)


def _found(family: Family, effort: Effort) -> Hidden:
    hidden: set[CellKey] = set()
    memory: set[int] = set()
    unbounded = False
    for now in sorted({*family.since, *(e.since for e in family.equations)}):
        stood = [n for n, since in enumerate(family.since) if since <= now]
        hidden |= {family.cells[n].key for n in stood if family.cells[n].spreads}
        all_safe = _hide(family, Knowledge(now, hidden, unbounded, memory), hidden, effort)
        if not unbounded and any(family.cells[n].key in hidden for n in memory):
            # What she has seen cannot be helped, but others have not seen it.
            all_safe = _hide(family, Knowledge(now, hidden), hidden, effort)
        unbounded = unbounded or not all_safe
        if unbounded:
            _hide_what_can_be(family, Knowledge(now, hidden, unbounded=True), hidden, effort)
        known = Knowledge(now, hidden)
        memory |= {
            n for n in stood if family.cells[n].sight is Sight.LIMITED and family.shown(n, known)
        }
    small = {c.key for c in family.cells if c.small and c.sight is Sight.LIMITED}
    return Hidden(frozenset(hidden), frozenset(hidden | small) if unbounded else frozenset())


def _needs_it(family: Family) -> bool:
    limited = any(c.sight is Sight.LIMITED for c in family.cells)
    reasons = any(c.sight is Sight.CLOSED or (c.small and c.protected) for c in family.cells)
    return limited and (reasons or bool(family.small_remainders))


def _hide(family: Family, known: Knowledge, hidden: set[CellKey], effort: Effort) -> bool:
    """Hide until all that can be safe is so; whether everything is.

    `known.hidden` is `hidden`, which grows.
    """
    hopeless: set[int] = set()
    best: Conclusions | None = None
    now = Conclusions(family, replace(known, hidden=frozenset(hidden)), effort)
    while (weak := now.weak(but=hopeless)) is not None:
        near = _near(family, now, weak)
        chosen = _single(now, weak, near, no_goal)
        if chosen is None:
            best = best or _least(family, known, effort)
            if not best.safe(weak):
                hopeless.add(weak)
                continue
            ways = ways_out(family, now, weak, lambda k: _price(family, k, known.now), effort)
            by_way = [key for key in near if key in ways]
            chosen = _single(now, weak, by_way, no_goal) or [*by_way, *near][0]
        hidden.add(chosen)
        now = now.hiding(chosen)
    return not hopeless


def _hide_what_can_be(
    family: Family, known: Knowledge, hidden: set[CellKey], effort: Effort
) -> None:
    """Hide until no number is weaker than if everything were hidden."""
    goal = cache(_least(family, known, effort).exact)
    now = Conclusions(family, replace(known, hidden=frozenset(hidden)), effort)
    while (weak := now.weak(goal)) is not None:
        near = _near(family, now, weak)
        chosen = _single(now, weak, near, goal) or near[0]
        hidden.add(chosen)
        now = now.hiding(chosen)


def _least(family: Family, known: Knowledge, effort: Effort) -> Conclusions:
    """What can be concluded when all is hidden that can be."""
    return Conclusions(family, replace(known, hidden=family.numbers_of.keys()), effort)


def _near(family: Family, now: Conclusions, weak: int) -> list[CellKey]:
    """What can be hidden in the equations around a number, the cheapest first."""
    return sorted(now.near(weak), key=lambda key: _cost(family, key, now.known.now))


def _single(now: Conclusions, weak: int, near: Sequence[CellKey], goal: Goal) -> CellKey | None:
    """The cheapest key that alone makes a number safe, if one of the cheapest does."""
    return next((k for k in near[:_TRIALS] if now.hiding(k).safe(weak, goal)), None)


def _cost(family: Family, key: CellKey, now: int) -> tuple[bool, bool, float, CellKey]:
    """Parts go before sums, small numbers before large, zeros last: they protect little.

    Only what stands by now counts: a later version may not change what was chosen.
    """
    numbers = (n for n in family.numbers_of[key] if family.since[n] <= now)
    sizes = [family.cells[n].size or 0 for n in numbers]
    return family.sum_since.get(key, inf) <= now, 0 in sizes, max(sizes), key


def _price(family: Family, key: CellKey, now: int) -> float:
    """The same order, as what it costs to move a number by one."""
    is_whole, has_zero, size, _ = _cost(family, key, now)
    return 1 + 4 * is_whole + 4 * has_zero + size / (size + 20)
