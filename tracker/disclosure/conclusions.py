"""What a reader can conclude of the hidden numbers of a family; no further than asked."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from math import inf

from tracker.disclosure.auditor import Contradiction, Interval, Reach
from tracker.disclosure.families import Family, Knowledge

ANYTHING: Interval = (-inf, inf)

Goal = Callable[[int], Interval]


def no_goal(_: int) -> Interval:
    """Nothing stands in the way of protecting a number as much as it asks."""
    return ANYTHING


class Conclusions:
    """Of one state of knowledge.

    possible   ends that are known to be possible, from knowing more than this
    """

    def __init__(
        self, family: Family, known: Knowledge, possible: Mapping[int, Interval] | None = None
    ) -> None:
        self._family = family
        self._systems = (family.system(known, certain=certain) for certain in (False, True))
        self._reach = self._next()
        if self._reach and possible:
            self._reach.seen |= possible

    @property
    def possible(self) -> dict[int, Interval]:
        """Ends that have been found possible."""
        return dict(self._reach.seen) if self._reach else {}

    def exact(self, number: int) -> Interval:
        """The narrowest bounds that can be concluded."""
        while self._reach and number in self._reach.outer:
            try:
                return self._reach.exact(number)
            except Contradiction:
                self._reach = self._next()
        return ANYTHING

    def safe(self, number: int, goal: Goal = no_goal) -> bool:
        """Whether a number stays open enough."""
        if not self._reach or number not in self._reach.outer:
            return True
        wanted = goal(number)
        if not self._family.safe(number, self._reach.outer[number], wanted):
            return False
        seen = self._reach.seen.get(number)
        if seen and self._family.safe(number, seen, wanted):
            return True
        return self._family.safe(number, self.exact(number), wanted)

    def weak(self, goal: Goal = no_goal, but: Collection[int] = ()) -> int | None:
        """The first number that does not stay open enough."""
        if not self._reach:
            return None
        asked = sorted(
            n for n in self._reach.outer if n not in but and self._family.must_be_open(n)
        )
        return next((n for n in asked if not self.safe(n, goal)), None)

    def _next(self) -> Reach | None:
        """Where equations contradict each other: without what was assumed; None if that is true."""
        for rows, bounds in self._systems:
            with suppress(Contradiction):
                return Reach(bounds, rows)
        return None
