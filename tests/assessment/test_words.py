"""The table of words, written out once more: level by direction, and reason."""

from itertools import product

import pytest

from tracker.assessment import JUDGED, UNJUDGED, Level, word_for
from tracker.model.definitions import Direction
from tracker.model.verdicts import Reason, Word

LOWER, HIGHER, DEPENDS = Direction.LOWER, Direction.HIGHER, Direction.DEPENDS

#   level                  lower is better          higher is better         depends
BY_LEVEL = {
    Level.NO_CHANGE: ("no_change", "no_change", "no_change"),
    Level.FALL: ("progress", "setback", "decrease"),
    Level.RISE: ("setback", "progress", "increase"),
    Level.CONFIRMED_FALL: ("confirmed_progress", "confirmed_setback", "decrease"),
    Level.CONFIRMED_RISE: ("confirmed_setback", "confirmed_progress", "increase"),
}
BY_REASON = {
    "no_data": "no_series baseline_empty baseline_short window_empty window_gaps",
    "stale": "too_old",
    "too_few": (
        "both_zero cannot_show_fall hidden_numbers too_few_answers overlap coarse_periods"
        " too_few_points censored"
    ),
    "described": "no_baseline no_answers_known same_panel break method_missing",
    "background": "not_assessed context",
    "output": "output",
    "hidden": "not_for_reader",
}


@pytest.mark.parametrize(("level", "words"), BY_LEVEL.items())
def test_a_level_decides_with_its_direction(level, words):
    for direction, word in zip((LOWER, HIGHER, DEPENDS), words, strict=True):
        for reason in (None, *Reason):
            assert word_for(level, direction, reason) is Word(word)


@pytest.mark.parametrize(("word", "reasons"), BY_REASON.items())
def test_without_a_level_the_reason_decides(word, reasons):
    for direction, reason in product(Direction, reasons.split()):
        assert word_for(None, direction, Reason(reason)) is Word(word)


def test_the_table_is_whole():
    assert set(JUDGED) == set(product(Level, Direction))
    assert set(UNJUDGED) == set(Reason)
    assert {*JUDGED.values(), *UNJUDGED.values()} == set(Word)


def test_neither_level_nor_reason_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="level or a reason"):
        word_for(None, LOWER, None)
