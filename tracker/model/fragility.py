"""Skörhet: whether a verdict would be another if a single thing were otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.verdicts import Word


class Perturbation(StrEnum):
    """One small thing otherwise."""

    ONE_MORE = "one_more"  # an event, or an answer that agrees, more in the compared window
    ONE_FEWER = "one_fewer"
    LAST_LEFT_OUT = "last_left_out"  # as it looked the day before the newest period ended
    BASELINE_EARLIER = "baseline_earlier"  # the baseline a year earlier
    BASELINE_LATER = "baseline_later"


@dataclass(frozen=True)
class Fragility:
    """What the verdict's word would be, for each thing that could be tried.

    word    the verdict's own
    tried   in the order of `Perturbation`; what the data do not allow is left out
    """

    word: Word
    tried: tuple[tuple[Perturbation, Word], ...] = ()

    @property
    def changed(self) -> tuple[tuple[Perturbation, Word], ...]:
        """Those that would give another word."""
        return tuple((what, word) for what, word in self.tried if word is not self.word)

    @property
    def is_steady(self) -> bool:
        """Whether something was tried and nothing of it gave another word."""
        return bool(self.tried) and not self.changed
