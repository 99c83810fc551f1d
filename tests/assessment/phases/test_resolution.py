"""What would let a rule answer that cannot: for each reason, and for each kind of rule."""

from datetime import date

import pytest

from tracker.assessment.phases.evidence import evidence
from tracker.assessment.phases.resolution import OF_VERDICT
from tracker.model.definitions import Direction, EvidenceRule
from tracker.model.observations import Series
from tracker.model.report import Resolution
from tracker.model.verdicts import Detectable, Reason, Trend, Verdict, Word

END = date(2024, 12, 31)
WHY = {"sv": "Därför.", "en": "Because."}


def _rule(kind, at):
    names = {"improving": "by", "not_worse": "margin", "zero_for": "periods"}
    asked = {names.get(kind, "limit"): at}
    return EvidenceRule(rule=kind, indicator="handelser", why=WHY, **asked)


@pytest.fixture
def resolved(indicator, run):
    """What would let a rule answer, under a verdict made by hand; and the months to wait."""

    def resolved(kind, given, rule=None):
        months = Series("handelser", "gottsunda", run("2024-01", [5] * 12))
        item = evidence(_rule(kind, 1), rule or indicator(), months, given, reference_date=END)
        return item.resolution, item.months

    return resolved


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_one(reason):
    assert reason in OF_VERDICT


@pytest.mark.parametrize(
    ("reason", "word", "resolution"),
    [
        (Reason.NO_SERIES, Word.NO_DATA, Resolution.DELIVERY),
        (Reason.WINDOW_GAPS, Word.NO_DATA, Resolution.DELIVERY),
        (Reason.TOO_OLD, Word.STALE, Resolution.FRESH_VALUE),
        (Reason.CANNOT_SHOW_FALL, Word.TOO_FEW, Resolution.MORE_TIME),
        (Reason.TOO_FEW_ANSWERS, Word.TOO_FEW, Resolution.MORE_ANSWERS),
        (Reason.NO_ANSWERS_KNOWN, Word.DESCRIBED, Resolution.NUMBER_OF_ANSWERS),
        (Reason.BREAK, Word.DESCRIBED, Resolution.NEW_BASELINE),
        (Reason.METHOD_MISSING, Word.DESCRIBED, Resolution.METHOD),
        (Reason.HIDDEN_NUMBERS, Word.TOO_FEW, Resolution.HIDDEN_NUMBERS),
    ],
)
def test_of_a_change_that_cannot_be_judged(resolved, *, reason, word, resolution):
    given = Verdict(word, Direction.LOWER, reason)
    assert resolved("improving", given) == (resolution, None)


@pytest.mark.parametrize(
    ("kind", "word", "resolution"),
    [
        ("improving", Word.CONFIRMED_PROGRESS, None),
        ("improving", Word.CONFIRMED_SETBACK, None),
        ("improving", Word.PROGRESS, Resolution.NEXT_REVIEW),
        ("not_worse", Word.SETBACK, Resolution.NEXT_REVIEW),
        ("improving", Word.NO_CHANGE, Resolution.MORE_TIME),
    ],
)
def test_of_a_change_that_can(resolved, *, kind, word, resolution):
    assert resolved(kind, Verdict(word, Direction.LOWER))[0] is resolution


@pytest.mark.parametrize(
    ("direction", "reason", "word", "months"),
    [
        ("lower", Reason.CANNOT_SHOW_FALL, Word.TOO_FEW, 20.4),
        ("lower", None, Word.NO_CHANGE, 20.4),
        ("higher", None, Word.NO_CHANGE, None),  # quiet months do not show a rise
        ("lower", Reason.WINDOW_GAPS, Word.NO_DATA, None),
    ],
)
def test_quiet_months_where_a_fall_is_waited_for(resolved, *, direction, reason, word, months):
    could = Detectable(None, 10, 20.4)
    given = Verdict(word, Direction(direction), reason, detectable=could)
    assert resolved("improving", given)[1] == months


@pytest.mark.parametrize(
    ("measure", "resolution"),
    [("share", Resolution.NUMBER_OF_ANSWERS), ("value", Resolution.METHOD)],
)
def test_a_trend_is_not_confirmed_by_waiting(resolved, indicator, measure, resolution):
    drift = Trend(0.01, -1.0, -2.0, -0.5, 8)
    given = Verdict(Word.PROGRESS, Direction.LOWER, trend=drift)
    assert resolved("improving", given, indicator(measure=measure))[0] is resolution


def test_without_a_better_and_a_worse_people_judge(resolved):
    given = Verdict(Word.INCREASE, Direction.DEPENDS)
    assert resolved("improving", given)[0] is Resolution.PEOPLE


def test_of_levels(indicator, share, run, wave):
    def of(kind, at, rule, observations):
        series = Series(rule.id, "gottsunda", tuple(observations))
        given = Verdict(Word.NO_CHANGE, Direction.LOWER)
        item = evidence(_rule(kind, at), rule, series, given, reference_date=END)
        return item.resolution

    few = [wave("2023", 41, 29)]
    across = [wave("2023", 41, 65)]
    unknown = [wave("2023", 41, None)]
    assert of("at_most", 13, indicator(), run("2024-12", [13])) is Resolution.MORE_TIME
    assert of("at_most", 23, indicator(), run("2024-12", [13])) is None
    assert of("at_most", 41, share(), across) is Resolution.MORE_ANSWERS
    assert of("at_most", 41, share(), few) is Resolution.MORE_ANSWERS
    assert of("at_most", 41, share(), unknown) is Resolution.NUMBER_OF_ANSWERS
    assert of("at_most", 5, indicator(measure="value"), run("2024-12", [5])) is (Resolution.METHOD)
    assert of("zero_for", 3, indicator(), run("2024-12", [0])) is Resolution.DELIVERY


def test_what_people_judge_is_resolved_by_them():
    judged = EvidenceRule(rule="judgement", why=WHY)
    item = evidence(judged, None, None, None, reference_date=END)
    assert item.resolution is Resolution.PEOPLE
