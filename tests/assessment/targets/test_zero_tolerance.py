"""Zero tolerance: the newest period, the quiet run, and what it does not prove."""

from datetime import date

import pytest

from tracker.assessment.targets.status import target_status
from tracker.model.definitions import Direction
from tracker.model.observations import Series
from tracker.model.targets import TargetReason, ZeroStatus

ZERO = {"kind": "zero_tolerance", "source": {"sv": "Noll.", "en": "Zero."}}


@pytest.fixture
def zero(verdict, indicator):
    def find(observations, *, on=date(2024, 12, 31), held=1, **fields):
        rule = indicator(target=ZERO | {"held_periods": held}, **fields)
        return target_status(
            Series(rule.id, "omrade", tuple(observations)),
            rule,
            verdict(observations, rule, reference_date=on),
            reference_date=on,
            direction=Direction.LOWER,
        )

    return find


def test_twelve_quiet_months(zero, run):
    found = zero(run("2017-01", [1] * 84 + [0] * 12))
    assert isinstance(found, ZeroStatus)
    assert found.is_zero
    assert (found.quiet_periods, found.quiet_months) == (12, 12)
    # the note: 2.996/t, so that 12 quiet months still allow 3.0 a year
    assert found.at_most == pytest.approx(2.996 / 12, abs=1e-4)
    assert found.at_most_a_year == pytest.approx(3.0, abs=0.01)
    # 24 events in the 24 months of the baseline: the note's table
    assert found.months_needed == pytest.approx(4.0, abs=0.05)


def test_not_zero(zero, run):
    found = zero(run("2017-01", [0] * 95 + [1]))
    assert found.is_zero is False
    assert (found.quiet_periods, found.quiet_months, found.at_most) == (0, 0, None)
    assert found.newest.code == "2024-12"


def test_a_missing_period_is_not_zero(zero, run):
    found = zero(run("2017-01", [1] * 84 + [0] * 10 + [None, 0]))
    assert (found.is_zero, found.quiet_periods) == (True, 1)
    late = zero(run("2017-01", [1] * 84 + [0] * 10))  # November was due
    assert (late.is_zero, late.reason) == (None, TargetReason.GAPS)
    assert late.newest.code == "2024-11"
    assert late.quiet_periods == 0


def test_a_period_not_yet_due_is_not_waited_for(zero, run):
    found = zero(run("2017-01", [1] * 84 + [0] * 11))
    assert (found.newest.code, found.is_zero, found.quiet_periods) == ("2024-11", True, 11)


@pytest.mark.parametrize(
    ("low", "high", "is_zero", "reason"),
    [
        pytest.param(1, 4, False, None, id="at least one"),
        pytest.param(0, 4, None, TargetReason.HIDDEN_NUMBERS, id="may be zero"),
        pytest.param(0, 0, True, None, id="nothing else than zero"),
    ],
)
def test_a_hidden_value(zero, run, hidden, low, high, is_zero, reason):
    months = [*run("2017-01", [1] * 95), hidden("2024-12", low, high)]
    found = zero(months)
    assert (found.is_zero, found.reason) == (is_zero, reason)


@pytest.mark.parametrize(
    ("last", "held"),
    [
        pytest.param([0, 0, 0], True, id="three zeros"),
        pytest.param([0, 1, 0], False, id="one between"),
        pytest.param([0, None, 0], None, id="one missing"),
        pytest.param([1, None, 0], False, id="one missing and one event"),
    ],
)
def test_held(zero, run, last, held):
    found = zero(run("2017-01", [1] * 93 + last), held=3)
    assert (found.held, found.held_periods) == (held, 3)


def test_held_longer_than_the_series(zero, run):
    assert zero(run("2024-11", [0, 0]), held=3).held is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([], TargetReason.NO_VALUES, id="nothing"),
        pytest.param([None] * 96, TargetReason.NO_VALUES, id="all missing"),
        pytest.param([0] * 24, TargetReason.STALE, id="nothing new"),
    ],
)
def test_nothing_to_say(zero, run, values, reason):
    found = zero(run("2017-01", values))
    assert (found.is_zero, found.reason, found.held) == (None, reason, None)


def test_places_are_no_events(zero, run):
    tertials = run("2018T1", [3] * 15 + [0] * 6)
    found = zero(tertials, measure="value", frequency="tertial", baseline_window="2018")
    assert (found.is_zero, found.quiet_periods, found.quiet_months) == (True, 6, 24)
    assert (found.at_most, found.months_needed) == (None, None)


def test_a_quiet_run_ends_at_a_break(zero, run):
    broken = ({"at": "2024-07-01", "reason": {"sv": "Ny.", "en": "New."}},)
    assert zero(run("2017-01", [1] * 60 + [0] * 36), breaks=broken).quiet_periods == 6


def test_points_in_time_have_no_months(zero, wave):
    stocks = [wave(f"{year}-12-31", 0, None) for year in (2022, 2023, 2024)]
    found = zero(stocks, frequency="point", held=3)
    assert (found.is_zero, found.quiet_periods, found.quiet_months) == (True, 3, None)
    assert found.held
    assert found.at_most is None


def test_ranges_count_their_months(zero, wave):
    found = zero([wave("2019-2020", 3, None), wave("2021-2024", 0, None)], frequency="range")
    assert (found.quiet_periods, found.quiet_months) == (1, 48)
