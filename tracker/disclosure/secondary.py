"""Secondary suppression: which other cells of a family to hide, so that the small stay hidden.

Publication by publication, so that what was hidden stays so, and what has been shown counts as
known: the cells are hidden that protect even from a reader who keeps what she has seen.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from tracker.disclosure.auditor import Interval
from tracker.disclosure.cells import Sight
from tracker.disclosure.conclusions import Conclusions, Goal, no_goal
from tracker.disclosure.families import Family, Knowledge
from tracker.disclosure.hidden import Hidden
from tracker.disclosure.rows import CellKey


@lru_cache(maxsize=4096)
def protected(family: Family) -> Hidden:
    """What of the family is hidden in all versions.

    Remembered: a publication leaves most families as they were.
    """
    if not _needs_it(family):
        return Hidden()
    hidden: set[CellKey] = set()
    memory: set[int] = set()
    unbounded = False
    for now in sorted({*family.since, *(e.since for e in family.equations)}):
        stood = [n for n, since in enumerate(family.since) if since <= now]
        hidden |= {family.cells[n].key for n in stood if family.cells[n].spreads}
        all_safe = _hide(family, Knowledge(now, hidden, unbounded, memory), hidden)
        if not unbounded and any(family.cells[n].key in hidden for n in memory):
            # What she has seen cannot be helped, but others have not seen it.
            all_safe = _hide(family, Knowledge(now, hidden), hidden)
        unbounded = unbounded or not all_safe
        if unbounded:
            _hide_what_can_be(family, Knowledge(now, hidden, unbounded=True), hidden)
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


def _hide(family: Family, known: Knowledge, hidden: set[CellKey]) -> bool:
    """Hide until all that can be safe is so; whether everything is.

    `known.hidden` is `hidden`, which grows.
    """
    hopeless: set[int] = set()
    best: Conclusions | None = None
    now = Conclusions(family, replace(known, hidden=frozenset(hidden)))
    while (weak := now.weak(but=hopeless)) is not None:
        best = best or Conclusions(family, replace(known, hidden=family.numbers_of.keys()))
        if best.safe(weak):
            key, now = _choice(family, known, weak, no_goal, now.possible)
            hidden.add(key)
        else:
            hopeless.add(weak)
    return not hopeless


def _hide_what_can_be(family: Family, known: Knowledge, hidden: set[CellKey]) -> None:
    """Hide until no number is weaker than if everything were hidden."""
    goal = cache(Conclusions(family, replace(known, hidden=family.numbers_of.keys())).exact)
    now = Conclusions(family, replace(known, hidden=frozenset(hidden)))
    while (weak := now.weak(goal)) is not None:
        key, now = _choice(family, known, weak, goal, now.possible)
        hidden.add(key)


def _choice(
    family: Family, known: Knowledge, weak: int, goal: Goal, possible: Mapping[int, Interval]
) -> tuple[CellKey, Conclusions]:
    """The cheapest key that makes a number safe; if no single one does, the cheapest near it.

    And what can be concluded when it is hidden.
    """
    near = sorted(set(family.near(weak, known)), key=lambda key: _cost(family, key, known.now))
    first: Conclusions | None = None
    for key in near:
        trial = replace(known, hidden={*known.hidden, key})
        concluded = Conclusions(family, trial, possible)
        if concluded.safe(weak, goal):
            return key, concluded
        first = first or concluded
    return near[0], first or Conclusions(family, known)


def _cost(family: Family, key: CellKey, now: int) -> tuple[bool, bool, float, CellKey]:
    """Parts go before sums, small numbers before large, zeros last: they protect little.

    Only what stands by now counts: a later version may not change what was chosen.
    """
    numbers = (n for n in family.numbers_of[key] if family.since[n] <= now)
    sizes = [family.cells[n].size or 0 for n in numbers]
    return key in family.wholes(now), 0 in sizes, max(sizes), key
