"""XmR charts rule by rule.

Every case stands on one baseline of twelve points, 11 and 9 in turn:

    mean         (6 x 11 + 6 x 9) / 12 = 10
    mean range   every range is 2, so 2
    limits       10 +- 2.66 x 2 = 4.68 and 15.32
    near limits  10 +- 2/3 x 5.32 = 6.4533.. and 13.5466..

It ends with 9, below the mean, so that what follows begins a run of its own.
"""

import pytest

from tracker.assessment.control.points import control_points
from tracker.model.control import PointType, Signal
from tracker.model.definitions import Direction

BASELINE = [11, 9] * 6
NEAR, BEYOND, MID = 14, 16, 11

_NONE = Signal.NONE
ABOVE, BELOW = Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT
UP, DOWN = Signal.INCREASING, Signal.DECREASING
TWO_UP, TWO_DOWN = Signal.TWO_OF_THREE_ABOVE, Signal.TWO_OF_THREE_BELOW
SHIFT_UP, SHIFT_DOWN = Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW


def _chart(values, *, direction=Direction.HIGHER, **options):
    return control_points(values, direction=direction, **options)


def _after(*later):
    """The signals of the points after the baseline, which must mark none of its own."""
    chart = _chart([*BASELINE, *later], fix_after=12)
    signals = [point.signal for point in chart.points]
    assert signals[:12] == [_NONE] * 12
    return signals[12:]


class TestOutside:
    @pytest.mark.parametrize(
        ("value", "signal"),
        [(15.32, _NONE), (15.33, ABOVE), (4.68, _NONE), (4.67, BELOW)],
        ids=["on the upper limit", "above it", "on the lower limit", "below it"],
    )
    def test_one_point(self, value, signal):
        assert _after(value) == [signal]


class TestShift:
    def test_six_are_too_few(self):
        assert _after(*[10.5] * 6, 9) == [_NONE] * 7

    def test_seven_above(self):
        assert _after(*[10.5] * 7, 9) == [SHIFT_UP] * 7 + [_NONE]

    def test_eight_are_all_marked(self):
        assert _after(*[10.5] * 8) == [SHIFT_UP] * 8

    def test_seven_below(self):
        # the baseline's last 9 makes an eighth, so an 11 comes first
        assert _after(11, *[9.5] * 7) == [_NONE] + [SHIFT_DOWN] * 7

    def test_seven_exactly_on_the_mean_are_none(self):
        assert _after(*[10] * 7) == [_NONE] * 7

    def test_rounding_does_not_move_a_point_off_the_mean(self):
        # the mean of 0.1 and 0.3 in turn is 0.19999999999999998 in floating point
        chart = _chart([*[0.1, 0.3] * 6, *[0.2] * 7], fix_after=12)
        assert {p.signal for p in chart.points[12:]} == {_NONE}

    @pytest.mark.parametrize("between", [10, None, 9], ids=["on the mean", "a gap", "the other"])
    def test_what_breaks_it(self, between):
        values = [10.5, 10.6] * 2
        assert _after(*values, between, *values) == [_NONE] * 9


class TestTrend:
    def test_seven_points_with_the_last_of_the_baseline(self):
        chart = _chart([*BASELINE, 9.2, 9.4, 9.6, 9.8, 10.2, 10.4, 10.1], fix_after=12)
        # points 12-18 of 19: 9, 9.2 ... 10.4 are seven, with six steps up
        assert [p.signal for p in chart.points] == [_NONE] * 11 + [UP] * 7 + [_NONE]

    def test_six_points_are_too_few(self):
        assert _after(9.2, 9.4, 9.6, 9.8, 10.2, 10.1) == [_NONE] * 6

    def test_down(self):
        assert _after(13, 12, 11, 10, 9, 8, 7, 8) == [DOWN] * 7 + [_NONE]

    @pytest.mark.parametrize("broken", [11, None], ids=["a tie", "a gap"])
    def test_what_breaks_it(self, broken):
        assert _after(13, 12, 11, broken, 10, 9, 8, 7.5) == [_NONE] * 8

    def test_at_the_joint_a_point_goes_the_way_it_leaves(self):
        # up 7 to 13, then down to 7: the peak belongs to both
        up, down = [7, 8, 9, 10, 11, 12], [12, 11, 10, 9, 8, 7]
        assert _after(*up, 13, *down) == [UP] * 6 + [DOWN] * 7

    def test_between_two_equal_peaks_there_is_no_way_out(self):
        # The reference calls the first 13 decreasing, though it ends a rise.
        up, down = [7, 8, 9, 10, 11, 12, 13], [13, 12, 11, 10, 9, 8, 7]
        assert _after(*up, *down) == [UP] * 7 + [DOWN] * 7


class TestTwoOfThree:
    @pytest.mark.parametrize(
        ("later", "signals"),
        [
            ((NEAR, NEAR, MID), [TWO_UP, TWO_UP, _NONE]),
            ((NEAR, NEAR, 9), [_NONE, _NONE, _NONE]),
            ((NEAR, MID, NEAR), [TWO_UP, _NONE, TWO_UP]),
            ((MID, NEAR, NEAR), [_NONE, TWO_UP, TWO_UP]),
            ((NEAR, BEYOND, NEAR), [TWO_UP, ABOVE, TWO_UP]),
            ((NEAR, BEYOND, MID), [_NONE, ABOVE, _NONE]),
            ((NEAR, 9, NEAR), [_NONE, _NONE, _NONE]),
            ((NEAR, 10, NEAR), [_NONE, _NONE, _NONE]),
            ((NEAR, None, NEAR), [_NONE, _NONE, _NONE]),
            ((NEAR, MID, MID, NEAR), [_NONE] * 4),
            ((13.54, 13.54, MID), [_NONE] * 3),
        ],
        ids=[
            "near, near, mid",
            "near, near, other side",
            "near, mid, near",
            "mid, near, near",
            "near, beyond, near: beyond is not near, but the other two are",
            "near, beyond, mid: one near",
            "the middle one on the other side",
            "the middle one on the mean",
            "a gap in the middle",
            "two of four",
            "just inside the near limit",
        ],
    )
    def test_above(self, later, signals):
        assert _after(*later) == signals

    def test_below(self):
        # with the baseline's last 9: below, below, near, so 6 then 6 make two of three
        assert _after(6, 6, 11) == [TWO_DOWN, TWO_DOWN, _NONE]


class TestWhichLabelIsTold:
    def test_outside_before_trend_before_two_of_three(self):
        # six steps up from 9; 14 and 15 are near the limit and above with 13; 16 is beyond it
        chart = _chart([*BASELINE, 11, 12, 13, 14, 15, 16], fix_after=12)
        assert [p.signal for p in chart.points[11:]] == [UP] * 6 + [ABOVE]

    def test_two_of_three_before_shift(self):
        later = [NEAR, NEAR, 11, 12, 11, 12, 11]
        assert _after(*later) == [TWO_UP] * 2 + [SHIFT_UP] * 5

    def test_trend_before_shift(self):
        # seven above the mean, of which all seven fall
        assert _after(13.5, 13, 12.5, 12, 11.5, 11, 10.5) == [DOWN] * 7


class TestWhatItMeans:
    @pytest.mark.parametrize(
        ("direction", "high", "low"),
        [
            (Direction.HIGHER, PointType.IMPROVEMENT, PointType.CONCERN),
            (Direction.LOWER, PointType.CONCERN, PointType.IMPROVEMENT),
            (Direction.DEPENDS, PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW),
        ],
    )
    def test_type_by_direction(self, direction, high, low):
        def newest(*later):
            return _chart([*BASELINE, *later], direction=direction, fix_after=12).variation

        assert newest(16) is high
        assert newest(4) is low
        assert newest(*[10.5] * 7) is high
        assert newest(13, 12, 11, 10, 9, 8, 7) is low
        assert newest(16, 9) is PointType.COMMON_CAUSE

    def test_variation_is_that_of_the_newest_value(self):
        assert _chart([*BASELINE, 16, None], fix_after=12).variation is PointType.IMPROVEMENT
        assert _chart([None]).variation is None
