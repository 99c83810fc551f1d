"""What stands beside a verdict: every case has a sentence, with the numbers it rests on."""

from datetime import date

import pytest

from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.comparison import Comparison, ComparisonReason, Reading
from tracker.model.control import (
    Assurance,
    ControlChart,
    ControlRefusal,
    PoissonBand,
    QuietRun,
    RareCount,
    Signal,
)
from tracker.model.fragility import Fragility, Perturbation
from tracker.model.headline import Headline
from tracker.model.periods import Period, PeriodKind, parse_period
from tracker.model.targets import (
    Forecast,
    LevelStatus,
    Pace,
    Standing,
    TargetReason,
    ZeroStatus,
)
from tracker.model.verdicts import Change, Compared, Direction, Review, Trend, Verdict, Word
from tracker.texts.backslides import backslide_sentence
from tracker.texts.beside import (
    comparison_lines,
    fragility_lines,
    headline_sentence,
    review_lines,
    trend_lines,
)
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.signals import control_lines, point_label, rare_lines
from tracker.texts.targets import target_lines

SV, EN = texts_in(Language.SV), texts_in(Language.EN)
BOTH = pytest.mark.parametrize("texts", [SV, EN], ids=["sv", "en"])
WINDOW = Period(date(2018, 1, 1), date(2019, 12, 31), PeriodKind.RANGE)
NOW = Period(date(2024, 1, 1), date(2024, 12, 31), PeriodKind.RANGE)
LATEST = Compared(NOW, 40, 12)


@pytest.fixture
def larm(make_series):
    return make_series("larm", {"2024-12": 4})


def verdict(*shows):
    cuts = (date(2024, 9, 30), date(2024, 12, 31))[-len(shows) :] if shows else ()
    reviews = tuple(Review(cut, way) for cut, way in zip(cuts, shows, strict=True))
    return Verdict(Word.PROGRESS, Direction.LOWER, reviews=reviews)


class TestReviews:
    @pytest.mark.parametrize(
        ("shows", "last"),
        [
            pytest.param(("fall", "fall"), "förändringen är bekräftad", id="two agree"),
            pytest.param(("fall", None), "först när två genomgångar i rad", id="one shows"),
            pytest.param(("fall", "rise"), "först när två genomgångar i rad", id="two disagree"),
            pytest.param((None, None), "först när två genomgångar i rad", id="neither shows"),
            pytest.param(("rise",), "först när två mätningar i rad", id="one wave"),
        ],
    )
    def test_what_follows(self, shows, last):
        lines = review_lines(verdict(*shows), SV)
        assert len(lines) == len(shows) + 1
        assert last in lines[-1]

    def test_each_is_told_with_its_day(self):
        lines = review_lines(verdict("fall", None), SV)
        assert lines[0].startswith("Den 30 september 2024 syntes en minskning")
        assert lines[1].startswith("Den 31 december 2024 syntes ingen förändring")

    def test_none_is_silent(self):
        assert review_lines(verdict(), SV) == []


class TestTrend:
    def test_its_chance_and_its_size_a_year(self):
        test, slope = trend_lines(Trend(0.0321, -1.25, -2.0, -0.4, points=8), SV)
        assert "8 värden" in test
        assert "0,032" in test
        assert "−1,3 om året (95 procents konfidensintervall −2,0 till −0,4)" in slope

    def test_no_size_where_there_is_none(self):
        assert len(trend_lines(Trend(0.5, None, None, None, points=8), SV)) == 1
        assert trend_lines(None, SV) == []


def comparison(reading, *, corrected=False, high=1.4):
    return Comparison(
        LATEST, LATEST, LATEST, LATEST, Change(0.7, 0.4, high, 0.3), reading, corrected,
        exact=False, least_fall=0.55, least_rise=1.8,
    )  # fmt: skip


class TestComparison:
    @BOTH
    @pytest.mark.parametrize("reading", Reading)
    def test_every_reading_is_told_with_its_ratio(self, reading, texts):
        lines = comparison_lines(comparison(reading), texts)
        assert any("0,7" in line or "0.7" in line for line in lines)
        assert (len(lines) == 3) is (reading is Reading.CANNOT_TELL)

    def test_the_smallest_difference_that_would_have_shown(self):
        assert "0,55" in comparison_lines(comparison(Reading.CANNOT_TELL), SV)[-1]

    def test_an_added_half_is_admitted(self):
        lines = comparison_lines(comparison(Reading.FELL_MORE, corrected=True), SV)
        assert "en halv händelse" in lines[-1]

    def test_no_upper_end(self):
        assert "∞" in comparison_lines(comparison(Reading.ROSE_MORE, high=float("inf")), SV)[1]

    @BOTH
    @pytest.mark.parametrize("reason", ComparisonReason)
    def test_every_reason_is_told(self, reason, texts):
        assert len(comparison_lines(reason, texts)) == 1

    def test_where_nothing_is_compared_nothing_is_said(self):
        assert comparison_lines(None, SV) == []


class TestFragility:
    @BOTH
    @pytest.mark.parametrize("what", Perturbation)
    def test_what_would_change_it_is_told(self, what, texts, larm):
        found = Fragility(Word.PROGRESS, ((what, Word.NO_CHANGE),))
        (line,) = fragility_lines(found, larm, texts)
        assert texts("verdict.word.no_change") in line

    def test_a_share_speaks_of_answers(self, make_series):
        share = make_series("trygga", {"2024": 60.0}, responses=400)
        found = Fragility(Word.PROGRESS, ((Perturbation.ONE_MORE, Word.NO_CHANGE),))
        assert "ja-svar" in fragility_lines(found, share, SV)[0]

    def test_steady(self, larm):
        found = Fragility(Word.PROGRESS, ((Perturbation.ONE_MORE, Word.PROGRESS),))
        assert "detsamma" in fragility_lines(found, larm, SV)[0]

    def test_nothing_tried_nothing_said(self, larm):
        assert fragility_lines(Fragility(Word.STALE), larm, SV) == []
        assert fragility_lines(None, larm, SV) == []


class TestTargets:
    def level(self, make_series, **given):
        status = LevelStatus(value=30.0, by=date(2026, 12, 31), past=False, **given)
        from dataclasses import replace

        return replace(make_series("larm", {"2024-12": 4}), target=status)

    @BOTH
    @pytest.mark.parametrize("standing", Standing)
    def test_every_standing(self, make_series, standing, texts):
        lines = target_lines(self.level(make_series, standing=standing), texts)
        assert len(lines) == 2
        assert "30" in lines[0]

    @BOTH
    @pytest.mark.parametrize("pace", Pace)
    def test_every_pace_with_the_path(self, make_series, pace, texts):
        given = {"standing": Standing.NOT_ACHIEVED, "pace": pace, "expected": 42.0}
        assert "42" in target_lines(self.level(make_series, **given), texts)[2]

    @BOTH
    @pytest.mark.parametrize("reason", TargetReason)
    def test_every_reason_for_no_standing(self, make_series, reason, texts):
        assert len(target_lines(self.level(make_series, reason=reason), texts)) == 2

    @pytest.mark.parametrize(
        ("held", "said"),
        [(True, "Det har hållit i 3"), (False, "har inte hållit i 3"), (None, "går inte att säga")],
    )
    def test_held(self, make_series, held, said):
        given = {"standing": Standing.ACHIEVED_CONFIRMED, "held": held, "held_windows": 3}
        assert said in target_lines(self.level(make_series, **given), SV)[-1]

    @pytest.mark.parametrize(
        ("probability", "said"),
        [(0.004, "färre än 1 fall av 100"), (0.37, "37 fall av 100"), (0.999, "fler än 99")],
    )
    def test_a_forecast_says_if_and_never_will(self, make_series, probability, said):
        forecast = Forecast(probability, events=3, months=12)
        given = {"standing": Standing.NOT_ACHIEVED, "forecast": forecast}
        line = target_lines(self.level(make_series, **given), SV)[-1]
        assert line.startswith("Om inget ändras")
        assert said in line

    def test_a_point_alone_is_said_to_be_one(self, make_series):
        given = {"standing": Standing.NOT_ACHIEVED, "point_only": True}
        assert "Osäkerheten är inte känd" in target_lines(self.level(make_series, **given), SV)[-1]

    def test_zero_is_never_reached_for_good(self, make_series):
        """Twelve quiet months leave 2.996 a year possible: 2.996 / 12 a month."""
        from dataclasses import replace

        status = ZeroStatus(
            newest=parse_period("2024-12"), is_zero=True, quiet_periods=12, quiet_months=12.0,
            at_most=2.996 / 12, months_needed=20.4, held=True, held_periods=3,
        )  # fmt: skip
        lines = target_lines(replace(make_series("larm", {"2024-12": 0}), target=status), SV)
        assert lines == [
            "Målet är noll.",
            "Perioden dec 2024 hade inga händelser.",
            "12 månader utan händelse utesluter inte 3 om året.",
            "Det krävs 20,4 månader i rad utan händelse för att visa en minskning mot "
            "jämförelseperioden.",
            "Det har hållit i 3 perioder i rad.",
        ]

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (ZeroStatus(parse_period("2024-12"), is_zero=False), "hade händelser"),
            (ZeroStatus(parse_period("2024-12"), reason=TargetReason.HIDDEN_NUMBERS), "inte visas"),
            (ZeroStatus(reason=TargetReason.NO_VALUES), "inget värde"),
        ],
    )
    def test_zero_now(self, make_series, status, said):
        from dataclasses import replace

        lines = target_lines(replace(make_series("larm", {"2024-12": 0}), target=status), SV)
        assert said in lines[1]

    def test_no_target_nothing_said(self, make_series):
        assert target_lines(make_series("larm", {"2024-12": 0}), SV) == []


class TestSignals:
    @BOTH
    @pytest.mark.parametrize("refusal", ControlRefusal)
    def test_every_refusal_is_worded_or_of_another_kind(self, refusal, texts):
        said = control_lines(ControlChart(refusal), texts)
        another = {"no_series", "output", "background", "frequency", "answers_known"}
        assert (said == []) is (refusal.value in another)

    @BOTH
    @pytest.mark.parametrize("signal", Signal)
    def test_every_signal_has_words_over_its_point(self, signal, texts):
        label = point_label("dec 2024", 4.0, signal, texts)
        assert label.startswith("dec 2024: 4")
        assert ("(" in label) is (signal is not Signal.NONE)

    @BOTH
    @pytest.mark.parametrize("assurance", [a for a in Assurance if a is not Assurance.NONE])
    def test_every_assurance(self, assurance, texts):
        assert texts(f"control.assurance.{assurance}")

    @pytest.mark.parametrize(
        ("months", "exact", "said"),
        [
            (0, True, "hade händelser"),
            (1, True, "1 hel månad utan händelse"),
            (5, True, "5 hela månader utan händelse"),
            (5, False, "Minst 5 hela månader"),
        ],
    )
    def test_how_long_it_has_been_quiet(self, months, exact, said):
        run = QuietRun(months, exact, parse_period("2024-12"))
        rare = RareCount(PeriodKind.QUARTER, PoissonBand(0, 5, 1.5, 1.5), (), run)
        band, quiet = rare_lines(rare, SV)
        assert band == "Slumpen ensam ger oftast högst 5 per kvartal."
        assert said in quiet


class TestHeadline:
    def test_it_tells_the_changed_and_what_chance_would_give(self):
        found = Headline(40, (("a", "b"),) * 3, (), 2.0, 6, (), 0.1)
        said = headline_sentence(found, SV)
        assert "Av 40 prövade serier har tre förändrats" in said
        assert "ungefär 2 se förändrade ut" in said

    def test_nothing_tested(self):
        assert headline_sentence(Headline(0, (), (), 0.0, 0, (), 0.1), SV) == ""


class TestBackslides:
    @BOTH
    @pytest.mark.parametrize("level", BackslideLevel)
    def test_every_level(self, larm, level, texts):
        found = Backslide("larm", "torget", level, granted=Compared(WINDOW, 60, 24), latest=LATEST)
        said = backslide_sentence(found, larm, texts)
        assert texts(f"backslide.{level}") in said
        # 60 in 24 months are 30 in 12.
        assert ("30" in said and "40" in said) is (level is not BackslideLevel.UNKNOWN)
