"""From a series to its control chart: the points, the baseline that fixes the limits, refusals.

The baseline 2017-2018 holds 11 and 9 in turn: mean 10, mean range 2, limits 4.68 and 15.32.
"""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.control.chart import control_chart
from tracker.model.control import Assurance, ControlRefusal, NoLimits, PointType, Signal
from tracker.model.definitions import Direction
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import PeriodKind, parse_period

END = date(2024, 12, 31)
BASELINE = [11, 9] * 12
BECAUSE = {"sv": "Därför.", "en": "Because."}


def _rebase(*days):
    return tuple({"at": day, "cause": BECAUSE, "decided_by": "Styrgruppen"} for day in days)


def _break(day):
    return ({"at": day, "reason": BECAUSE},)


def _chart(observations, indicator, *, day=END, direction=Direction.LOWER):
    series = Series(indicator.id, "gottsunda", tuple(observations))
    return control_chart(series, indicator, reference_date=day, direction=direction)


@pytest.fixture(scope="module")
def chart(indicator, run):
    """The chart of months from January 2017 under an indicator of the given fields."""

    def chart(later=(), *, before=BASELINE, day=END, direction=Direction.LOWER, **fields):
        observations = run("2017-01", [*before, *later])
        return _chart(observations, indicator(**fields), day=day, direction=direction)

    return chart


def _limits(chart, stretch=0):
    limits = chart.control.stretches[stretch].limits
    return limits.lower, limits.upper


class TestPoints:
    def test_the_baseline_fixes_the_limits(self, chart):
        found = chart([30, 2] * 12)
        assert _limits(found) == pytest.approx((4.68, 15.32))
        assert found.control.stretches[0].fixed_by == 24
        assert found.refused is None

    def test_each_has_its_period(self, chart):
        months = chart([16, None, 9]).dated
        newest = list(months)[-3:]
        assert [(p.code, point.value, point.signal) for p, point in newest] == [
            ("2019-01", 16, Signal.ABOVE_LIMIT),
            ("2019-02", None, Signal.NONE),
            ("2019-03", 9, Signal.NONE),
        ]

    def test_what_came_before_the_baseline_is_not_charted(self, indicator, run):
        found = _chart(run("2016-01", [90] * 12 + BASELINE), indicator())
        assert found.periods[0].code == "2017-01"
        assert _limits(found) == pytest.approx((4.68, 15.32))

    def test_the_direction_names_the_newest(self, chart):
        assert chart([16]).control.variation is PointType.CONCERN
        assert chart([16], direction=Direction.HIGHER).control.variation is PointType.IMPROVEMENT
        assert chart([16, 9]).control.variation is PointType.COMMON_CAUSE

    def test_periods_after_the_reference_date_change_nothing(self, chart):
        assert chart([16, 9], day=date(2019, 1, 31)) == chart([16])

    @given(st.lists(st.integers(0, 40), max_size=12), st.lists(st.integers(0, 40), max_size=12))
    def test_a_future_month_never_changes_an_earlier_cut(self, chart, seen, future):
        day = [date(2018, 12, 31), *(p.end for p in islice(_months(), len(seen)))][-1]
        assert chart([*seen, *future], day=day) == chart(seen, day=day)

    def test_without_a_baseline_every_value_fixes_them(self, chart):
        found = chart([21, 19] * 12, before=[21, 19] * 12)
        assert _limits(found) == pytest.approx((14.68, 25.32))
        # 12 of each of 9, 11, 19 and 21: mean 15; 47 ranges: 46 of 2 and one of 12, which the
        # screening leaves out (3.267 x 104/47 = 7.2)
        all_of_them = chart([21, 19] * 12, before=[9, 11] * 12, baseline=None)
        assert _limits(all_of_them) == pytest.approx((15 - 5.32, 15 + 5.32))

    def test_a_month_without_a_row_is_a_gap(self, indicator, run):
        months = [o for o in run("2017-01", [*BASELINE, 9, 9, 9]) if o.period.code != "2019-02"]
        found = _chart(months, indicator())
        assert [p.value for p in found.control.points[-3:]] == [9, None, 9]

    def test_a_partial_month_is_no_point(self, indicator, run):
        months = [*run("2017-01", [*BASELINE, 9])]
        months[-1] = replace(months[-1], status=Status.PARTIAL)
        assert _chart(months, indicator()).periods[-1].code == "2018-12"

    def test_rolling_sums_are_charted_month_by_month(self, chart):
        found = chart([16], shown_as="rolling_12_months")
        assert found.control.points[-1].value == 16

    def test_a_rate_is_charted_as_it_is_shown(self, indicator, run):
        # 22 and 18 in 2000: 11 and 9 per thousand
        months = run("2017-01", [22, 18] * 12, denominator=2000)
        found = _chart(months, indicator(measure="rate", per=1000))
        assert _limits(found) == pytest.approx((4.68, 15.32))

    @pytest.mark.parametrize(
        ("first", "window", "kind"),
        [("2014K1", "2014..2018", "quarter"), ("2017V01", "2017-01..2018-12", "week")],
    )
    def test_quarters_and_weeks(self, indicator, run, *, first, window, kind):
        many = run(first, [21, 19] * 60)
        found = _chart(many, indicator(frequency=kind, baseline_window=window))
        assert {p.kind for p in found.periods} == {PeriodKind(kind)}
        assert _limits(found) == pytest.approx((14.68, 25.32))


def _months():
    period = parse_period("2019-01")
    while True:
        yield period
        year, month = divmod(period.start.year * 12 + period.start.month, 12)
        period = parse_period(f"{year}-{month + 1:02d}")


class TestRefused:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": "output"}, ControlRefusal.OUTPUT),
            ({"kind": "context"}, ControlRefusal.BACKGROUND),
            ({"assess": False}, ControlRefusal.BACKGROUND),
            ({"season": True}, ControlRefusal.SEASON),
            ({"baseline_window": "2018-02..2018-12"}, ControlRefusal.BASELINE_SHORT),
            ({"baseline_window": "2016"}, ControlRefusal.BASELINE_SHORT),
            ({"baseline_window": "2025"}, ControlRefusal.TOO_FEW_POINTS),
            ({"breaks": _break("2018-06-01")}, ControlRefusal.BREAK),
            ({"measure": "share", "assumed_n": 400}, ControlRefusal.ANSWERS_KNOWN),
        ],
    )
    def test_by_definition(self, chart, *, fields, reason):
        found = chart([9] * 6, **fields)
        assert (found.refused, found.control, found.periods) == (reason, None, ())

    def test_no_values(self, chart, indicator):
        assert _chart([], indicator()).refused is ControlRefusal.NO_SERIES
        assert chart(before=[None] * 24).refused is ControlRefusal.NO_SERIES

    @pytest.mark.parametrize(
        ("first", "frequency"), [("2005", "year"), ("2005T1", "tertial"), ("2005H1", "half_year")]
    )
    def test_coarser_periods(self, indicator, run, *, first, frequency):
        found = _chart(run(first, [11, 9] * 10), indicator(frequency=frequency))
        assert found.refused is ControlRefusal.FREQUENCY

    def test_events_outside_a_calendar(self, indicator):
        points = [Observation(parse_period(f"{y}-12-31"), Status.FINAL, 9.0) for y in (2017, 2024)]
        assert _chart(points, indicator(frequency="point")).refused is ControlRefusal.FREQUENCY

    @pytest.mark.parametrize(("points", "is_refused"), [(11, True), (12, False)])
    def test_fewer_than_twelve_points(self, indicator, run, *, points, is_refused):
        found = _chart(run("2024-01", BASELINE[:points]), indicator(baseline=None))
        assert (found.refused is ControlRefusal.TOO_FEW_POINTS) is is_refused

    @pytest.mark.parametrize(("gaps", "is_refused"), [(13, True), (12, False)])
    def test_fewer_than_twelve_in_the_baseline(self, chart, *, gaps, is_refused):
        found = chart([9] * 12, before=[None] * gaps + BASELINE[gaps:])
        assert (found.refused is ControlRefusal.BASELINE_SHORT) is is_refused

    @pytest.mark.parametrize(("low", "refused"), [(4, True), (5, False)])
    def test_rare_counts(self, chart, *, low, refused):
        # mean 4.5, or 5
        found = chart([9] * 6, before=[low, 5] * 12)
        assert (found.refused is ControlRefusal.RARE) is refused

    def test_a_constant_rare_count_is_rare(self, chart):
        assert chart([0] * 6, before=[0] * 24).refused is ControlRefusal.RARE

    def test_five_a_month_are_fifteen_a_quarter(self, indicator, run):
        quarterly = indicator(frequency="quarter", baseline_window="2014..2018")
        assert _chart(run("2014K1", [15, 14] * 12), quarterly).refused is ControlRefusal.RARE
        assert _chart(run("2014K1", [15, 16] * 12), quarterly).refused is None

    def test_and_five_a_week(self, indicator, run):
        # three a week are thirteen a month, and still too few for a chart of weeks
        weekly = indicator(frequency="week")
        assert _chart(run("2017V01", [3, 4] * 60), weekly).refused is ControlRefusal.RARE

    def test_a_rate_is_rare_by_its_events(self, indicator, run):
        per_head = indicator(measure="rate", per=100_000)
        rare, common = (run("2017-01", [n, n + 1] * 12, denominator=9000) for n in (4, 5))
        assert _chart(rare, per_head).refused is ControlRefusal.RARE
        assert _chart(common, per_head).refused is None

    @pytest.mark.parametrize("measure", ["value", "share"])
    def test_an_index_may_be_low(self, chart, measure):
        found = chart([2] * 6, before=[3, 2] * 12, measure=measure)
        assert found.refused is None

    def test_mostly_equal_values(self, chart):
        # 23 ranges: two of 1 and 21 of 0
        almost = [20] * 12 + [21] + [20] * 11
        assert chart(before=almost).refused is ControlRefusal.MOSTLY_EQUAL

    def test_a_constant_series_is_charted_without_limits(self, chart):
        found = chart([20] * 6, before=[20] * 24)
        assert found.refused is None
        assert found.control.stretches[0].no_limits is NoLimits.NO_VARIATION

    @pytest.mark.parametrize(("hidden_months", "is_refused"), [(3, True), (2, False)])
    def test_over_a_tenth_suppressed(self, indicator, run, hidden, hidden_months, is_refused):
        # 24 values: 3 hidden are 12.5 %, 2 are 8.3 %
        months = [*run("2017-01", BASELINE)]
        for i in range(hidden_months):
            months[5 * i] = hidden(months[5 * i].period.code)
        found = _chart(months, indicator())
        assert (found.refused is ControlRefusal.CENSORED) is is_refused
        if not is_refused:
            assert found.control.points[0].value is None

    def test_bad_values_are_gaps(self, chart):
        values = [float("nan"), float("inf"), -1.0]
        found = chart([*values, 9.0])
        assert [p.value for p in found.control.points[-4:]] == [None, None, None, 9]

    def test_an_impossible_index_is_a_gap(self, chart):
        found = chart([1e308, 9.0], measure="value")
        assert [p.value for p in found.control.points[-2:]] == [None, 9]

    @pytest.mark.parametrize("value", [0.0, 1e9], ids=["zeros", "billions"])
    def test_extremes(self, chart, value):
        found = chart([value] * 12, before=[value] * 24)
        assert found.refused is (ControlRefusal.RARE if value == 0 else None)

    def test_a_period_delivered_twice(self, indicator, run):
        months = run("2017-01", BASELINE)
        assert _chart([*months, months[-1]], indicator()) == _chart(months, indicator())


class TestRebase:
    LATER = [21, 19] * 12  # 2019-2020

    def test_a_new_stretch_from_its_day(self, chart):
        found = chart(self.LATER, rebases=_rebase("2019-01-01"))
        assert _limits(found, 0) == pytest.approx((4.68, 15.32))
        assert _limits(found, 1) == pytest.approx((14.68, 25.32))
        assert found.control.variation is PointType.COMMON_CAUSE

    def test_it_waits_for_its_period(self, chart):
        waiting = chart([9], rebases=_rebase("2019-03-01"))
        assert len(waiting.control.stretches) == 1
        assert waiting.control == chart([9]).control

    def test_at_a_gap(self, chart):
        found = chart([None, *self.LATER], rebases=_rebase("2019-01-01"))
        second = found.control.stretches[1]
        assert (second.first, second.points, second.fixed_by) == (24, 24, 23)

    @pytest.mark.parametrize(
        "day",
        ["2019-01-15", "2018-07-01", "2017-01-01", "2016-01-01"],
        ids=["mid-month", "in the baseline", "at its start", "before it"],
    )
    def test_that_fits_no_point_after_the_baseline(self, chart, day):
        found = chart(self.LATER, rebases=_rebase(day))
        assert (found.refused, found.control) == (ControlRefusal.REBASE, None)

    def test_in_the_middle_of_a_coarser_period(self, indicator, run):
        fields = {"baseline_window": "2014..2018", "rebases": _rebase("2019-02-01")}
        found = _chart(run("2014K1", [21, 19] * 20), indicator(**fields))
        assert found.refused is ControlRefusal.REBASE

    def test_without_a_baseline(self, chart):
        first, second = (
            chart(self.LATER, rebases=_rebase(day), baseline=None)
            for day in ("2017-01-01", "2018-01-01")
        )
        assert first.refused is ControlRefusal.REBASE
        assert [s.first for s in second.control.stretches] == [0, 12]

    def test_a_break_is_bridged_only_by_a_rebase_with_it(self, chart):
        at = "2019-01-01"
        assert chart(self.LATER, breaks=_break(at)).refused is ControlRefusal.BREAK
        both = chart(self.LATER, breaks=_break(at), rebases=_rebase(at))
        assert len(both.control.stretches) == 2

    @pytest.mark.parametrize("day", ["2019-06-01", "2017-01-01"], ids=["ahead", "at the start"])
    def test_a_break_outside_the_points(self, chart, day):
        assert chart([9], breaks=_break(day)).refused is None

    def test_a_rare_stretch_has_neither_limits_nor_signals(self, chart):
        found = chart([1] * 6 + [9], rebases=_rebase("2019-01-01"))
        assert found.control.stretches[1].no_limits is NoLimits.RARE
        assert {p.signal for p in found.control.points} == {Signal.NONE}


class TestTarget:
    @pytest.mark.parametrize(
        ("value", "assurance"), [(16, "pass"), (4, "fail"), (10, "inconsistent")]
    )
    def test_assurance(self, chart, value, assurance):
        target = {"kind": "value", "value": value, "by": "2024-12-31", "source": BECAUSE}
        assert chart([9], target=target).control.assurance is Assurance(assurance)

    def test_zero_tolerance_is_a_target_of_zero(self, chart):
        target = {"kind": "zero_tolerance", "source": BECAUSE}
        # 0 is below the lower limit, 4.68, and lower is better
        assert chart([9], target=target).control.assurance is Assurance.FAIL

    def test_a_target_for_twelve_months_says_nothing_of_one(self, chart):
        target = {"kind": "value", "value": 100, "by": "2024-12-31", "source": BECAUSE}
        found = chart([9], target=target, shown_as="rolling_12_months")
        assert found.control.assurance is Assurance.NONE

    def test_nor_a_target_for_a_month_of_a_quarter(self, indicator, run):
        target = {"kind": "value", "value": 100, "by": "2024-12-31", "source": BECAUSE}
        monthly = indicator(target=target, baseline_window="2014..2018")
        found = _chart(run("2014K1", [21, 19] * 20), monthly)
        assert found.control.assurance is Assurance.NONE
