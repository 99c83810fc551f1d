"""Shares of answers against their baseline."""

from datetime import date

import pytest

from tracker.assessment import newcombe
from tracker.model.observations import Status
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
    assert found.method == "newcombe/2"
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


@pytest.mark.parametrize("answers", [400, None])
def test_the_same_panel_is_refused(verdict, share, wave, answers):
    found = verdict([wave("2017", 41, answers), wave("2023", 29, answers)], share(panel=True))
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


class TestConfirmed:
    """Ninety-nine per cent sure at the two last waves, each against the baseline.

    statsmodels 0.15.0, confint_proportions_2indep(x1, 400, 164, 400, method="newcomb",
    alpha=0.01): 116 of 400 (29 %) -20.4 to -3.3; 140 of 400 (35 %) -14.7 to 2.8.
    """

    @pytest.mark.parametrize(
        ("later", "word", "shown"),
        [
            pytest.param([29], Word.PROGRESS, (), id="one wave is a sign, however far"),
            pytest.param([5], Word.PROGRESS, (), id="even this far"),
            pytest.param([29, 29], Word.CONFIRMED_PROGRESS, ("fall", "fall"), id="two waves"),
            pytest.param([35, 29], Word.PROGRESS, (None, "fall"), id="only the newest is sure"),
            pytest.param([29, 35], Word.NO_CHANGE, ("fall", None), id="only the one before"),
            pytest.param([29, 34], Word.PROGRESS, ("fall", None), id="sure, then a sign"),
            pytest.param([60, 29], Word.PROGRESS, ("rise", "fall"), id="the other way before"),
            pytest.param([29, 41, 29], Word.PROGRESS, (None, "fall"), id="the two last of three"),
            pytest.param([41, 29, 29], Word.CONFIRMED_PROGRESS, ("fall", "fall"), id="three waves"),
            pytest.param([53, 53], Word.CONFIRMED_SETBACK, ("rise", "rise"), id="a rise"),
        ],
    )
    def test_by_waves(self, verdict, share, wave, *, later, word, shown):
        years = range(2025 - len(later), 2025)
        waves = [wave(str(y), value, 400) for y, value in zip(years, later, strict=True)]
        found = verdict([wave("2017", 41, 400), *waves], share())
        assert found.word is word
        assert tuple(review.shows for review in found.reviews) == shown
        if shown:
            assert [review.cut.year for review in found.reviews] == [2023, 2024]
            assert found.reviews[1].change == found.change

    def test_the_interval_of_an_earlier_wave_is_its_own(self, verdict, share, wave):
        waves = [wave("2017", 41, 400), wave("2023", 35, 400), wave("2024", 29, 200)]
        earlier, _ = verdict(waves, share()).reviews
        assert earlier.change == newcombe(0.41, 400, 0.35, 400)

    @pytest.mark.parametrize(
        "between",
        [
            pytest.param({"value": 29, "answers": 29}, id="too few answers"),
            pytest.param({"value": 29, "answers": None}, id="answers not known"),
            pytest.param({"value": None, "answers": 400, "status": Status.SUPPRESSED}, id="hidden"),
        ],
    )
    def test_a_wave_that_cannot_be_compared_confirms_nothing(self, verdict, share, wave, between):
        earlier = wave("2023", between.pop("value"), between.pop("answers"), **between)
        waves = [wave("2017", 41, 400), wave("2022", 29, 400), earlier, wave("2024", 29, 400)]
        found = verdict(waves, share())
        assert (found.word, found.reviews) == (Word.PROGRESS, ())

    def test_a_wave_of_the_baseline_is_no_review(self, verdict, share, wave):
        waves = [wave("2017", 41, 400), wave("2018", 41, 400), wave("2024", 29, 400)]
        found = verdict(waves, share(baseline_window="2017..2018"))
        assert (found.word, found.reviews) == (Word.PROGRESS, ())

    def test_a_wave_given_twice_is_one_wave(self, verdict, share, wave):
        waves = [wave("2017", 41, 400), wave("2024", 41, 400), wave("2024", 29, 400)]
        found = verdict(waves, share())
        assert (found.word, found.latest.amount, found.reviews) == (Word.PROGRESS, 29, ())
