"""Whether a series has worsened since a phase was decided, and how sure that is."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.phases.backsliding import backslide
from tracker.model.advice import BackslideLevel
from tracker.model.definitions import Backsliding, Direction, Freshness
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import parse_period
from tracker.model.verdicts import Reason

NONE, WATCH = BackslideLevel.NONE, BackslideLevel.WATCH
CONFIRMED, UNKNOWN = BackslideLevel.CONFIRMED, BackslideLevel.UNKNOWN
DECIDED = date(2022, 3, 1)
END = date(2024, 12, 31)
BREAK = ({"at": "2023-01-01", "reason": {"sv": "Ny lag.", "en": "New law."}},)


@pytest.fixture
def slid(indicator):
    """The level, the reason and all the rest, for a phase that began on 1 March 2022."""

    def slid(
        observations,
        rule=None,
        *,
        direction="lower",
        granted_on=DECIDED,
        reference_date=END,
        criteria=None,
    ):
        chosen = rule or indicator()
        ordered = tuple(sorted(observations, key=lambda o: o.period))
        return backslide(
            Series(chosen.id, "gottsunda", ordered),
            chosen,
            granted_on=granted_on,
            reference_date=reference_date,
            direction=Direction(direction),
            criteria=criteria or Backsliding(),
            freshness=Freshness(),
        )

    return slid


@pytest.fixture
def months(run):
    """One a month until the decision, and then as many a month as each (first month, n) says."""

    def months(*later, first=1):
        made = {date(2020 + at // 12, at % 12 + 1, 1): float(first) for at in range(60)}
        for (code, n), (until, _) in pairwise([*later, ("2025-01", 0)]):
            start, end = parse_period(code).start, parse_period(until).start
            made |= {day: float(n) for day in made if start <= day < end}
        return run("2020-01", list(made.values()))

    return months


class TestCounts:
    """24 events in the two years to February 2022; the newest two years are 2023 and 2024.

    p-values: scipy 1.17.1, 2 * binom.sf(x1 - 1, 24 + x1, 0.5). 40: 0.060, 41: 0.046, 46: 0.0115,
    47: 0.0086, 48: 0.0063.
    """

    def test_nothing_has_happened(self, slid, months):
        found = slid(months(("2022-03", 1)))
        assert (found.level, found.reason) == (NONE, None)
        assert (found.change.estimate, found.change.p_value) == (1, 1)

    # 2023-2024: 16 and 17 of the months with two events make 40 and 41.
    @pytest.mark.parametrize(
        ("twos", "events", "level"), [(16, 40, NONE), (17, 41, WATCH), (22, 46, WATCH)]
    )
    def test_a_worsening_under_5_per_cent_is_watched(self, slid, months, twos, events, level):
        quiet = 24 - twos  # the first months of the window keep to one
        first_two = f"{2023 + quiet // 12}-{quiet % 12 + 1:02d}"
        found = slid(months(("2022-03", 1), (first_two, 2)))
        assert found.latest.amount == events
        assert found.level is level

    def test_under_1_per_cent_at_two_reviews_it_is_confirmed(self, slid, months):
        """Two a month from March 2022: 48 events at either quarter's end."""
        found = slid(months(("2022-03", 2)))
        assert found.level is CONFIRMED
        assert [review.cut for review in found.reviews] == [date(2024, 9, 30), END]
        assert [review.shows for review in found.reviews] == ["rise", "rise"]
        assert found.change.p_value == pytest.approx(0.006309827313666047, rel=1e-12)

    def test_at_one_review_it_is_watched(self, slid, months):
        """Two a month from January 2023: 48 in December, 45 (p 0.015) in September."""
        found = slid(months(("2023-01", 2)))
        assert [review.shows for review in found.reviews] == [None, "rise"]
        assert found.level is WATCH

    def test_an_improvement_is_never_seen(self, slid, indicator, months):
        """48 at the decision and 24 now: as unlikely, the other way."""
        found = slid(months(("2022-03", 1), first=2), indicator(window_months=24))
        assert (found.level, found.reason) == (NONE, None)
        assert found.change.p_value == pytest.approx(0.006309827313666047, rel=1e-12)

    def test_where_higher_is_better_a_fall_is_a_worsening(self, slid, indicator, months):
        two_years = indicator(window_months=24)
        found = slid(months(("2022-03", 1), first=2), two_years, direction="higher")
        assert found.level is CONFIRMED
        assert slid(months(("2022-03", 2)), two_years, direction="higher").level is NONE

    def test_it_is_compared_with_the_decision_and_not_with_the_best_since(self, slid, months):
        """Two a month at the decision, none for a year, two a month again: nothing is lost."""
        found = slid(months(("2022-03", 0), ("2023-01", 2), first=2))
        assert found.level is NONE
        assert found.change.estimate == 1

    def test_both_windows_are_as_long_and_the_granted_one_ends_at_the_decision(self, slid, months):
        found = slid(months(("2022-03", 2)))
        assert found.granted.window.code == "2020-03/2022-02"
        assert found.latest.window.code == "2023-2024"
        assert (found.granted.amount, found.granted.base) == (24, 24)

    def test_what_is_not_rare_is_compared_over_a_year(self, slid, months):
        found = slid(months(("2022-03", 5), first=3))
        assert found.granted.window.code == "2021-03/2022-02"
        assert found.latest.window.code == "2024-01/2024-12"
        assert (found.granted.amount, found.latest.amount) == (36, 60)

    def test_overdispersion_is_taken_in(self, slid, months, run):
        """48 against 24, but in clumps: six in every third month.

        phi on months: window 2023-24 has mean 2 and variance sum 16 * 4 + 8 * 16 = 192, over 2 =
        96, of 46 degrees of freedom with the steady window: 2.09. p is then 0.07.
        """
        clumped = months(("2022-03", 2))[:36] + run("2023-01", [6, 0, 0] * 8)
        found = slid(clumped)
        assert found.latest.amount == 48
        assert found.level is NONE

    @pytest.mark.parametrize(
        ("reference_date", "level", "reason"),
        [
            (date(2024, 1, 31), UNKNOWN, Reason.OVERLAP),
            (date(2024, 2, 29), WATCH, None),  # the first that are apart: no review yet
            (date(2024, 3, 31), WATCH, None),  # one review
            (date(2024, 6, 30), CONFIRMED, None),
            (DECIDED, UNKNOWN, Reason.OVERLAP),
        ],
    )
    def test_while_the_windows_overlap_nothing_can_be_told(
        self, slid, months, reference_date, level, reason
    ):
        found = slid(months(("2022-03", 3)), reference_date=reference_date)
        assert (found.level, found.reason) == (level, reason)

    def test_more_reviews_may_be_asked_for(self, slid, months):
        four = Backsliding(reviews=4)
        # March 2024 was the first: December is the fourth.
        assert slid(months(("2022-03", 3)), criteria=four).level is CONFIRMED
        in_september = slid(months(("2022-03", 3)), criteria=four, reference_date=date(2024, 9, 30))
        assert in_september.level is WATCH

    def test_levels_are_the_definitions(self, slid, months):
        strict = Backsliding(p_value=0.001, watch_p_value=0.007)
        assert slid(months(("2022-03", 2)), criteria=strict).level is WATCH
        strict = Backsliding(p_value=0.001, watch_p_value=0.006)
        assert slid(months(("2022-03", 2)), criteria=strict).level is NONE

    def test_rates_by_their_exposure(self, slid, indicator, months):
        """Twice the events among twice as many residents."""
        rate = indicator(measure="rate", per=1000)

        def among(people):
            return [
                Observation(o.period, o.status, o.value, denominator=people(o.period.start))
                for o in months(("2022-03", 2))
            ]

        twice = among(lambda day: 2000.0 if day >= DECIDED else 1000.0)
        assert slid(twice, rate).level is NONE
        assert slid(among(lambda day: 1000.0), rate).level is CONFIRMED


class TestLongPeriods:
    def test_tertials_are_reviewed_at_their_own_ends(self, slid, indicator, run):
        rule = indicator(frequency="tertial")
        found = slid(run("2018T1", [4] * 12 + [10] * 9), rule)
        assert found.granted.window.code == "2020-2021"  # the first tertial had not ended
        assert [review.cut for review in found.reviews] == [date(2024, 8, 31), END]
        assert found.level is CONFIRMED

    @pytest.mark.parametrize(
        ("since", "level"),
        [
            ([30, 30, 30], CONFIRMED),
            ([12, 18, 24], WATCH),  # 24 and 42, p 0.036 (as above); a year before 24 and 30
        ],
    )
    def test_years(self, slid, indicator, run, since, level):
        found = slid(run("2018", [12] * 4 + since), indicator(frequency="year"))
        assert (found.granted.window.code, found.latest.window.code) == ("2020-2021", "2023-2024")
        assert [review.cut for review in found.reviews] == [date(2023, 12, 31), END]
        assert found.level is level


class TestNoEvents:
    def test_none_then_and_none_now(self, slid, months):
        found = slid(months(("2022-03", 0), first=0))
        assert (found.level, found.change) == (NONE, None)
        assert found.detectable.rise_at == 6  # 2 * 0.5**6 = 0.031, and 2 * 0.5**5 = 0.063

    def test_some_now_and_none_then(self, slid, months):
        found = slid(months(("2022-03", 1), first=0))
        assert found.level is CONFIRMED
        assert found.change.high == float("inf")

    def test_too_few_to_lose(self, slid, months):
        """Five in two years cannot fall detectably (2 * 0.5**5 = 0.063)."""
        few = months(("2022-03", 0), first=0)
        with_five = [
            Observation(o.period, o.status, 1.0 if o.period.code in FIVE else 0.0) for o in few
        ]
        found = slid(with_five, direction="higher")
        assert (found.level, found.reason) == (UNKNOWN, Reason.CANNOT_SHOW_FALL)
        assert slid(with_five, direction="lower").level is NONE

    def test_none_to_lose(self, slid, months):
        found = slid(months(("2022-03", 0), first=0), direction="higher")
        assert (found.level, found.reason) == (UNKNOWN, Reason.CANNOT_SHOW_FALL)


FIVE = {"2020-05", "2020-10", "2021-03", "2021-08", "2022-01"}


class TestHidden:
    @pytest.mark.parametrize(
        ("months_hidden", "level", "reason"),
        [
            # 24 against 48 less 1 or plus 2 a hidden month, which may be 1 to 4
            pytest.param(1, CONFIRMED, Reason.HIDDEN_NUMBERS, id="either way"),
            pytest.param(12, UNKNOWN, Reason.HIDDEN_NUMBERS, id="one way only"),
        ],
    )
    def test_it_must_stand_at_both_extremes(
        self, slid, months, hidden, months_hidden, level, reason
    ):
        series = list(months(("2022-03", 2)))
        for at in range(48, 48 + months_hidden):
            series[at] = hidden(series[at].period.code)
        found = slid(series)
        assert (found.level, found.reason) == (level, reason)

    def test_no_worsening_at_either(self, slid, months, hidden):
        series = list(months(("2022-03", 1)))
        series[-1] = hidden("2024-12")
        found = slid(series)
        assert (found.level, found.latest) == (NONE, None)


class TestNotEnough:
    def test_nothing_delivered(self, slid):
        assert slid([]).reason is Reason.NO_SERIES

    def test_nothing_before_the_decision(self, slid, months):
        assert slid(months(("2022-03", 2))[26:]).reason is Reason.BASELINE_EMPTY

    def test_gaps_before_the_decision(self, slid, months):
        assert slid(months(("2022-03", 2))[7:]).reason is Reason.BASELINE_SHORT

    def test_gaps_now(self, slid, months):
        some = months(("2022-03", 2))
        with_gaps = [*some[:50], *some[55:]]
        assert slid(with_gaps).reason is Reason.WINDOW_GAPS

    def test_stale(self, slid, months):
        assert slid(months(("2022-03", 2))[:-4]).reason is Reason.TOO_OLD

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": "context"}, Reason.CONTEXT),
            ({"assess": False}, Reason.NOT_ASSESSED),
            ({"kind": "output"}, Reason.OUTPUT),
            ({"measure": "value"}, Reason.METHOD_MISSING),
            ({"breaks": BREAK}, Reason.BREAK),
        ],
    )
    def test_by_definition(self, slid, indicator, months, fields, reason):
        found = slid(months(("2022-03", 2)), indicator(**fields))
        assert (found.level, found.reason) == (UNKNOWN, reason)
        assert found.change is None

    def test_what_depends_never_slides_back(self, slid, months):
        found = slid(months(("2022-03", 9)), direction="depends")
        assert (found.level, found.reason) == (UNKNOWN, Reason.NOT_ASSESSED)

    def test_coarse_periods(self, slid, indicator, run):
        """Half-years of a monthly series, as some readers see it: two and two are too few."""
        rule = indicator(window_months=12)
        found = slid(run("2020H1", [30] * 10), rule)
        assert found.reason is Reason.COARSE_PERIODS

    def test_points_have_no_method(self, slid, indicator, wave):
        points = [wave(f"{year}-12-31", 5, None) for year in range(2018, 2025)]
        found = slid(points, indicator(frequency="point"))
        assert found.reason is Reason.METHOD_MISSING


class TestShares:
    """40 % of 400 on the day of the decision.

    Newcombe's intervals: statsmodels 0.15.0, confint_proportions_2indep(method='newcomb').
    To 47 %: 95 % 0.1 to 13.8. To 49 %: 95 % 2.1 to 15.8, 99 % -0.05 to 17.8. To 50 %: 99 % 0.9 to
    18.8. To 51 %: 99 % 1.9 to 19.8.
    """

    def waves(self, wave, *later):
        given = [("2017", 70), ("2021", 40), *later]
        return [wave(code, value, 400) for code, value in given]

    @pytest.mark.parametrize(
        ("later", "level"),
        [
            ([("2023", 46), ("2024", 46)], NONE),
            ([("2023", 46), ("2024", 47)], WATCH),
            ([("2023", 49), ("2024", 51)], WATCH),
            ([("2023", 51), ("2024", 49)], WATCH),
            ([("2023", 50), ("2024", 51)], CONFIRMED),
            ([("2022", 30), ("2023", 50), ("2024", 50)], CONFIRMED),
            ([("2023", 20), ("2024", 60)], WATCH),  # as sure, but not the same way
            ([("2024", 60)], WATCH),  # one wave alone
            ([("2023", 60), ("2024", 40)], NONE),
            ([("2023", 20), ("2024", 20)], NONE),  # an improvement
        ],
        ids=str,
    )
    def test_levels(self, slid, share, wave, later, level):
        assert slid(self.waves(wave, *later), share()).level is level

    def test_it_carries_its_numbers(self, slid, share, wave):
        found = slid(self.waves(wave, ("2023", 50), ("2024", 51)), share())
        assert (found.granted.window.code, found.granted.amount) == ("2021", 40)
        assert (found.latest.window.code, found.latest.base) == ("2024", 400)
        # statsmodels 0.15.0, as above: 51 against 40 per cent
        assert found.change.low == pytest.approx(4.099207072733208, abs=1e-5)
        assert found.change.high == pytest.approx(17.754041182491914, abs=1e-5)
        assert [review.cut for review in found.reviews] == [date(2023, 12, 31), END]

    def test_where_higher_is_better(self, slid, share, wave):
        falling = self.waves(wave, ("2023", 25), ("2024", 25))
        assert slid(falling, share(), direction="higher").level is CONFIRMED

    @pytest.mark.parametrize(
        ("waves", "fields", "reason"),
        [
            pytest.param([("2024", 60, 400)], {"panel": True}, Reason.SAME_PANEL, id="panel"),
            pytest.param([], {}, Reason.OVERLAP, id="no wave since"),
            pytest.param([("2024", 60, 29)], {}, Reason.TOO_FEW_ANSWERS, id="few answers"),
            pytest.param([("2024", 60, None)], {}, Reason.NO_ANSWERS_KNOWN, id="answers unknown"),
            pytest.param([("2024", 60, 400)], {"breaks": BREAK}, Reason.BREAK, id="break"),
        ],
    )
    def test_not_enough(self, slid, share, wave, waves, fields, reason):
        given = [wave("2021", 40, 400), *(wave(*each) for each in waves)]
        found = slid(given, share(max_age=2000, **fields))
        assert (found.level, found.reason) == (UNKNOWN, reason)

    def test_no_wave_before_the_decision(self, slid, share, wave):
        found = slid([wave("2023", 40, 400), wave("2024", 60, 400)], share())
        assert found.reason is Reason.BASELINE_EMPTY

    def test_a_wave_given_twice_is_one_review(self, slid, share, wave):
        waves = self.waves(wave, ("2024", 40), ("2024", 60))
        found = slid(waves, share())
        assert len(found.reviews) == 1
        assert (found.latest.amount, found.level) == (60, WATCH)

    def test_a_hidden_wave(self, slid, share, wave, hidden):
        found = slid([wave("2021", 40, 400), hidden("2024")], share())
        assert found.reason is Reason.HIDDEN_NUMBERS


BAD = [float("nan"), float("inf"), -1.0, 1e9, 1e300, 0.5, 5e-324]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("measure", ["count", "rate", "share", "value"])
@pytest.mark.parametrize("field", ["value", "denominator", "responses", "low", "high"])
def test_whatever_is_delivered_gets_an_answer(indicator, run, *, bad, measure, field):
    plain = {"value": 5.0, "denominator": 100.0, "responses": 100.0}
    months = [
        Observation(o.period, status, **(plain | {field: bad} if at % 5 == 0 else plain))
        for at, o in enumerate(run("2020-01", [5] * 60))
        for status in (Status.FINAL, Status.SUPPRESSED if at % 7 == 0 else Status.FINAL)
    ]
    per = {"per": 1000} if measure == "rate" else {}
    found = _slid(indicator(measure=measure, **per), months)
    assert found.level in BackslideLevel
    assert found.change is None or found.change.low <= found.change.high


@pytest.mark.parametrize("granted_on", [date.min, DECIDED, date.max], ids=str)
@pytest.mark.parametrize("reference_date", [date.min, END, date.max], ids=str)
def test_on_whatever_day(indicator, run, granted_on, reference_date):
    days = {"granted_on": granted_on, "reference_date": reference_date}
    found = _slid(indicator(max_age=9_999_999), run("2020-01", [5] * 60), **days)
    if (granted_on, reference_date) != (DECIDED, END):
        assert found.level is UNKNOWN


COUNTS = st.lists(st.integers(0, 9), min_size=60, max_size=60)


@given(COUNTS, st.integers(26, 59))
def test_later_periods_change_nothing(indicator, run, values, kept):
    months = run("2020-01", values)
    cut = {"granted_on": DECIDED, "reference_date": months[kept - 1].period.end}
    assert _slid(indicator(), months, **cut) == _slid(indicator(), months[:kept], **cut)


@given(COUNTS, COUNTS)
def test_the_granted_window_is_frozen(indicator, run, values, others):
    """What comes after the decision moves neither end of it, nor its length, nor its count."""
    before = values[:26]
    one = _slid(indicator(), run("2020-01", before + values[26:]))
    other = _slid(indicator(), run("2020-01", before + others[26:]))
    assert one.granted == other.granted


@given(COUNTS)
def test_turning_the_direction_never_confirms_both(indicator, run, values):
    months = run("2020-01", values)
    levels = {
        _slid(indicator(), months, direction=Direction(way)).level for way in ("lower", "higher")
    }
    assert len(levels & {WATCH, CONFIRMED}) < 2
    assert levels & {NONE, UNKNOWN}


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=60, max_size=60),
    st.sets(st.integers(0, 59), max_size=12),
    st.sampled_from(["lower", "higher"]),
)
def test_every_series_gets_a_defined_answer(indicator, run, values, suppressed, direction):
    months = list(run("2020-01", values))
    for at in suppressed:
        months[at] = Observation(months[at].period, Status.SUPPRESSED)
    found = _slid(indicator(max_age=9999), months, direction=Direction(direction))
    assert (found.level is UNKNOWN) <= (found.reason is not None)
    assert found.level is not CONFIRMED or len(found.reviews) == 2


def _slid(rule, months, *, granted_on=DECIDED, reference_date=END, direction=Direction.LOWER):
    return backslide(
        Series(rule.id, "gottsunda", tuple(months)),
        rule,
        granted_on=granted_on,
        reference_date=reference_date,
        direction=direction,
        criteria=Backsliding(),
        freshness=Freshness(),
    )
