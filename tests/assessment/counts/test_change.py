"""Counts and rates against their baseline: words, windows, numbers."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.model.observations import Status
from tracker.model.verdicts import Reason, Word


@pytest.mark.parametrize(
    ("direction", "fewer", "more"),
    [
        ("lower", Word.CONFIRMED_PROGRESS, Word.CONFIRMED_SETBACK),
        ("higher", Word.CONFIRMED_SETBACK, Word.CONFIRMED_PROGRESS),
        ("depends", Word.DECREASE, Word.INCREASE),
    ],
)
def test_a_clear_change(verdict, indicator, steady, *, direction, fewer, more):
    rule = indicator(direction=direction)
    assert verdict(steady(1), rule).word is fewer
    assert verdict(steady(15), rule).word is more
    assert verdict(steady(5), rule).word is Word.NO_CHANGE


def test_the_direction_of_the_phase_goes_before(verdict, indicator, steady):
    rule = indicator(direction_in_phase=({"phase": 1, "direction": "higher"},))
    assert verdict(steady(15), rule, phase=1).word is Word.CONFIRMED_PROGRESS
    assert verdict(steady(15), rule, phase=2).word is Word.CONFIRMED_SETBACK
    assert verdict(steady(15), rule, phase=None).word is Word.CONFIRMED_SETBACK


def test_it_carries_its_evidence(verdict, indicator, steady):
    found = verdict(steady(1), indicator())
    assert (found.baseline.amount, found.baseline.base) == (120, 24)
    assert found.baseline.window.code == "2017-2018"
    assert (found.latest.amount, found.latest.base) == (12, 12)
    assert found.latest.window.code == "2024-01/2024-12"
    assert found.change.estimate == pytest.approx(0.2)
    # the row of 120 events in the note's table
    assert (found.detectable.fall_at, found.detectable.rise_at) == (41, 81)
    assert found.overdispersion == 1
    assert found.method == "rate_ratio/2"
    assert found.reason is None


def test_rare_events_are_compared_over_two_years(verdict, indicator, run):
    rare = run("2017-01", [1, 0] * 12 + [1] * 48 + [0] * 23 + [1])  # 6 a year at baseline
    found = verdict(rare, indicator())
    assert found.latest.window.code == "2023-2024"
    assert (found.baseline.amount, found.latest.amount) == (12, 1)
    assert found.word is Word.PROGRESS  # 12 before: at most 3 in two years shows


@pytest.mark.parametrize(("window_months", "code"), [(12, "2024-01/2024-12"), (36, "2022-2024")])
def test_the_definition_may_fix_the_window(verdict, indicator, steady, window_months, code):
    found = verdict(steady(5), indicator(window_months=window_months))
    assert found.latest.window.code == code


def test_nothing_before_or_after(verdict, indicator, run):
    found = verdict(run("2017-01", [0] * 96), indicator())
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.BOTH_ZERO)


def test_too_few_to_show_a_fall(verdict, indicator, run):
    five = run("2017-01", [0, 0, 1, 0, 0] * 5 + [0] * 71)
    found = verdict(five, indicator())
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.CANNOT_SHOW_FALL)
    assert found.detectable.fall_at is None
    assert found.detectable.quiet_months == pytest.approx(26.2, abs=0.1)  # 24*(40^(1/5) - 1)


def test_but_a_rise_may_still_show(verdict, indicator, run):
    found = verdict(run("2017-01", [1] * 3 + [0] * 69 + [1] * 24), indicator())
    assert found.word is Word.CONFIRMED_SETBACK


def test_from_none_to_some_is_a_rise(verdict, indicator, run):
    found = verdict(run("2017-01", [0] * 72 + [1] * 24), indicator())
    assert found.word is Word.CONFIRMED_SETBACK
    assert found.change.high == float("inf")


def test_overdispersion_takes_the_change_away(verdict, indicator, run):
    calm = run("2017-01", [5] * 84 + [3] * 12)  # 120 to 36: at most 41 shows
    wild = run("2017-01", [0, 10] * 42 + [3] * 12)
    assert verdict(calm, indicator()).word is Word.PROGRESS
    found = verdict(wild, indicator())
    assert found.word is Word.NO_CHANGE
    # months: 24 * 25/5 = 120 over 23 + 11
    assert found.overdispersion == pytest.approx(120 / 34)


def test_a_rate_takes_its_exposure(verdict, indicator, run):
    rate = indicator(measure="rate", per=1000)
    before = run("2017-01", [10] * 24, denominator=1000.0)
    after = run("2024-01", [10] * 12, denominator=2000.0)
    found = verdict([*before, *after], rate)
    assert found.word is Word.PROGRESS
    assert (found.baseline.base, found.latest.base) == (24_000, 24_000)
    assert found.change.estimate == pytest.approx(0.5)
    assert found.detectable.quiet_months == pytest.approx(0.37, abs=0.01)  # months all the same


def test_growing_exposure_alone_is_no_overdispersion(verdict, indicator, run):
    rate = indicator(measure="rate", per=1000)
    months = run("2017-01", range(10, 106))
    growing = [replace(o, denominator=100.0 * o.value) for o in months]
    found = verdict(growing, rate)
    assert found.word is Word.NO_CHANGE
    assert found.overdispersion == 1


@pytest.mark.parametrize(
    ("frequency", "first", "before", "gap", "after"),
    [
        ("week", "2017V01", 104, 260, 52),
        ("quarter", "2017K1", 8, 20, 4),
        ("tertial", "2017T1", 6, 15, 3),
        ("half_year", "2017H1", 4, 10, 2),
        ("term", "VT2017", 4, 10, 2),
        ("year", "2017", 2, 5, 1),
    ],
)
def test_other_periods(verdict, indicator, run, *, frequency, first, before, gap, after):
    events = 240 // before  # 240 in two years, so a year is compared
    values = [events] * before + [events] * gap + [events // 4] * after
    rule = indicator(frequency=frequency, baseline_window="2017..2018")
    found = verdict(run(first, values), rule, reference_date=date(2024, 12, 31))
    assert found.word in (Word.PROGRESS, Word.CONFIRMED_PROGRESS)
    assert found.baseline.base == pytest.approx(24, rel=0.02)  # months
    assert found.latest.base == pytest.approx(12)


def test_a_verdict_stands_when_both_extremes_agree(verdict, indicator, run, hidden):
    months = [*run("2017-01", [10] * 84), *(hidden(f"2024-{m:02d}") for m in range(1, 13))]
    found = verdict(months, indicator())
    # 12 to 48 events where 240 in two years let at most 94 show
    assert (found.word, found.reason) == (Word.CONFIRMED_PROGRESS, Reason.HIDDEN_NUMBERS)
    assert found.latest.amount == 48  # the more cautious extreme
    assert found.change.low < 12 / 120 < 48 / 120 < found.change.high


def test_and_falls_when_they_do_not(verdict, indicator, run, hidden):
    # 87 + 3 * [1, 4]: 90 would be a fall, 99 would not (at most 94 shows)
    values = [10, 10, None, 10, 10, None, 10, 10, None, 10, 9, 8]
    window = [
        hidden(o.period.code) if o.status is Status.MISSING else o for o in run("2024-01", values)
    ]
    found = verdict([*run("2017-01", [10] * 84), *window], indicator())
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.HIDDEN_NUMBERS)
    assert found.change is None
    assert found.latest is None


def test_a_hidden_share_is_not_compared(verdict, share, wave, hidden):
    found = verdict([wave("2017", 40, 200), hidden("2023")], share())
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.HIDDEN_NUMBERS)


@pytest.mark.parametrize(
    ("baseline", "reason"),
    [("2017..2019", None), ("2018..2019", Reason.COARSE_PERIODS)],
    ids=["six years", "five years"],
)
def test_open_readers_need_six_of_their_coarser_periods(
    verdict, indicator, run, *, baseline, reason
):
    rule = indicator(open_period="year", window_months=36, baseline_window=baseline)
    found = verdict(run("2017", [60] * 8), rule)
    assert found.reason is reason
    assert found.word is (Word.TOO_FEW if reason else Word.NO_CHANGE)


def test_a_series_of_years_by_definition_is_not_coarse(verdict, indicator, run):
    rule = indicator(frequency="year", window_months=36)
    assert verdict(run("2017", [60] * 8), rule).word is Word.NO_CHANGE


def test_hidden_numbers_at_baseline_go_both_ways(verdict, indicator, run, hidden):
    baseline = [hidden(o.period.code) for o in run("2017-01", [0] * 24)]  # 24 to 96 events
    rule = indicator(window_months=12)
    after = run("2024-01", [2] * 12)
    # 24 in a year is a rise from 24 in two (at least 23), and a fall from 96
    either = verdict([*baseline, *after], rule)
    assert (either.word, either.reason) == (Word.TOO_FEW, Reason.HIDDEN_NUMBERS)
    quiet = verdict([*baseline, *run("2019-01", [0] * 72)], indicator())
    assert (quiet.word, quiet.reason) == (Word.CONFIRMED_PROGRESS, Reason.HIDDEN_NUMBERS)
    assert quiet.latest.window.code == "2023-2024"  # they may be rare: 12 a year at the fewest


def test_extremes_that_agree_on_why_not_say_so(verdict, indicator, run, hidden):
    months = run("2017-01", [0, 0, 1, 0, 0] * 5 + [0] * 70)
    found = verdict([*months[:95], hidden("2024-12", 1, 2)], indicator())
    assert (found.word, found.reason) == (Word.TOO_FEW, Reason.CANNOT_SHOW_FALL)


def test_a_rate_hidden_without_its_denominator_is_not_observed(verdict, indicator, run, hidden):
    rate = indicator(measure="rate", per=1000)
    months = [*run("2017-01", [10] * 84, denominator=1000.0), hidden("2024-11"), hidden("2024-12")]
    found = verdict([*months, *run("2024-01", [10] * 10, denominator=1000.0)], rate)
    assert found.word is Word.NO_CHANGE
    assert found.latest.base == 10_000


# The note's table: 120 before, at most 41 or at least 81 in a year shows (p 0.039 and 0.046).
@pytest.mark.parametrize(
    ("events", "word"),
    [(41, Word.PROGRESS), (42, Word.NO_CHANGE), (80, Word.NO_CHANGE), (81, Word.SETBACK)],
)
def test_the_edge_of_a_change(verdict, indicator, run, *, events, word):
    spread = [events // 12 + (month < events % 12) for month in range(12)]
    months = run("2017-01", [5] * 84 + spread)
    assert verdict(months, indicator()).word is word


def test_weeks_have_quarters_of_thirteen(verdict, indicator, run):
    # Baseline quarters of 13 and 39: 8 * 13^2/26 = 52 over 7, the window's none over 3.
    weeks = run("2018V01", ([1] * 13 + [3] * 13) * 4 + [2] * 52 * 5)
    rule = indicator(frequency="week", baseline_window="2018..2019", window_months=12)
    assert verdict(weeks, rule, reference_date=date(2024, 12, 29)).overdispersion == (
        pytest.approx(5.2)
    )
