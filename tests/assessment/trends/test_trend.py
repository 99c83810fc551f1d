"""Values without a known base, and the drift told beside counts."""

from datetime import date

import pytest

from tracker.assessment.finding import Level
from tracker.assessment.trends.trend import drift, trend_change
from tracker.model.observations import Status
from tracker.model.verdicts import Reason

END = date(2024, 12, 31)
# S -19, no ties: 7*6*19/18; z = -18/sqrt(44.33); see test_mann_kendall for the test itself
FALLING = [62, 61, 60, 58, 59, 55, 54]
LEVEL = [62, 60, 63, 61, 60, 63, 61]


@pytest.fixture
def index(indicator):
    """A yearly index, higher is better, baseline 2018; fields as in goals.yaml."""

    def make(**fields):
        plain = {"measure": "value", "frequency": "year", "direction": "higher"}
        window = {} if "baseline" in fields else {"baseline_window": "2018"}
        return indicator(**(plain | window | fields))

    return make


@pytest.mark.parametrize(
    ("values", "level"),
    [
        pytest.param(FALLING, Level.FALL, id="falls"),
        pytest.param(FALLING[::-1], Level.RISE, id="rises"),
        pytest.param(LEVEL, Level.NO_CHANGE, id="no drift"),
        pytest.param([60] * 7, Level.NO_CHANGE, id="always the same"),
    ],
)
def test_level(index, run, values, level):
    found = trend_change(run("2018", values), index(), reference_date=END)
    assert (found.level, found.reason) == (level, None)
    assert found.method == "mann_kendall/2"
    assert found.trend.points == 7
    assert found.detectable is None
    assert found.change is None


def test_the_slope_is_in_units_a_year(index, run):
    falls = run("2018T1", [30 - n for n in range(21)])  # one a tertial
    found = trend_change(falls, index(frequency="tertial"), reference_date=END)
    assert found.trend.slope == pytest.approx(-3)
    assert (found.trend.low, found.trend.high) == pytest.approx((-3, -3))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([9, 8, 7, 6, 5], Reason.TOO_FEW_POINTS, id="five, all falling"),
        pytest.param([9, 8, 7, 6, 5, 4], None, id="six"),
        pytest.param([9, None, 8, 7, 6, 5], Reason.TOO_FEW_POINTS, id="missing is no value"),
        pytest.param([9, None, 8, 7, 6, 5, 4], None, id="six with a gap"),
        pytest.param([], Reason.TOO_FEW_POINTS, id="none"),
    ],
)
def test_six_values_are_needed(index, run, values, reason):
    assert trend_change(run("2018", values), index(), reference_date=END).reason is reason


def test_what_is_no_number_is_no_value(index, run):
    values = [9, float("nan"), 8, float("inf"), 7, 6, 5]
    found = trend_change(run("2018", values), index(), reference_date=END)
    assert found.reason is Reason.TOO_FEW_POINTS


@pytest.mark.parametrize(
    ("known", "hidden_ones", "reason"),
    [
        pytest.param(9, 1, None, id="one in ten"),
        pytest.param(8, 1, Reason.CENSORED, id="one in nine"),
        pytest.param(0, 10, Reason.CENSORED, id="all"),
    ],
)
def test_more_than_a_tenth_hidden(index, run, hidden, known, hidden_ones, reason):
    last = run("2018K1", range(known + hidden_ones))[known:]
    seen = [*run("2018K1", range(known)), *(hidden(o.period.code) for o in last)]
    found = trend_change(seen, index(frequency="quarter"), reference_date=END)
    assert found.reason is reason
    if reason is None:
        assert found.trend.points == known


@pytest.mark.parametrize(
    ("at", "reason", "level"),
    [
        pytest.param("2019-01-01", None, Level.NO_CHANGE, id="six after it"),
        pytest.param("2020-01-01", Reason.TOO_FEW_POINTS, None, id="five after it"),
        pytest.param("2018-01-01", None, Level.FALL, id="where the values begin"),
        pytest.param("2025-01-01", None, Level.FALL, id="still to come"),
        pytest.param("2024-06-01", Reason.TOO_FEW_POINTS, None, id="within the last"),
    ],
)
def test_only_what_follows_a_break_is_read(index, run, at, reason, level):
    # All seven: S -15, z -14/sqrt(39.67) = -2.2. The last six: S -9, z -8/sqrt(23.67) = -1.6.
    rule = index(breaks=({"at": at, "reason": {"sv": "Ny fråga.", "en": "New question."}},))
    found = trend_change(run("2018", [99, 61, 60, 61, 60, 60, 59]), rule, reference_date=END)
    assert found.reason is reason
    if level is Level.NO_CHANGE:
        assert (found.level, found.trend.points) == (Level.NO_CHANGE, 6)
    elif level:
        assert found.trend.points == 7


def test_values_before_the_baseline_are_history(index, run):
    long_ago = run("2008", [80, 78, 76, 74, 72, 70, 68, 66, 64, 62])
    since = run("2018", LEVEL)
    read_all = trend_change([*long_ago, *since], index(baseline=None), reference_date=END)
    assert (read_all.level, read_all.trend.points) == (Level.FALL, 17)
    from_baseline = trend_change([*long_ago, *since], index(), reference_date=END)
    assert (from_baseline.level, from_baseline.trend.points) == (Level.NO_CHANGE, 7)


def test_later_and_partial_values_change_nothing(index, run, wave):
    seen = run("2018", FALLING)
    later = [*seen, *run("2025", [500, 600]), wave("2024", 90, None, status=Status.PARTIAL)]
    assert trend_change(later, index(), reference_date=END) == (
        trend_change(seen, index(), reference_date=END)
    )


def test_a_period_given_twice_counts_once(index, run):
    seen = run("2018", FALLING)
    found = trend_change([*seen, *seen], index(), reference_date=END)
    assert found == trend_change(seen, index(), reference_date=END)


def test_a_share_without_answers_is_read_in_points(share, run):
    found = trend_change(run("2018", FALLING), share(baseline_window="2018"), reference_date=END)
    assert found.level is Level.FALL
    assert -1.6 < found.trend.slope < -1.2  # 62 to 54 in six years


def test_ranges_are_placed_in_time(index, wave):
    codes = ["2014-2015", "2016-2017", "2018-2019", "2020-2021", "2022", "2023"]
    waves = [wave(code, value, None) for code, value in zip(codes, range(6), strict=True)]
    rule = index(frequency="range", baseline=None)
    assert trend_change(waves, rule, reference_date=END).level is Level.RISE


# Winters ten higher than summers, and one less each year.
SEASONS = [20, 10, 10, 20, 19, 9, 9, 19, 18, 8, 8, 18]


def test_a_season_is_compared_with_itself(index, run):
    quarters = index(frequency="quarter", season=True)
    found = trend_change(run("2018K1", SEASONS), quarters, reference_date=END)
    assert found.trend.seasonal
    assert found.level is Level.FALL
    # four quarters that only fall in three years: S = 4 * -3, variance 4 * 3*2*11/18
    assert found.trend.p_value == pytest.approx(0.004075, rel=1e-3)  # z = -11/sqrt(14.667)
    assert found.trend.slope == pytest.approx(-1)
    plain = trend_change(run("2018K1", SEASONS), index(frequency="quarter"), reference_date=END)
    assert plain.trend.p_value > 0.05


def test_years_have_no_season(index, run):
    found = trend_change(run("2018", FALLING), index(season=True), reference_date=END)
    assert found.trend.seasonal is False


def test_drift_beside_counts(indicator, run):
    months = run("2017-01", [20 - n // 4 for n in range(48)])  # one less every fourth month
    told = drift(months, indicator())
    assert told.points == 48
    assert told.slope == pytest.approx(-3, abs=0.3)
    assert told.p_value < 0.001


def test_drift_of_a_rate_is_of_the_rate(indicator, run):
    rate = indicator(measure="rate", per=1000)
    growing = [run(f"2017-{m:02d}", [10.0 * m], denominator=1000.0 * m)[0] for m in range(1, 13)]
    assert drift(growing, rate).slope == 0


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param(range(11), False, id="eleven"),
        pytest.param(range(12), True, id="twelve"),
        pytest.param([None] * 20, False, id="all missing"),
        pytest.param([], False, id="none"),
    ],
)
def test_drift_needs_twelve_periods(indicator, run, values, told):
    assert (drift(run("2017-01", values), indicator()) is not None) is told


def test_drift_of_hidden_counts_is_not_told(indicator, hidden, run):
    months = [hidden(o.period.code) for o in run("2017-01", range(24))]
    assert drift(months, indicator()) is None
