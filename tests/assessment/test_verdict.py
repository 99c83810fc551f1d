"""Which series are judged at all, and what is said of those that are not."""

from datetime import date

import pytest

from tracker.model.observations import Observation, Status
from tracker.model.periods import parse_period
from tracker.model.verdicts import Reason, Word

BREAK = ({"at": "2021-01-01", "reason": {"sv": "Ny lag.", "en": "New law."}},)


def test_no_series(verdict, indicator):
    found = verdict([], indicator())
    assert (found.word, found.reason) == (Word.NO_DATA, Reason.NO_SERIES)


def test_only_missing_values_are_no_series(verdict, indicator, run):
    found = verdict(run("2024-01", [None] * 12), indicator())
    assert (found.word, found.reason) == (Word.NO_DATA, Reason.NO_SERIES)


@pytest.mark.parametrize(
    ("fields", "word", "reason"),
    [
        ({"kind": "context"}, Word.BACKGROUND, Reason.CONTEXT),
        ({"assess": False}, Word.BACKGROUND, Reason.NOT_ASSESSED),
        ({"kind": "output"}, Word.OUTPUT, Reason.OUTPUT),
        ({"baseline": None}, Word.DESCRIBED, Reason.NO_BASELINE),
        ({"breaks": BREAK}, Word.DESCRIBED, Reason.BREAK),
        ({"baseline_window": "2015..2016"}, Word.NO_DATA, Reason.BASELINE_EMPTY),
        ({"baseline_window": "2018-07..2018-12"}, Word.NO_DATA, Reason.BASELINE_SHORT),
        ({"baseline_window": "2017-01..2024-06"}, Word.TOO_FEW, Reason.OVERLAP),
    ],
)
def test_by_definition(verdict, indicator, steady, *, fields, word, reason):
    found = verdict(steady(1), indicator(**fields))
    assert (found.word, found.reason) == (word, reason)
    assert found.change is None


def test_stale_at_the_reference_date_only(verdict, indicator, run):
    months = run("2017-01", [5] * 24 + [1] * 66)  # to June 2024
    assert verdict(months, indicator()).word is Word.STALE
    fresh = verdict(months, indicator(), reference_date=date(2024, 7, 31))
    assert fresh.word is Word.CONFIRMED_PROGRESS


def test_a_stale_output_is_stale_and_background_is_background(verdict, indicator, run):
    old = run("2017-01", [5] * 24)
    assert verdict(old, indicator(kind="output")).word is Word.STALE
    assert verdict(old, indicator(kind="context")).word is Word.BACKGROUND


@pytest.mark.parametrize("measure", ["value", "share"])
def test_values_without_a_known_base_are_read_for_drift(verdict, indicator, run, measure):
    found = verdict(run("2017-01", range(96)), indicator(measure=measure))
    assert found.word is Word.SETBACK
    assert (found.reason, found.change, found.reviews) == (None, None, ())
    assert found.trend.p_value < 0.05
    few = verdict(run("2024-08", range(5)), indicator(measure=measure))
    assert (few.word, few.reason) == (Word.TOO_FEW, Reason.TOO_FEW_POINTS)


def test_events_outside_a_calendar_have_no_method(verdict, indicator):
    points = [Observation(parse_period(f"{y}-12-31"), Status.FINAL, 9.0) for y in (2017, 2024)]
    found = verdict(points, indicator(frequency="point"))
    assert (found.word, found.reason) == (Word.DESCRIBED, Reason.METHOD_MISSING)
