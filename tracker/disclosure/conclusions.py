"""What a reader can conclude of the hidden numbers of a family; no further than asked.

The unknown numbers fall into pieces that no equation ties together. To hide one more cell joins a
few of them into one; what has been found out about the others still holds.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from math import inf

from tracker.disclosure.auditor import Contradiction, Effort, Interval, Reach, groups
from tracker.disclosure.families import Family, Knowledge
from tracker.disclosure.rows import CellKey

ANYTHING: Interval = (-inf, inf)
_MANY = 6  # numbers that are worth a linear programme of their own, together
_IN_VAIN = 2

Goal = Callable[[int], Interval]


def no_goal(_: int) -> Interval:
    """Nothing stands in the way of protecting a number as much as it asks."""
    return ANYTHING


class Piece:
    """Equations that unknown numbers tie together, under one state of knowledge.

    possible   ends that are known to be possible, from knowing more than this
    """

    def __init__(
        self,
        family: Family,
        known: Knowledge,
        equations: Collection[int],
        effort: Effort,
        possible: Mapping[int, Interval] | None = None,
    ) -> None:
        self.equations = tuple(sorted(equations))
        self.doubtful: set[int] = set()  # each must be looked at by itself
        self._family, self._known, self._effort = family, known, effort
        self._possible = possible or {}
        self._certain = iter((False, True))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The unknown numbers, those of remainders among them, in order."""
        return tuple(sorted(self._reach.outer)) if self._reach else ()

    @property
    def possible(self) -> Mapping[int, Interval]:
        """Ends that have been found possible."""
        return self._reach.seen if self._reach else {}

    def exact(self, number: int) -> Interval:
        """The narrowest bounds that can be concluded."""
        while self._reach and number in self._reach.outer:
            try:
                return self._reach.exact(number)
            except Contradiction:
                self._reach = self._next()
        return ANYTHING

    def safe(self, number: int, goal: Goal) -> bool:
        """Whether a number stays open enough."""
        if not self._reach or number not in self._reach.outer or self._is_seen_safe(number):
            return True
        wanted = goal(number)
        if not self._family.safe(number, self._reach.outer[number], wanted):
            return False
        seen = self.possible.get(number)
        if seen and self._family.safe(number, seen, wanted):
            return True
        return self._family.safe(number, self.exact(number), wanted)

    def weak(self, goal: Goal, but: Collection[int]) -> int | None:
        """The first number that does not stay open enough."""
        asked = [n for n in self.numbers if n not in but and self._family.must_be_open(n)]
        self._show_many(asked)
        return next((n for n in asked if not self.safe(n, goal)), None)

    def _show_many(self, asked: Collection[int]) -> None:
        """Find, for many numbers at a time, that they stay open, while that leads anywhere."""
        unsure = [n for n in asked if n not in self.doubtful and not self._is_seen_safe(n)]
        way, in_vain = 1, 0
        while self._reach and len(unsure) >= _MANY and in_vain < _IN_VAIN:
            seen = self.possible
            ways = {n: self._family.way_wanted(n, seen.get(n), way) for n in unsure}
            try:
                self._reach.push(ways)
            except Contradiction:
                self._reach = self._next()
            left = [n for n in unsure if not self._is_seen_safe(n)]
            in_vain = in_vain + 1 if len(left) == len(unsure) else 0
            unsure, way = left, -way
        self.doubtful |= set(unsure)

    def _is_seen_safe(self, number: int) -> bool:
        seen = self.possible.get(number)
        return seen is not None and self._family.safe(number, seen)

    @cached_property
    def _reach(self) -> Reach | None:
        return self._next()

    def _next(self) -> Reach | None:
        """Where equations contradict each other: without what was assumed; None if that is true."""
        for certain in self._certain:
            rows, bounds = self._family.system(self.equations, self._known, certain=certain)
            possible = self._family.true_numbers(bounds)
            if possible:
                possible |= {n: ends for n, ends in self._possible.items() if n in bounds}
            with suppress(Contradiction):
                return Reach(bounds, rows, self._effort, possible)
        return None


class Conclusions:
    """Of one state of knowledge; how much work it takes is bounded by `effort` (TooMuch)."""

    def __init__(self, family: Family, known: Knowledge, effort: Effort) -> None:
        self._family, self.known, self._effort = family, known, effort
        unknown = {e: family.unknown_in(e, known) for e in family.in_force(known)}
        nodes = [
            *(-1 - e for e in unknown),
            *dict.fromkeys(n for ns in unknown.values() for n in ns),
        ]
        links = [(-1 - e, *found) for e, found in unknown.items()]
        self._sound: set[Piece] = set()  # those without a weak number
        self._piece_of: dict[int, Piece] = {}
        for group in groups(nodes, links):
            piece = Piece(family, known, [-1 - n for n in group if n < 0], effort)
            self._piece_of |= dict.fromkeys(group, piece)

    def hiding(self, key: CellKey) -> "Conclusions":
        """The same when one more key is hidden."""
        made = Conclusions.__new__(Conclusions)
        made._family, made._effort = self._family, self._effort
        made.known = replace(self.known, hidden={*self.known.hidden, key})
        made._sound = set(self._sound)
        now = self.known.now
        joined: dict[Piece, None] = {}
        for n in self._family.numbers_of[key]:
            for equation in self._family.equations_of.get(n, ()):
                if self._family.equations[equation].since <= now:
                    joined[self._piece_of[-1 - equation]] = None
        equations = {e for piece in joined for e in piece.equations}
        possible = {n: ends for piece in joined for n, ends in piece.possible.items()}
        piece = Piece(self._family, made.known, equations, self._effort, possible)
        piece.doubtful = {n for old in joined for n in old.doubtful}
        found = {-1 - e for e in equations}
        found |= {n for e in equations for n in self._family.unknown_in(e, made.known)}
        made._piece_of = self._piece_of | dict.fromkeys(found, piece)
        return made

    def exact(self, number: int) -> Interval:
        """The narrowest bounds that can be concluded."""
        piece = self._piece_of.get(number)
        return piece.exact(number) if piece else ANYTHING

    def safe(self, number: int, goal: Goal = no_goal) -> bool:
        """Whether a number stays open enough."""
        piece = self._piece_of.get(number)
        return piece is None or piece.safe(number, goal)

    def near(self, number: int) -> set[CellKey]:
        """The keys shown in the equations that reach an unknown number through unknown ones."""
        return set(self._family.near(self._piece_of[number].equations, self.known))

    def equations_around(self, number: int) -> tuple[int, ...]:
        """The equations that reach an unknown number through unknown ones."""
        return self._piece_of[number].equations

    def weak(self, goal: Goal = no_goal, but: Collection[int] = ()) -> int | None:
        """A number that does not stay open enough: the first of the first piece with any.

        One chain of conclusions is asked with one goal, and with ever more in `but`.
        """
        for piece in dict.fromkeys(self._piece_of.values()):
            if piece not in self._sound:
                found = piece.weak(goal, but)
                if found is not None:
                    return found
                self._sound.add(piece)
        return None
