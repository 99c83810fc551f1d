"""Truth that may be unknown: Kleene's strong three-valued logic, with None for unknown.

Source: Kleene 1952, Introduction to Metamathematics, section 64.
"""

from collections.abc import Iterable, Sequence

Truth = bool | None


def negation(value: Truth) -> Truth:
    """NOT: true becomes false, unknown stays unknown."""
    return None if value is None else not value


def all_of(values: Iterable[Truth]) -> Truth:
    """AND: false if any is, else unknown if any is, else true; of nothing it is true."""
    said = tuple(values)
    if False in said:
        return False
    return None if None in said else True


def any_of(values: Iterable[Truth]) -> Truth:
    """OR: true if any is, else unknown if any is, else false; of nothing it is false."""
    return negation(all_of(negation(value) for value in values))


def enough_of(values: Iterable[Truth], needed: int) -> Truth:
    """K of n: true if `needed` are, false if so many cannot be, else unknown.

    Raises ValueError for fewer than one needed.
    """
    if needed < 1:
        raise ValueError(f"{needed} needed")
    said = tuple(values)
    true, unknown = said.count(True), said.count(None)
    if true >= needed:
        return True
    return None if true + unknown >= needed else False


def held_for(newest_first: Sequence[Truth], periods: int) -> Truth:
    """Whether it was true in each of the last `periods` closed periods.

    One false among them makes it false; a period that nobody has read is unknown. Raises
    ValueError for fewer than one period.
    """
    if periods < 1:
        raise ValueError(f"{periods} periods")
    unread = (None,) * (periods - len(newest_first))
    return all_of((*newest_first[:periods], *unread))
