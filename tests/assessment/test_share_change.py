"""Shares of answers against their baseline."""

from datetime import date

import pytest

from tracker.assessment import newcombe
from tracker.model.verdicts import Reason, Word

BREAK = ({"at": "2021-01-01", "reason": {"sv": "Ny lag.", "en": "New law."}},)


@pytest.mark.parametrize(
    ("direction", "word"),
    [("lower", Word.PROGRESS), ("higher", Word.SETBACK), ("depends", Word.DECREASE)],
)
def test_a_clear_fall(verdict, share, wave, direction, word):
    waves = [wave("2017", 41, 400), wave("2023", 29, 400)]
    found = verdict(waves, share(direction=direction))
    assert found.word is word
    assert found.change.estimate == pytest.approx(-12)
    assert found.change.p_value is None
    assert found.method == "newcombe/1"
    assert not found.assumed_n


def test_the_survey_of_few_answers_cannot_tell(verdict, share, wave):
    found = verdict([wave("2017", 41, 65), wave("2023", 30, 90)], share())
    assert found.word is Word.NO_CHANGE
    # from 41 % of 65 the second wave of 90 must come to at most 26 %
    assert found.detectable.fall_at == pytest.approx(15, abs=0.5)


def test_waves_of_the_baseline_are_pooled_by_their_answers(verdict, share, wave):
    rule = share(baseline_window="2017..2018")
    waves = [wave("2017", 40, 100), wave("2018", 50, 300), wave("2023", 30, 400)]
    found = verdict(waves, rule)
    assert (found.baseline.amount, found.baseline.base) == (47.5, 400)  # (40 + 150)/400


@pytest.mark.parametrize(
    ("value", "answers", "fields"),
    [
        pytest.param(50, 29, {}, id="29 answers"),
        pytest.param(50, 99, {"min_n": 100}, id="fewer than the definition asks"),
        pytest.param(4, 100, {}, id="four yes"),
        pytest.param(50, 0, {}, id="no answers"),
    ],
)
def test_too_few_answers(verdict, share, wave, *, value, answers, fields):
    found = verdict([wave("2017", 41, 400), wave("2023", value, answers)], share(**fields))
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.TOO_FEW_ANSWERS)
    assert found.change is None


def test_an_assumed_n_is_labelled(verdict, share, wave):
    waves = [wave("2017", 41, None), wave("2023", 29, 400)]
    found = verdict(waves, share(assumed_n=400))
    assert found.word is Word.PROGRESS
    assert found.assumed_n


@pytest.mark.parametrize("answers", [None, float("nan"), -5])
@pytest.mark.parametrize("unknown", ["2017", "2023"])
def test_without_n_it_is_described(verdict, share, wave, unknown, answers):
    waves = [
        wave(year, value, answers if year == unknown else 400)
        for year, value in (("2017", 41), ("2023", 29))
    ]
    found = verdict(waves, share())
    assert (found.word, found.reason) == (Word.DESCRIBED, Reason.NO_ANSWERS_KNOWN)


def test_the_same_panel_is_refused(verdict, share, wave):
    found = verdict([wave("2017", 41, 400), wave("2023", 29, 400)], share(panel=True))
    assert (found.word, found.reason) == (Word.DESCRIBED, Reason.SAME_PANEL)


def test_a_design_effect_makes_it_less_sure(verdict, share, wave):
    waves = [wave("2017", 41, 400), wave("2023", 34, 400)]
    assert verdict(waves, share()).word is Word.PROGRESS
    found = verdict(waves, share(deff=1.3))
    assert found.word is Word.NO_CHANGE
    assert found.change == newcombe(0.41, 400 / 1.3, 0.34, 400 / 1.3)
    assert found.latest.base == 400  # as counted


@pytest.mark.parametrize(
    ("years", "fields", "reason"),
    [
        (("2017",), {}, Reason.TOO_OLD),
        (("2017",), {"max_age": 9999}, Reason.OVERLAP),
        (("2023",), {}, Reason.BASELINE_EMPTY),
        (("2017", "2023"), {"baseline": None}, Reason.NO_BASELINE),
        (("2017", "2023"), {"breaks": BREAK}, Reason.BREAK),
    ],
)
def test_nothing_to_compare(verdict, share, wave, *, years, fields, reason):
    rule = share(**fields)
    assert verdict([wave(year, 41, 400) for year in years], rule).reason is reason


def test_only_the_newest_wave_at_the_reference_date(verdict, share, wave):
    waves = [wave("2017", 41, 400), wave("2020", 40, 400), wave("2023", 29, 400)]
    assert verdict(waves, share()).latest.amount == 29
    earlier = verdict(waves, share(), reference_date=date(2021, 6, 30))
    assert (earlier.latest.amount, earlier.word) == (40, Word.NO_CHANGE)
