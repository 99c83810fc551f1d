"""Whether a number that was told once may be told no longer: for all that has been frozen."""

from typing import Protocol


class Told(Protocol):
    """What is told of one value; None where it is not."""

    @property
    def value(self) -> float | None:
        """The number."""

    @property
    def denominator(self) -> float | None:
        """What it is a part of."""

    @property
    def responses(self) -> float | None:
        """How many answers it rests on."""

    @property
    def low(self) -> float | None:
        """The least it may be, where it is hidden."""

    @property
    def high(self) -> float | None:
        """The most."""


def is_closed(then: Told, now: Told | None) -> bool:
    """Whether less may be told of a value now than was told then, its bounds included."""
    if now is None:
        return True
    closed = any(
        told is not None and may is None
        for told, may in (
            (then.value, now.value),
            (then.denominator, now.denominator),
            (then.responses, now.responses),
            (then.low, now.low),
            (then.high, now.high),
        )
    )
    if closed or then.low is None or then.high is None or now.low is None or now.high is None:
        return closed
    return now.low < then.low or now.high > then.high
