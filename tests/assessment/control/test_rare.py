"""Rare counts: the band of chance, and how long it has been quiet."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.control.rare import poisson_limits, rare_count, since_last_event
from tracker.model.control import RareSignal
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import PeriodKind, parse_period

END = date(2024, 12, 31)
HALF_A_MONTH = [0, 1] * 12  # 12 events in 2017-2018: 1.5 a quarter
THREE_A_MONTH = [2, 4] * 12


def _series(observations):
    return Series("handelser", "gottsunda", tuple(observations))


@pytest.fixture(scope="module")
def picture(indicator, run):
    """The picture of months from January 2017 under an indicator of the given fields."""

    def picture(later=(), *, before=HALF_A_MONTH, day=END, **fields):
        observations = run("2017-01", [*before, *later])
        return rare_count(_series(observations), indicator(**fields), reference_date=day)

    return picture


def _newest(picture):
    point = picture.points[-1]
    return point.period.code, point.low, point.high, point.signal


class TestBand:
    @pytest.mark.parametrize(
        ("mean", "high"),
        [
            (0, 0),
            # e^-0.5 = 0.60653, times 1.64583 (to three) leaves P(X >= 4) = 0.0018, and times
            # 1.64844 (to four) leaves P(X >= 5) = 0.0002
            (0.5, 4),
            # e^-3 = 0.049787, times 20.00915 (to eight) leaves P(X >= 9) = 0.0038, and times
            # 20.06339 (to nine) leaves P(X >= 10) = 0.0011
            (3, 9),
        ],
    )
    def test_the_most_by_hand(self, mean, high):
        assert poisson_limits(mean)[1] == high

    @pytest.mark.parametrize(
        ("mean", "low"),
        [
            # e^-6.6 = 0.00136, e^-6.7 = 0.00123: from here on a zero is a signal
            (6.6, 0),
            (6.7, 1),
            # e^-12 = 0.0000061442, times 1 + 12 + 72 = 85 is P(X <= 2) = 0.0005, and times
            # 85 + 288 = 373 is P(X <= 3) = 0.0023
            (12, 3),
        ],
    )
    def test_the_least_by_hand(self, mean, low):
        assert poisson_limits(mean)[0] == low

    @given(st.floats(0.01, 40))
    def test_both_ends_are_the_last_that_chance_gives(self, mean):
        def at_most(y):
            return math.fsum(
                math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(y + 1)
            )

        low, high = poisson_limits(mean)
        slack = 1e-9
        assert at_most(low) >= 0.00135 - slack
        assert low == 0 or at_most(low - 1) < 0.00135 + slack
        assert 1 - at_most(high) < 0.00135 + slack
        assert high == 0 or 1 - at_most(high - 1) >= 0.00135 - slack

    @pytest.mark.parametrize("mean", [0.5, 1, 2, 3, 5, 10, 20])
    def test_chance_leaves_it_once_in_370_at_most(self, mean):
        low, high = poisson_limits(mean)
        within = math.fsum(
            math.exp(-mean) * mean**k / math.factorial(k) for k in range(low, high + 1)
        )
        assert 1 - within < 0.0027
        assert mean > 5 or low == 0  # where a halving cannot show in one period

    def test_a_billion(self):
        # three standard deviations are 94,868
        low, high = poisson_limits(1e9)
        assert (low, high) == pytest.approx((1e9 - 94_868, 1e9 + 94_868), abs=5)

    @pytest.mark.parametrize("mean", [-1, float("nan"), float("inf")])
    def test_impossible_means(self, mean):
        with pytest.raises(ValueError, match="mean"):
            poisson_limits(mean)


class TestPicture:
    def test_months_are_summed_to_quarters_under_two_a_month(self, picture):
        # mean 1.5 a quarter: e^-1.5 = 0.22313, times 4.46172 (to five) leaves P(X >= 6) = 0.0045,
        # times 4.47754 (to six) leaves P(X >= 7) = 0.0009
        found = picture([2, 3, 1])
        assert found.drawn_as is PeriodKind.QUARTER
        assert (found.band.low, found.band.high) == (0, 6)
        assert (found.band.mean_low, found.band.mean_high) == (1.5, 1.5)
        assert [p.period.code for p in found.points[:2]] == ["2017K1", "2017K2"]
        assert [p.low for p in found.points[:2]] == [1, 2]
        assert _newest(found) == ("2019K1", 6, 6, None)

    def test_more_than_the_band_is_a_signal(self, picture):
        assert _newest(picture([2, 3, 2])) == ("2019K1", 7, 7, RareSignal.HIGH)

    def test_an_unfinished_quarter_is_not_drawn(self, picture):
        assert _newest(picture([9, 9]))[0] == "2018K4"

    def test_nor_one_with_a_gap(self, picture):
        assert _newest(picture([9, None, 9])) == ("2019K1", None, None, None)

    def test_months_from_two_a_month(self, picture):
        found = picture([9, 10], before=THREE_A_MONTH)
        assert found.drawn_as is PeriodKind.MONTH
        assert [p.signal for p in found.points[-2:]] == [None, RareSignal.HIGH]
        assert picture(before=[1, 3] * 12).drawn_as is PeriodKind.MONTH
        assert picture(before=[2] * 23 + [1]).drawn_as is PeriodKind.QUARTER

    def test_too_few_for_chance(self, indicator, run):
        # 12 a quarter: fewer than three is a signal
        observations = run("2017K1", [12] * 8 + [3, 2])
        found = rare_count(
            _series(observations), indicator(frequency="quarter"), reference_date=END
        )
        assert [p.signal for p in found.points[-2:]] == [None, RareSignal.LOW]

    @pytest.mark.parametrize(("first", "kind"), [("2017V01", "week"), ("2017T1", "tertial")])
    def test_other_periods_are_drawn_as_they_are(self, indicator, run, first, kind):
        observations = run(first, [0, 1] * 60)
        found = rare_count(_series(observations), indicator(frequency=kind), reference_date=END)
        assert found.drawn_as is PeriodKind(kind)
        assert found.band.mean_low == pytest.approx(0.5, abs=0.01)

    def test_what_came_before_the_baseline_is_not_drawn(self, indicator, run):
        observations = run("2016-01", [9] * 12 + HALF_A_MONTH)
        found = rare_count(_series(observations), indicator(), reference_date=END)
        assert found.points[0].period.code == "2017K1"
        assert found.band.high == 6

    def test_periods_after_the_reference_date_change_nothing(self, picture):
        assert picture([1, 1, 1, 9, 9, 9], day=date(2019, 3, 31)) == picture([1, 1, 1])


class TestHiddenValues:
    def test_the_band_is_the_widest_that_they_allow(self, indicator, run, hidden):
        # 11 known events and one of 1-4: 12 to 15 in eight quarters. At 1.5 the band ends with
        # 6; at 1.875, e^-1.875 = 0.15335, times 6.5066 (to seven 6.5143) leaves P(X >= 7) =
        # 0.0030 and P(X >= 8) = 0.0008, so with 7
        months = [*run("2017-01", HALF_A_MONTH)]
        months[1] = hidden("2017-02")
        found = rare_count(_series(months), indicator(), reference_date=END)
        assert (found.band.mean_low, found.band.mean_high) == (1.5, 1.875)
        assert (found.band.low, found.band.high) == (0, 7)
        assert (found.points[0].low, found.points[0].high) == (1, 4)

    def test_at_its_lower_end_too(self, indicator, run, hidden):
        # 42 events and 1 to 20: 5.375 to 7.75 a quarter. At the one a zero is no signal
        # (e^-5.375 = 0.0046), at the other it would be (e^-7.75 = 0.0004)
        quarters = [*run("2017K1", [6] * 8)]
        quarters[3] = hidden("2017K4", 1, 20)
        rule = indicator(frequency="quarter")
        found = rare_count(_series(quarters), rule, reference_date=END)
        assert (found.band.mean_low, found.band.mean_high) == (5.375, 7.75)
        assert found.band.low == 0

    @pytest.mark.parametrize(("seen", "signal"), [(5, None), (6, RareSignal.HIGH)])
    def test_a_signal_is_one_at_either_bound(self, indicator, run, hidden, seen, signal):
        # the hidden month holds 1 to 4: 6 to 9 events, or 7 to 10, over a band to 6
        months = run("2017-01", [*HALF_A_MONTH, seen, 0])
        found = rare_count(_series([*months, hidden("2019-03")]), indicator(), reference_date=END)
        assert found.points[-1].signal is signal

    def test_a_count_that_may_be_rare_is_drawn_as_rare(self, indicator, hidden):
        months = [hidden(f"{year}-{month:02d}") for year in (2017, 2018) for month in range(1, 13)]
        found = rare_count(_series(months), indicator(min_n=10), reference_date=END)
        assert (found.band.mean_low, found.band.mean_high) == (3, 27)


class TestNoPicture:
    @pytest.mark.parametrize(
        "fields",
        [
            {"measure": "rate", "per": 1000},
            {"measure": "share"},
            {"measure": "value"},
            {"baseline": None},
            {"baseline_window": "2018-02..2018-12"},
            {"baseline_window": "2016"},
            {"baseline_window": "2025"},
            {"breaks": ({"at": "2018-06-01", "reason": {"sv": "Lag.", "en": "Law."}},)},
        ],
    )
    def test_by_definition(self, picture, fields):
        assert picture([1] * 6, **fields) is None

    @pytest.mark.parametrize(("baseline", "is_drawn"), [([4, 5] * 12, True), ([5] * 24, False)])
    def test_five_a_month_are_not_rare(self, picture, baseline, is_drawn):
        assert (picture(before=baseline) is not None) is is_drawn

    @pytest.mark.parametrize("values", [[], [None] * 24, [float("nan")] * 24, [-1] * 24])
    def test_no_values(self, picture, values):
        assert picture(before=values) is None

    def test_events_outside_a_calendar(self, indicator):
        points = [Observation(parse_period(f"{y}-12-31"), Status.FINAL, 1.0) for y in (2017, 2024)]
        rule = indicator(frequency="point")
        assert rare_count(_series(points), rule, reference_date=END) is None
        assert since_last_event(_series(points), rule, reference_date=END) is None

    def test_no_event_at_all(self, picture):
        found = picture([0] * 6, before=[0] * 24)
        assert (found.band.low, found.band.high) == (0, 0)
        assert {p.signal for p in found.points} == {None}
        assert picture([0, 0, 1], before=[0] * 24).points[-1].signal is RareSignal.HIGH


class TestSinceTheLastEvent:
    @pytest.fixture
    def quiet(self, indicator):
        def quiet(observations, *, day=END, **fields):
            found = since_last_event(_series(observations), indicator(**fields), reference_date=day)
            return found and (found.months, found.is_exact, found.through.code)

        return quiet

    def test_whole_months(self, quiet, run):
        assert quiet(run("2024-01", [3, 0, 1, 0, 0])) == (2, True, "2024-05")

    def test_an_event_in_the_newest(self, quiet, run):
        assert quiet(run("2024-01", [0, 1])) == (0, True, "2024-02")

    @pytest.mark.parametrize("first", [0, None], ids=["the first value of all", "a gap"])
    def test_at_least_so_long(self, quiet, run, first):
        assert quiet(run("2024-01", [first, 0, 0, 0])) == (3 + (first == 0), False, "2024-04")

    def test_a_month_without_a_row_is_a_gap(self, quiet, run):
        assert quiet([*run("2024-01", [1]), *run("2024-03", [0, 0])]) == (2, False, "2024-04")

    @pytest.mark.parametrize(
        ("fields", "is_exact"),
        [({}, True), ({"suppressed_zero": True}, False)],
        ids=["one at least", "perhaps none"],
    )
    def test_a_hidden_month(self, quiet, run, hidden, fields, is_exact):
        months = (*run("2024-01", [1]), hidden("2024-02"), *run("2024-03", [0, 0]))
        assert quiet(months, **fields) == (2, is_exact, "2024-04")

    def test_what_is_missing_at_the_end_is_not_counted(self, quiet, run):
        assert quiet(run("2024-01", [1, 0, None, None])) == (1, True, "2024-02")

    def test_only_until_the_reference_date(self, quiet, run):
        months = run("2024-01", [1, 0, 0, 1])
        assert quiet(months, day=date(2024, 3, 31)) == (2, True, "2024-03")

    @pytest.mark.parametrize(
        ("first", "months"), [("2022K1", 6), ("2022T1", 8), ("2022", 24), ("2022V01", 0)]
    )
    def test_longer_and_shorter_periods(self, quiet, run, first, months):
        assert quiet(run(first, [1, 0, 0]))[0] == months

    def test_whole_months_of_weeks(self, quiet, run):
        # 13 weeks are three months, 12 are two and three quarters, 39 are nine
        assert quiet(run("2022V01", [1] + [0] * 13))[0] == 3
        assert quiet(run("2022V01", [1] + [0] * 12))[0] == 2
        assert quiet(run("2022V01", [1] + [0] * 39))[0] == 9

    def test_rates_have_events_too(self, quiet, run):
        months = run("2024-01", [1, 0], denominator=500)
        assert quiet(months, measure="rate", per=1000) == (1, True, "2024-02")

    @pytest.mark.parametrize("measure", ["share", "value"])
    def test_what_has_no_events(self, quiet, run, measure):
        assert quiet(run("2024-01", [0]), measure=measure) is None

    def test_nothing(self, quiet):
        assert quiet([]) is None

    def test_the_picture_carries_it(self, picture):
        assert picture([1, 0, 0]).since_last.months == 2
