"""Where a series stands against its target: standings, pace, path, units, held, forecast."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.assessment.targets.levels import Estimate
from tracker.assessment.targets.path import path_at, path_points, target_path
from tracker.assessment.targets.status import pace_of, standing_of, target_status
from tracker.model.definitions import Direction
from tracker.model.observations import Series, Status
from tracker.model.periods import parse_period
from tracker.model.targets import LevelStatus, Pace, Standing, TargetReason

LOWER, HIGHER = Direction.LOWER, Direction.HIGHER
TEN = Estimate(10, (8, 12))
LAST_DAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("target", "direction", "past", "standing"),
    [
        pytest.param(12, LOWER, False, Standing.ACHIEVED_CONFIRMED, id="all of it at most"),
        pytest.param(11.9, LOWER, False, Standing.ACHIEVED_UNCERTAIN, id="most of it"),
        pytest.param(10, LOWER, False, Standing.ACHIEVED_UNCERTAIN, id="the level just"),
        pytest.param(9.9, LOWER, False, Standing.NOT_ACHIEVED, id="the level not"),
        pytest.param(8, LOWER, True, Standing.NOT_ACHIEVED, id="the lower end just"),
        pytest.param(7.9, LOWER, False, Standing.NOT_ACHIEVED, id="none of it, in time"),
        pytest.param(7.9, LOWER, True, Standing.MISSED_CONFIRMED, id="none of it, too late"),
        pytest.param(8, HIGHER, False, Standing.ACHIEVED_CONFIRMED, id="all of it at least"),
        pytest.param(8.1, HIGHER, False, Standing.ACHIEVED_UNCERTAIN, id="higher: most of it"),
        pytest.param(10, HIGHER, True, Standing.ACHIEVED_UNCERTAIN, id="higher: just"),
        pytest.param(10.1, HIGHER, False, Standing.NOT_ACHIEVED, id="higher: not"),
        pytest.param(12, HIGHER, True, Standing.NOT_ACHIEVED, id="higher: the upper end just"),
        pytest.param(12.1, HIGHER, True, Standing.MISSED_CONFIRMED, id="higher: too late"),
    ],
)
def test_standing(target, direction, past, standing):
    assert standing_of(TEN, target, direction, past=past) is standing


@pytest.mark.parametrize(
    ("expected", "direction", "pace"),
    [
        pytest.param(12, LOWER, Pace.AHEAD_CONFIRMED, id="all of it below the path"),
        pytest.param(11.9, LOWER, Pace.ON_TRACK, id="most of it"),
        pytest.param(10, LOWER, Pace.ON_TRACK, id="on it"),
        pytest.param(9.9, LOWER, Pace.BEHIND, id="above"),
        pytest.param(8, LOWER, Pace.BEHIND, id="the lower end on it"),
        pytest.param(7.9, LOWER, Pace.BEHIND_CONFIRMED, id="all of it above"),
        pytest.param(8, HIGHER, Pace.AHEAD_CONFIRMED, id="higher: all of it"),
        pytest.param(10, HIGHER, Pace.ON_TRACK, id="higher: on it"),
        pytest.param(10.1, HIGHER, Pace.BEHIND, id="higher: below"),
        pytest.param(12.1, HIGHER, Pace.BEHIND_CONFIRMED, id="higher: all of it below"),
    ],
)
def test_pace(expected, direction, pace):
    assert pace_of(TEN, expected, direction) is pace


def test_a_point_alone_is_never_certain():
    point = Estimate(10, None)
    assert standing_of(point, 99, LOWER, past=True) is Standing.ACHIEVED_UNCERTAIN
    assert standing_of(point, 1, LOWER, past=True) is Standing.NOT_ACHIEVED
    assert pace_of(point, 99, LOWER) is Pace.ON_TRACK
    assert pace_of(point, 1, LOWER) is Pace.BEHIND


@given(st.floats(-50, 50), st.floats(0, 9), st.floats(0, 9), st.floats(-60, 60), st.booleans())
def test_higher_is_lower_turned_over(level, below, above, target, past):
    here = Estimate(level, (level - below, level + above))
    turned = Estimate(-level, (-level - above, -level + below))
    assert standing_of(here, target, HIGHER, past=past) is (
        standing_of(turned, -target, LOWER, past=past)
    )
    assert pace_of(here, target, HIGHER) is pace_of(turned, -target, LOWER)


@pytest.fixture
def path(indicator):
    """From the middle of 2018 to the end of 2024, by default of a count."""

    def make(centre, value, by=date(2024, 12, 31), **fields):
        baseline = parse_period("2018")
        return target_path(
            indicator(**fields), baseline=baseline, centre=centre, value=value, by=by
        )

    return make


def test_counts_change_by_the_same_per_cent(path):
    quarter = path(100, 25)
    assert quarter.logarithmic
    assert (quarter.start, path_at(quarter, quarter.start)) == (
        date(2018, 7, 2),
        pytest.approx(100),
    )
    halfway = quarter.start + (quarter.end - quarter.start) / 2
    assert path_at(quarter, halfway) == pytest.approx(50, rel=1e-3)  # the geometric mean
    assert path_at(quarter, quarter.end) == pytest.approx(25)


@pytest.mark.parametrize(
    ("centre", "value", "fields"),
    [
        pytest.param(100, 0, {}, id="a count to zero"),
        pytest.param(0, 100, {}, id="a count from zero"),
        pytest.param(0, 100, {"measure": "share"}, id="a share"),
        pytest.param(100, 0, {"measure": "value"}, id="a value"),
        pytest.param(20, 80, {"measure": "share"}, id="a share between"),
    ],
)
def test_all_else_by_the_same_amount(path, centre, value, fields):
    line = path(centre, value, **fields)
    assert not line.logarithmic
    halfway = line.start + (line.end - line.start) / 2
    assert path_at(line, halfway) == pytest.approx(50, abs=0.05)
    assert path_points(line) == ((line.start, centre), (line.end, value))


def test_outside_its_days_the_path_is_level(path):
    line = path(80, 20)
    assert path_at(line, date(2010, 1, 1)) == pytest.approx(80)
    assert path_at(line, date(2030, 1, 1)) == pytest.approx(20)


def test_a_curve_is_drawn_month_by_month(path):
    points = path_points(path(80, 20, by=date(2018, 10, 1)))
    assert [day for day, _ in points] == [
        date(2018, 7, 2),
        date(2018, 8, 1),
        date(2018, 9, 1),
        date(2018, 10, 1),
    ]
    values = [value for _, value in points]
    assert values == sorted(values, reverse=True)


def test_a_target_before_the_baseline_has_no_path(path):
    assert path(80, 20, by=date(2018, 7, 2)) is None
    assert path(80, 20, by=date(2018, 7, 3)) is not None


TARGET = {"kind": "value", "source": {"sv": "Planen.", "en": "The plan."}}


@pytest.fixture
def status(verdict):
    def find(observations, rule, *, on=LAST_DAY, direction=None):
        told = verdict(observations, rule, reference_date=on)
        return target_status(
            Series(rule.id, "omrade", tuple(observations)),
            rule,
            told,
            reference_date=on,
            direction=direction or rule.direction,
        )

    return find


def aim(value, by="2024-12-31", **fields):
    return TARGET | {"value": value, "by": by} | fields


def test_no_target_and_no_direction(status, indicator, steady):
    assert status(steady(3), indicator()) is None
    depends = indicator(direction="depends", target=aim(3))
    assert status(steady(3), depends) is None


# 36 events in twelve months: Garwood's interval 25.21-49.84 (chi-square tables, 72 and 74 df).
def test_a_count_a_month(status, indicator, steady):
    found = status(steady(3), indicator(target=aim(2.5)))
    assert isinstance(found, LevelStatus)
    assert found.current == 3
    assert found.interval == pytest.approx((25.21 / 12, 49.84 / 12), abs=0.001)
    assert found.window.code == "2024-01/2024-12"
    assert found.past
    assert found.standing is Standing.NOT_ACHIEVED
    assert (found.pace, found.forecast) == (None, None)
    assert status(steady(3), indicator(target=aim(2))).standing is Standing.MISSED_CONFIRMED
    assert status(steady(3), indicator(target=aim(3))).standing is Standing.ACHIEVED_UNCERTAIN
    assert status(steady(3), indicator(target=aim(4.2))).standing is Standing.ACHIEVED_CONFIRMED


def test_a_rolling_count_has_a_target_of_twelve_months(status, indicator, steady):
    rule = indicator(shown_as="rolling_12_months", target=aim(36))
    found = status(steady(3), rule)
    assert (found.current, found.standing) == (36, Standing.ACHIEVED_UNCERTAIN)
    assert found.interval == pytest.approx((25.21, 49.84), abs=0.01)
    assert found.path.first == pytest.approx(60)


def test_two_years_of_rare_events_are_told_a_year(status, indicator, run):
    rare = run("2017-01", [1, 0] * 12 + [0] * 48 + [1] + [0] * 23)
    found = status(rare, indicator(shown_as="rolling_12_months", target=aim(1)))
    assert found.window.code == "2023-2024"
    assert found.current == 0.5
    assert found.path.first == 6


def test_a_rate_has_a_target_per_base(status, indicator, run):
    rate = indicator(measure="rate", per=1000, target=aim(5))
    months = run("2017-01", [5] * 24 + [3] * 72, denominator=500.0)
    found = status(months, rate)
    assert found.current == pytest.approx(6)
    assert found.path.first == pytest.approx(10)


def test_overdispersion_widens_the_level_too(status, indicator, run):
    calm = run("2017-01", [5] * 24 + [3] * 72)
    wild = run("2017-01", [0, 10] * 12 + [0, 6] * 36)
    narrow = status(calm, indicator(target=aim(2.5))).interval
    wide = status(wild, indicator(target=aim(2.5)))
    assert wide.current == 3
    assert wide.interval[0] < narrow[0] < narrow[1] < wide.interval[1]


def test_on_the_way(status, indicator, steady):
    rule = indicator(target=aim(2.5))
    found = status(steady(3), rule, on=date(2023, 12, 31))
    assert found.window.code == "2023-01/2023-12"
    # From 5 at the end of 2017 to 2.5 at the end of 2024: 2557 days, of which 2009 to 2 July 2023
    assert found.path.start == date(2017, 12, 31)
    assert found.expected == pytest.approx(5 * 2 ** (-2009 / 2557))
    assert found.pace is Pace.BEHIND
    assert found.standing is Standing.NOT_ACHIEVED
    assert not found.past
    assert status(steady(1), rule, on=date(2023, 12, 31)).pace is Pace.AHEAD_CONFIRMED
    assert status(steady(5), rule, on=date(2023, 12, 31)).pace is Pace.BEHIND_CONFIRMED


def test_a_series_on_its_path_is_on_track(status, indicator, run):
    # Falls by 1 % a month from 100 in the middle of the baseline; 0.99^84 after seven years.
    months = run("2017-01", [100 * 0.99 ** (n - 11.5) for n in range(96)])
    rule = indicator(target=aim(100 * 0.99**84))
    found = status(months, rule, on=date(2022, 12, 31))
    # A mean over twelve months of a curve lies a little above the curve at their middle.
    assert found.current == pytest.approx(found.expected, rel=0.01)


def test_without_a_baseline_there_is_no_path(status, indicator, steady):
    found = status(steady(3), indicator(target=aim(2.5), baseline=None), on=date(2023, 12, 31))
    assert (found.path, found.pace, found.expected) == (None, None, None)
    assert found.standing is Standing.NOT_ACHIEVED
    assert found.current == 3


@pytest.mark.parametrize(
    ("at", "path", "reason"),
    [
        pytest.param("2020-01-01", False, None, id="before the window: no path"),
        pytest.param("2023-06-01", False, TargetReason.BREAK, id="in the window: no level"),
        pytest.param("2017-01-01", True, None, id="where the baseline begins"),
    ],
)
def test_a_break(status, indicator, steady, at, path, reason):
    broken = ({"at": at, "reason": {"sv": "Ny.", "en": "New."}},)
    found = status(steady(3), indicator(target=aim(2.5), breaks=broken), on=date(2023, 12, 31))
    assert (found.path is not None) is path
    assert found.reason is reason
    assert (found.standing is None) is (reason is not None)


def test_a_share(status, share, wave):
    waves = [wave("2017", 40, 400), wave("2023", 30, 400)]
    rule = share(target=aim(35, by="2025-12-31"))
    found = status(waves, rule)
    # Wilson 30 % of 400: (0.3 + 0.0048)/1.0096 -+ ... 25.72-34.67
    assert found.interval == pytest.approx((25.72, 34.67), abs=0.01)
    assert found.standing is Standing.ACHIEVED_CONFIRMED
    assert found.window.code == "2023"
    # linear from 40 at 2 July 2017 to 35: 3105 days, of which 2191 to 2 July 2023
    assert found.expected == pytest.approx(40 - 5 * 2191 / 3104, abs=0.01)
    assert found.pace is Pace.AHEAD_CONFIRMED
    assert found.forecast is None
    assert not found.point_only


def test_the_rounding_of_a_sum_is_not_held_against_it():
    assert standing_of(Estimate(0.1 + 0.2, None), 0.3, LOWER, past=True) is (
        Standing.ACHIEVED_UNCERTAIN
    )


def test_exactly_the_target_is_achieved(status, share, wave):
    waves = [wave("2017", 50, 60), wave("2023", 100 * 21 / 60, 60)]
    assert status(waves, share(target=aim(35))).standing is Standing.ACHIEVED_UNCERTAIN


def test_too_few_answers(status, share, wave):
    found = status([wave("2017", 40, 400), wave("2023", 30, 29)], share(target=aim(35)))
    assert (found.standing, found.reason) == (None, TargetReason.TOO_FEW_ANSWERS)


def test_values_are_compared_as_points(status, indicator, run):
    rule = indicator(
        measure="value",
        frequency="year",
        direction="higher",
        baseline_window="2018",
        target=aim(60, by="2026-12-31"),
    )
    found = status(run("2018", [50, 51, 52, 53, 54, 55, 58]), rule)
    assert found.point_only
    assert (found.current, found.interval) == (58, None)
    assert found.standing is Standing.NOT_ACHIEVED
    assert found.pace is Pace.ON_TRACK  # 50 to 60 in 8.5 years: 57.06 after six
    assert found.expected == pytest.approx(57.06, abs=0.01)
    assert found.forecast is None


def test_an_output_has_no_chance_around_it(status, indicator, steady):
    found = status(steady(3), indicator(kind="output", target=aim(2.5)))
    assert found.point_only
    assert found.interval is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([], TargetReason.NO_VALUES, id="nothing"),
        pytest.param([None] * 96, TargetReason.NO_VALUES, id="all missing"),
        pytest.param([5] * 24, TargetReason.STALE, id="nothing new"),
        pytest.param([5] * 84 + [None, None, None, 3] * 3, TargetReason.GAPS, id="gaps"),
    ],
)
def test_no_level(status, indicator, run, values, reason):
    found = status(run("2017-01", values), indicator(target=aim(2.5)))
    assert (found.reason, found.standing, found.current) == (reason, None, None)


def test_hidden_counts_that_leave_it_open(status, indicator, run, hidden):
    months = [*run("2017-01", [5] * 84), *(hidden(f"2024-{m:02d}") for m in range(1, 13))]
    # 12 to 48 events: 1 to 4 a month
    found = status(months, indicator(target=aim(2.5)))
    assert (found.standing, found.reason) == (None, TargetReason.HIDDEN_NUMBERS)
    assert found.current is None
    # Garwood: at least 6.20 of 12, at most 63.64 of 48
    assert found.interval == pytest.approx((6.20 / 12, 63.64 / 12), abs=0.01)


def test_hidden_counts_that_do_not(status, indicator, run, hidden):
    months = [*run("2017-01", [5] * 84), *(hidden(f"2024-{m:02d}") for m in range(1, 13))]
    found = status(months, indicator(target=aim(5.4)))
    assert (found.standing, found.reason) == (Standing.ACHIEVED_CONFIRMED, None)


def test_hidden_counts_at_baseline_leave_no_path(status, indicator, run, hidden):
    months = [
        *run("2017-01", [5] * 23),
        hidden("2018-12"),
        *run("2019-01", [3] * 60),
    ]
    found = status(months, indicator(target=aim(2.5)), on=date(2023, 12, 31))
    assert found.path is None
    assert found.standing is Standing.NOT_ACHIEVED


def test_a_hidden_share(status, share, wave, hidden):
    found = status([wave("2017", 40, 400), hidden("2023")], share(target=aim(35)))
    assert found.reason is TargetReason.HIDDEN_NUMBERS


# Two windows on end, not overlapping: 2023 and 2024. 12 a year: at most 20.96.
@pytest.mark.parametrize(
    ("then", "now", "held"),
    [
        pytest.param([1] * 12, [1] * 12, True, id="both"),
        pytest.param([1] * 12, [5] * 12, False, id="not the newest"),
        pytest.param([5] * 12, [1] * 12, False, id="not the one before"),
        pytest.param([2] * 12, [1] * 12, None, id="uncertain before"),
        pytest.param([None] * 12, [1] * 12, None, id="nothing before"),
        pytest.param([None] * 12, [5] * 12, False, id="not now, nothing before"),
    ],
)
def test_held_over_windows_that_do_not_overlap(status, indicator, run, then, now, held):
    rule = indicator(target=aim(2, held_periods=2), window_months=12)
    found = status(run("2017-01", [5] * 72 + then + now), rule)
    assert found.held is held
    assert found.held_windows == 2


def test_values_are_held_as_points(status, indicator, run):
    rule = indicator(
        measure="value", frequency="year", baseline_window="2018", target=aim(50, held_periods=3)
    )
    assert status(run("2018", [60, 58, 56, 52, 50, 49, 50]), rule).held is True
    assert status(run("2018", [60, 58, 56, 49, 51, 49, 50]), rule).held is False
    assert status(run("2018", [60, 58, 56, 49, None, 49, 50]), rule).held is None


def test_a_window_before_a_break_does_not_hold(status, indicator, steady):
    broken = ({"at": "2024-01-01", "reason": {"sv": "Ny.", "en": "New."}},)
    rule = indicator(target=aim(2, held_periods=2), window_months=12, breaks=broken)
    assert status(steady(1), rule).held is None


@pytest.mark.parametrize(
    ("on", "so_far", "months"),
    [
        pytest.param(date(2023, 12, 31), 0, 12, id="a year to go"),
        pytest.param(date(2024, 6, 30), 18, 6, id="half a year to go"),
        pytest.param(date(2022, 12, 31), 0, 12, id="two years to go: the last one counts"),
    ],
)
def test_if_nothing_changes(status, indicator, steady, on, so_far, months):
    found = status(steady(3), indicator(target=aim(2.5)), on=on).forecast
    # 30 events in 2024, of which so many have come; 36 in the twelve months now
    assert found.events == 30 - so_far
    assert found.months == months
    wanted = stats.nbinom.cdf(30 - so_far, 36.5, 12 / (12 + months))
    assert found.probability == pytest.approx(wanted)


def test_if_nothing_changes_where_higher_is_better(status, indicator, steady):
    rule = indicator(direction="higher", target=aim(4))
    found = status(steady(3), rule, on=date(2023, 12, 31)).forecast
    assert found.events == 48
    assert found.probability == pytest.approx(stats.nbinom.sf(47, 36.5, 0.5))


def test_a_target_that_is_already_lost(status, indicator, steady):
    found = status(steady(3), indicator(target=aim(1)), on=date(2024, 6, 30)).forecast
    assert (found.events, found.probability) == (-6, 0)  # 12 allowed, 18 have come


def test_a_rate_keeps_its_population(status, indicator, run):
    rate = indicator(measure="rate", per=1000, target=aim(5))
    months = run("2017-01", [5] * 24 + [3] * 60, denominator=500.0)
    found = status(months, rate, on=date(2023, 12, 31)).forecast
    # 5 per 1000 of 12 * 500
    assert found.events == 30
    assert found.probability == pytest.approx(stats.nbinom.cdf(30, 36.5, 0.5))


def test_later_values_change_nothing(status, indicator, steady, run):
    rule, months = indicator(target=aim(2.5)), list(steady(3))
    later = [*months, *run("2025-01", [900] * 6)]
    assert status(later, rule) == status(months, rule)


def test_a_partial_period_is_not_read(status, indicator, steady):
    months = list(steady(3))
    months[-1] = replace(months[-1], status=Status.PARTIAL, value=99)
    found = status(months, indicator(target=aim(2.5)))
    assert found.current == 3


@pytest.mark.parametrize(
    ("frequency", "first", "before", "after", "level"),
    [
        ("week", "2017V01", 104, 313, 3),
        ("quarter", "2017K1", 8, 24, 3),
        ("year", "2017", 2, 6, 3),
    ],
)
def test_other_periods(status, indicator, run, *, frequency, first, before, after, level):
    rule = indicator(
        frequency=frequency, baseline_window="2017..2018", target=aim(2.5), window_months=12
    )
    found = status(run(first, [60] * before + [level] * after), rule)
    assert found.current == pytest.approx(level)


def test_a_point_in_time_is_read_alone(status, indicator, wave):
    stocks = [wave(f"{year}-12-31", 40, None) for year in range(2017, 2025)]
    found = status(stocks, indicator(frequency="point", target=aim(50)))
    assert (found.current, found.standing) == (40, Standing.ACHIEVED_UNCERTAIN)
    # Garwood 40: 28.58-54.47
    assert found.interval == pytest.approx((28.58, 54.47), abs=0.01)
