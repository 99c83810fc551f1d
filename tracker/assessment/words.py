"""The one table: level and direction, or the reason for having no level, to the word shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.assessment.finding import Level
from tracker.model.definitions import Direction
from tracker.model.verdicts import Reason, Word

_LOWER, _HIGHER, _DEPENDS = Direction.LOWER, Direction.HIGHER, Direction.DEPENDS

JUDGED: Final[Mapping[tuple[Level, Direction], Word]] = MappingProxyType(
    {
        (Level.NO_CHANGE, _LOWER): Word.NO_CHANGE,
        (Level.NO_CHANGE, _HIGHER): Word.NO_CHANGE,
        (Level.NO_CHANGE, _DEPENDS): Word.NO_CHANGE,
        (Level.FALL, _LOWER): Word.PROGRESS,
        (Level.FALL, _HIGHER): Word.SETBACK,
        (Level.FALL, _DEPENDS): Word.DECREASE,
        (Level.RISE, _LOWER): Word.SETBACK,
        (Level.RISE, _HIGHER): Word.PROGRESS,
        (Level.RISE, _DEPENDS): Word.INCREASE,
        (Level.CONFIRMED_FALL, _LOWER): Word.CONFIRMED_PROGRESS,
        (Level.CONFIRMED_FALL, _HIGHER): Word.CONFIRMED_SETBACK,
        (Level.CONFIRMED_FALL, _DEPENDS): Word.DECREASE,
        (Level.CONFIRMED_RISE, _LOWER): Word.CONFIRMED_SETBACK,
        (Level.CONFIRMED_RISE, _HIGHER): Word.CONFIRMED_PROGRESS,
        (Level.CONFIRMED_RISE, _DEPENDS): Word.INCREASE,
    }
)

UNJUDGED: Final[Mapping[Reason, Word]] = MappingProxyType(
    {
        Reason.NO_SERIES: Word.NO_DATA,
        Reason.BASELINE_EMPTY: Word.NO_DATA,
        Reason.BASELINE_SHORT: Word.NO_DATA,
        Reason.WINDOW_EMPTY: Word.NO_DATA,
        Reason.WINDOW_GAPS: Word.NO_DATA,
        Reason.TOO_OLD: Word.STALE,
        Reason.BOTH_ZERO: Word.TOO_FEW,
        Reason.CANNOT_SHOW_FALL: Word.TOO_FEW,
        Reason.HIDDEN_NUMBERS: Word.TOO_FEW,
        Reason.TOO_FEW_ANSWERS: Word.TOO_FEW,
        Reason.OVERLAP: Word.TOO_FEW,
        Reason.COARSE_PERIODS: Word.TOO_FEW,
        Reason.TOO_FEW_POINTS: Word.TOO_FEW,
        Reason.CENSORED: Word.TOO_FEW,
        Reason.NO_BASELINE: Word.DESCRIBED,
        Reason.NO_ANSWERS_KNOWN: Word.DESCRIBED,
        Reason.SAME_PANEL: Word.DESCRIBED,
        Reason.BREAK: Word.DESCRIBED,
        Reason.METHOD_MISSING: Word.DESCRIBED,
        Reason.NOT_ASSESSED: Word.BACKGROUND,
        Reason.CONTEXT: Word.BACKGROUND,
        Reason.OUTPUT: Word.OUTPUT,
        Reason.NOT_FOR_READER: Word.HIDDEN,
    }
)


def word_for(level: Level | None, direction: Direction, reason: Reason | None) -> Word:
    """The word for a finding. A level decides where there is one, else the reason does.

    Raises ValueError for neither level nor reason.
    """
    if level is not None:
        return JUDGED[level, direction]
    if reason is None:
        raise ValueError("a finding has a level or a reason")
    return UNJUDGED[reason]
