"""XmR charts: what must hold whatever the values are, and how often chance is marked."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.control.points import control_points
from tracker.model.control import Assurance, PointType, Signal
from tracker.model.definitions import Direction

_SERIES = st.lists(st.one_of(st.none(), st.integers(0, 12), st.integers(0, 60)), max_size=40)
_MIRRORED = {
    Signal.ABOVE_LIMIT: Signal.BELOW_LIMIT,
    Signal.INCREASING: Signal.DECREASING,
    Signal.TWO_OF_THREE_ABOVE: Signal.TWO_OF_THREE_BELOW,
    Signal.SHIFT_ABOVE: Signal.SHIFT_BELOW,
    Signal.NONE: Signal.NONE,
}
_MIRRORED |= {below: above for above, below in _MIRRORED.items()}


def _chart(values, *, direction=Direction.HIGHER, **options):
    return control_points(values, direction=direction, **options)


def _signals(chart):
    return [point.signal for point in chart.points]


def _levels(chart):
    """Mean and limits of every stretch, None as 0."""
    return [
        level for s in chart.stretches for level in (s.mean or 0, s.limits.lower if s.limits else 0)
    ]


class TestWhatNeverMatters:
    @given(_SERIES, st.integers(-1000, 1000))
    def test_where_zero_is(self, values, more):
        moved = _chart([None if y is None else y + more for y in values])
        here = _chart(values)
        assert _signals(moved) == _signals(here)
        for there, stretch in zip(moved.stretches, here.stretches, strict=True):
            if stretch.mean is not None:
                assert there.mean == pytest.approx(stretch.mean + more)
            if stretch.limits is not None:
                assert there.limits.upper == pytest.approx(stretch.limits.upper + more)
                assert there.limits.near_lower == pytest.approx(stretch.limits.near_lower + more)

    @given(_SERIES, st.integers(1, 1000))
    def test_the_unit(self, values, times):
        scaled = _chart([None if y is None else y * times for y in values])
        assert _signals(scaled) == _signals(_chart(values))
        assert _levels(scaled) == pytest.approx([times * y for y in _levels(_chart(values))])

    @given(_SERIES)
    def test_upside_down_every_signal_is_its_mirror_image(self, values):
        below = _chart([None if y is None else -y for y in values])
        assert _signals(below) == [_MIRRORED[signal] for signal in _signals(_chart(values))]

    @given(_SERIES, st.integers(0, 60))
    def test_the_other_direction_swaps_better_and_worse(self, values, target):
        swapped = {
            PointType.IMPROVEMENT: PointType.CONCERN,
            PointType.CONCERN: PointType.IMPROVEMENT,
            PointType.COMMON_CAUSE: PointType.COMMON_CAUSE,
        }
        higher = _chart(values, direction=Direction.HIGHER, target=target)
        lower = _chart(values, direction=Direction.LOWER, target=target)
        assert [p.type for p in lower.points] == [swapped[p.type] for p in higher.points]
        assert _signals(lower) == _signals(higher)
        if higher.stretches[-1].limits:
            assert {higher.assurance, lower.assurance} in (
                {Assurance.PASS, Assurance.FAIL},
                {Assurance.INCONSISTENT},
            )

    @given(st.lists(st.integers(0, 60), min_size=12, max_size=12), _SERIES)
    def test_later_values_once_the_limits_are_fixed(self, baseline, later):
        assert _levels(_chart([*baseline, *later], fix_after=12)) == _levels(_chart(baseline))


@given(st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=12, max_size=40))
def test_the_rules_read_window_by_window(values):
    """Which points are marked at all, by the windows that the method's text names."""
    chart = _chart(values, fix_after=12)
    (stretch,) = chart.stretches
    if stretch.limits is None:
        return
    limits, marked = stretch.limits, set()
    for i in range(len(values)):
        seven = range(i, i + 7)
        if seven.stop <= len(values) and None not in (window := [values[j] for j in seven]):
            above = [y - stretch.mean > 1e-9 for y in window]
            below = [stretch.mean - y > 1e-9 for y in window]
            rising = [b > a for a, b in pairwise(window)]
            falling = [b < a for a, b in pairwise(window)]
            if all(above) or all(below) or all(rising) or all(falling):
                marked |= set(seven)
        three = range(i, i + 3)
        if three.stop <= len(values) and None not in (window := [values[j] for j in three]):
            near = {
                j
                for j in three
                if limits.near_upper + 1e-9 < values[j] <= limits.upper + 1e-9
                or limits.lower - 1e-9 <= values[j] < limits.near_lower - 1e-9
            }
            above = [y - stretch.mean > 1e-9 for y in window]
            below = [stretch.mean - y > 1e-9 for y in window]
            if len(near) >= 2 and (all(above) or all(below)):
                marked |= near
        y = values[i]
        if y is not None and not limits.lower - 1e-9 <= y <= limits.upper + 1e-9:
            marked.add(i)
    assert {i for i, p in enumerate(chart.points) if p.signal is not Signal.NONE} == marked


class TestChance:
    """2,000 seeded series of 72 months, limits frozen at the first 24: the note's S1 and S4.

    Its shares stand on 20,000; the tolerance is three standard errors of ours and theirs.
    """

    @staticmethod
    def _marked(rates):
        draw = np.random.default_rng(20190611).poisson(rates, (2_000, 72)).astype(float)
        for values in draw:
            yield [p.signal is not Signal.NONE for p in _chart(values, fix_after=24).points]

    @staticmethod
    def _as(published):
        slack = 3 * (published * (1 - published) * (1 / 2_000 + 1 / 20_000)) ** 0.5
        return pytest.approx(published, abs=slack)

    @pytest.mark.parametrize(
        ("mean", "newest", "any_after"), [(5, 0.047, 0.668), (20, 0.040, 0.621)]
    )
    def test_how_often_a_stable_count_is_marked(self, mean, newest, any_after):
        marked = list(self._marked(np.full(72, mean)))
        assert np.mean([points[-1] for points in marked]) == self._as(newest)
        assert np.mean([any(points[24:]) for points in marked]) == self._as(any_after)

    def test_how_often_a_halving_is_marked(self):
        rates = np.where(np.arange(72) < 48, 10, 5)
        assert np.mean([points[-1] for points in self._marked(rates)]) == self._as(0.861)
