"""XmR charts: the mean, the limits, and what the newest of them say of a target.

Many cases stand on one baseline of twelve points, 11 and 9 in turn:

    mean         (6 x 11 + 6 x 9) / 12 = 10
    mean range   every range is 2, so 2
    limits       10 +- 2.66 x 2 = 4.68 and 15.32
"""

import pytest

from tracker.assessment.control.points import control_points
from tracker.model.control import Assurance, NoLimits, Signal
from tracker.model.definitions import Direction

BASELINE = [11, 9] * 6
_NONE = Signal.NONE


def _chart(values, *, direction=Direction.HIGHER, **options):
    return control_points(values, direction=direction, **options)


def _limits(chart, stretch=0):
    found = chart.stretches[stretch]
    return found.mean, found.limits.lower, found.limits.upper


class TestLimits:
    def test_mean_limits_and_near_limits(self):
        (stretch,) = _chart(BASELINE).stretches
        limits = stretch.limits
        assert stretch.mean == 10
        assert (limits.lower, limits.upper) == pytest.approx((4.68, 15.32))
        assert limits.near_lower == pytest.approx(10 - 2 / 3 * 5.32)
        assert limits.near_upper == pytest.approx(10 + 2 / 3 * 5.32)

    def test_the_published_flow_rates(self):
        # NIST/SEMATECH e-Handbook 6.3.2.2: mean 50.81, mean range 1.8778, limits 45.8159 and
        # 55.8041. It multiplies by 3/1.128 = 2.6596 where the NHS multiplies by 2.66.
        flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
        assert _limits(_chart(flow)) == pytest.approx((50.81, 45.8159, 55.8041), abs=0.001)

    # R's set.seed(123); rnorm(20), as the tests of NHSRplotthedots have them.
    NORMAL = (
        -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
        -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
        -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
    )  # fmt: skip
    AN_OUTLIER = (*NORMAL[:14], 10, *NORMAL[15:])

    @pytest.mark.parametrize(
        ("values", "screening", "published"),
        [
            (NORMAL, True, (0.1416238, -3.01138, 3.294627)),
            (AN_OUTLIER, True, (0.6694159, -2.383666, 3.722497)),
            (AN_OUTLIER, False, (0.6694159, -4.596625, 5.935457)),
        ],
        ids=["no outlier", "screened", "not screened"],
    )
    def test_as_nhsrplotthedots_prints_them(self, values, screening, published):
        # NHSRplotthedots, tests/testthat/_snaps/ptd_spc_standard.md: mean_col, lpl, upl
        assert _limits(_chart(values, screening=screening)) == pytest.approx(published, abs=1e-6)

    def test_each_ten_as_nhsrplotthedots_prints_them(self):
        # _snaps/ptd_spc.md, two facets of ten: 0.0746, -2.60, 2.75 and 0.209, -3.28, 3.70
        chart = _chart(self.NORMAL, rebases=[10])
        assert _limits(chart, 0) == pytest.approx((0.0746, -2.60, 2.75), abs=0.005)
        assert _limits(chart, 1) == pytest.approx((0.209, -3.28, 3.70), abs=0.005)

    @pytest.mark.parametrize(("screening", "average"), [(True, 1), (False, 32 / 17)])
    def test_screening_drops_ranges_beyond_their_own_limit(self, screening, average):
        # The example of NHSRplotthedots' vignette on deviations. Sum 35 of 18 values; ranges
        # fifteen 1s, an 8 and a 9: mean 32/17 = 1.88; 3.267 x 1.88 = 6.15 drops the 8 and the 9.
        values = [1, 2, 1, 2, 10, *([1, 2] * 6), 1]
        expected = (35 / 18, 35 / 18 - 2.66 * average, 35 / 18 + 2.66 * average)
        assert _limits(_chart(values, screening=screening)) == pytest.approx(expected)

    def test_screening_is_done_once(self):
        # Ranges: ten 1s, a 5, a 50. Mean 65/12 = 5.4, limit 17.7: only the 50 goes, and the mean
        # is 15/11. A second pass (limit 4.5) would drop the 5 too and leave a mean of 1.
        values = [0, 1] * 5 + [0, 5, 55]
        expected = (5, 5 - 2.66 * 15 / 11, 5 + 2.66 * 15 / 11)
        assert _limits(_chart(values)) == pytest.approx(expected)

    def test_a_gap_is_not_bridged(self):
        # ranges 2 and 2; 9 from 11 to 20 would be a third
        (stretch,) = _chart([9, 11, None, 20, 22]).stretches
        assert stretch.limits.upper - stretch.mean == pytest.approx(2.66 * 2)

    def test_only_the_first_points_fix_them(self):
        frozen = _chart([*BASELINE, 90, 2, 90], fix_after=12)
        assert _limits(frozen) == _limits(_chart(BASELINE))
        assert (frozen.stretches[0].points, frozen.stretches[0].fixed_by) == (15, 12)

    def test_a_gap_takes_a_place_among_the_first(self):
        # the first twelve places hold eleven values
        values = [*BASELINE[:5], None, *BASELINE[6:], 90]
        assert _chart(values, fix_after=12).stretches[0].fixed_by == 11

    @pytest.mark.parametrize(("points", "is_short"), [(12, True), (13, False)])
    def test_fewer_than_thirteen_points_are_provisional(self, points, is_short):
        assert _chart(([11, 9] * 7)[:points]).is_short is is_short


class TestRebase:
    def test_each_stretch_has_a_mean_and_limits_of_its_own(self):
        # 21 and 19 in turn: mean 20, ranges 2; the step from 9 to 21 is in neither
        chart = _chart([*BASELINE, *[21, 19] * 6], rebases=[12])
        assert _limits(chart, 0) == pytest.approx((10, 4.68, 15.32))
        assert _limits(chart, 1) == pytest.approx((20, 14.68, 25.32))
        assert [s.first for s in chart.stretches] == [0, 12]
        assert {p.signal for p in chart.points} == {_NONE}
        assert chart.points[11].mean == 10
        assert chart.points[12].mean == 20

    def test_each_is_fixed_by_as_many_points(self):
        chart = _chart([*BASELINE, *[21, 19] * 6, 90], rebases=[12], fix_after=12)
        assert _limits(chart, 1) == pytest.approx((20, 14.68, 25.32))
        assert chart.points[-1].signal is Signal.ABOVE_LIMIT

    def test_no_run_crosses_it(self):
        # 10.5 four times on each side; 10 and 11 in turn around each mean of its own
        values = [*BASELINE, *[10.5] * 4, *[10.5] * 4, *BASELINE]
        assert {p.signal for p in _chart(values, rebases=[16], fix_after=12).points} == {_NONE}
        assert Signal.SHIFT_ABOVE in {p.signal for p in _chart(values, fix_after=12).points}

    @pytest.mark.parametrize("at", [-1, 3])
    def test_where_there_is_no_point_it_is_an_error(self, at):
        with pytest.raises(ValueError, match="rebases"):
            _chart([1, 2, 3], rebases=[at])


class TestAssurance:
    @pytest.mark.parametrize(
        ("target", "direction", "assurance"),
        [
            (16, Direction.HIGHER, Assurance.FAIL),
            (16, Direction.LOWER, Assurance.PASS),
            (4, Direction.HIGHER, Assurance.PASS),
            (4, Direction.LOWER, Assurance.FAIL),
            (10, Direction.HIGHER, Assurance.INCONSISTENT),
            (10, Direction.LOWER, Assurance.INCONSISTENT),
            (4, Direction.DEPENDS, Assurance.NONE),
            (None, Direction.LOWER, Assurance.NONE),
        ],
    )
    def test_assurance_by_the_limits(self, target, direction, assurance):
        assert _chart(BASELINE, target=target, direction=direction).assurance is assurance

    @pytest.mark.parametrize("direction", [Direction.HIGHER, Direction.LOWER])
    def test_a_target_on_the_limit_is_inconsistent(self, direction):
        limit = _chart(BASELINE).stretches[0].limits.upper
        assert _chart(BASELINE, target=limit, direction=direction).assurance is (
            Assurance.INCONSISTENT
        )

    def test_assurance_is_by_the_newest_limits(self):
        values = [*BASELINE, *[21, 19] * 6]
        assert _chart(values, rebases=[12], target=14).assurance is Assurance.PASS
        assert _chart(values[:12], target=14).assurance is Assurance.INCONSISTENT


class TestWithoutVariation:
    def test_no_limits_and_no_signal(self):
        chart = _chart([7] * 24)
        assert chart.stretches[0].no_limits is NoLimits.NO_VARIATION
        assert {p.signal for p in chart.points} == {_NONE}

    @pytest.mark.parametrize(
        ("value", "target", "direction", "assurance"),
        [
            (0, 0, Direction.LOWER, Assurance.PASS),
            (7, 6, Direction.LOWER, Assurance.FAIL),
            (7, 6, Direction.HIGHER, Assurance.PASS),
            (7, 8, Direction.HIGHER, Assurance.FAIL),
            (7, 8, Direction.DEPENDS, Assurance.NONE),
        ],
        ids=["zero of zero", "too many", "enough", "too few", "no direction"],
    )
    def test_each_value_is_held_against_the_target(self, value, target, direction, assurance):
        assert _chart([value] * 24, target=target, direction=direction).assurance is assurance

    def test_a_target_met_now_and_then_is_inconsistent(self):
        chart = _chart([7] * 12 + [9], fix_after=12, target=8, direction=Direction.LOWER)
        assert chart.assurance is Assurance.INCONSISTENT

    def test_values_before_a_rebase_are_not_held_against_it(self):
        chart = _chart([9] * 12 + [7] * 12, rebases=[12], target=8, direction=Direction.LOWER)
        assert chart.assurance is Assurance.PASS

    def test_a_shift_away_from_a_constant_is_still_seen(self):
        signals = [p.signal for p in _chart([7] * 12 + [9] * 7, fix_after=12).points]
        assert signals == [_NONE] * 12 + [Signal.SHIFT_ABOVE] * 7

    def test_one_other_value_does_not_mark_all_the_rest(self):
        # screening would leave 21 ranges of 0 and call 23 of 24 points special
        chart = _chart([7] * 12 + [8] + [7] * 11)
        assert chart.stretches[0].no_limits is NoLimits.MOSTLY_EQUAL
        assert {p.signal for p in chart.points} == {_NONE}

    def test_half_of_the_ranges_zero_is_allowed(self):
        # 1, 1, 2, 2, 1: ranges 0, 1, 0, 1
        assert _chart([1, 1, 2, 2, 1]).stretches[0].limits is not None

    def test_a_mean_below_the_lowest_has_none(self):
        rare = [3, 6] * 6  # mean 4.5
        assert _chart(rare, lowest_mean=4.5).stretches[0].limits is not None
        chart = _chart([*rare, 90], fix_after=12, lowest_mean=5)
        assert chart.stretches[0].no_limits is NoLimits.RARE
        assert {p.signal for p in chart.points} == {_NONE}


class TestBadInput:
    def test_nothing(self):
        chart = _chart([])
        assert chart.points == ()
        assert (chart.variation, chart.assurance) == (None, Assurance.NONE)

    @pytest.mark.parametrize("values", [[5], [None, None], [5, None, 5]])
    def test_no_two_in_a_row(self, values):
        chart = _chart(values, target=5)
        assert chart.stretches[0].no_limits is NoLimits.TOO_FEW
        assert chart.assurance is Assurance.NONE

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_no_number(self, value):
        with pytest.raises(ValueError, match="finite"):
            _chart([1, value])
        with pytest.raises(ValueError, match="finite"):
            _chart([1, 2], target=value)

    def test_limits_fixed_by_nothing(self):
        with pytest.raises(ValueError, match="fixed"):
            _chart([1, 2], fix_after=0)

    def test_a_billion(self):
        values = [1_000_000_000 + y for y in BASELINE]
        assert _limits(_chart(values)) == pytest.approx((1e9 + 10, 1e9 + 4.68, 1e9 + 15.32), abs=1)
        assert {p.signal for p in _chart(values).points} == {_NONE}
