"""Whether a verdict would be another if one small thing were otherwise.

Most cases stand on 120 events in 24 months, five a month, against 12 months: by the method's own
table a fall shows at 41 events or fewer, a rise at 81 or more.
"""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.assessment.beside import fragility
from tracker.assessment.beside.fragility import fragilities
from tracker.assessment.verdict import Case, assess_all
from tracker.model.definitions import Freshness
from tracker.model.fragility import Fragility, Perturbation
from tracker.model.observations import Series, Status
from tracker.model.verdicts import Word

END = date(2024, 12, 31)
MORE, FEWER, LAST, EARLIER, LATER = Perturbation
FIVE_A_MONTH = [5] * 24
# 41 events, evenly, and three in the last month
A_FALL_JUST_SHOWN = [4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 3, 3]


def _cases(observations, indicator):
    ordered = tuple(sorted(observations, key=lambda o: o.period))
    return [Case(Series(indicator.id, "gottsunda", ordered), indicator, None)]


def _look(cases, day=END):
    options = {"reference_date": day, "freshness": Freshness()}
    return fragilities(cases, assess_all(cases, **options), **options)


def _one(observations, indicator, day=END):
    (found,) = _look(_cases(observations, indicator), day)
    return found


@pytest.fixture
def months(run):
    """2017-2018 at five a month, 2019-2023 too, and 2024 as given."""
    return lambda newest: run("2017-01", [*FIVE_A_MONTH, *[5] * 60, *newest])


class TestCounts:
    def test_a_fall_just_shown(self, months, indicator):
        found = _one(months(A_FALL_JUST_SHOWN), indicator())
        assert found.word is Word.PROGRESS
        assert dict(found.tried) == {
            MORE: Word.NO_CHANGE,  # 42
            FEWER: Word.PROGRESS,  # 40
            LAST: Word.NO_CHANGE,  # December 2023 in, December 2024 out: 41 + 5 - 3 = 43
            LATER: Word.PROGRESS,  # 120 in 2018-2019 as well
        }
        assert found.changed == ((MORE, Word.NO_CHANGE), (LAST, Word.NO_CHANGE))
        assert not found.is_steady

    def test_a_rise_just_shown(self, months, indicator):
        found = _one(months([7, 7, 7, 7, 7, 6, 7, 6, 7, 6, 7, 7]), indicator())  # 81
        assert found.word is Word.SETBACK
        assert dict(found.tried)[FEWER] is Word.NO_CHANGE
        assert dict(found.tried)[MORE] is Word.SETBACK

    def test_a_fall_nearly_shown(self, months, indicator):
        found = _one(months([*A_FALL_JUST_SHOWN[:-1], 4]), indicator())  # 42
        assert found.word is Word.NO_CHANGE
        assert dict(found.tried)[FEWER] is Word.PROGRESS

    @pytest.mark.parametrize(
        ("a_year", "word", "what", "then"),
        [
            (36, Word.CONFIRMED_PROGRESS, MORE, Word.PROGRESS),
            (37, Word.PROGRESS, FEWER, Word.CONFIRMED_PROGRESS),
        ],
    )
    def test_a_confirmed_fall_counts_the_event_in_both_reviews(
        self, run, indicator, *, a_year, word, what, then
    ):
        # Given 120 + x events, a third of the time: 2 P(X <= x) is 0.0069 at 36 and 0.0101 at 37
        # (scipy.stats.binom). Every twelve months from 2019 hold as many.
        year = [3 + (a_year == 37), *[3] * 11]
        found = _one(run("2017-01", [*FIVE_A_MONTH, *year * 6]), indicator())
        assert found.word is word
        assert dict(found.tried)[what] is then

    def test_steady(self, run, indicator):
        found = _one(run("2015-01", [5] * 120), indicator())
        assert [what for what, _ in found.tried] == list(Perturbation)
        assert {word for _, word in found.tried} == {Word.NO_CHANGE}
        assert found.is_steady

    def test_a_baseline_that_was_an_exception(self, run, indicator):
        # 60 events in 2017, 24 in every other year
        counts = [2] * 36 + [5] * 12 + [2] * 84
        found = _one(run("2014-01", counts), indicator(baseline_window="2017"))
        assert found.word in {Word.PROGRESS, Word.CONFIRMED_PROGRESS}
        tried = dict(found.tried)
        assert (tried[EARLIER], tried[LATER]) == (Word.NO_CHANGE, Word.NO_CHANGE)

    def test_too_few_to_show_a_fall(self, run, indicator):
        found = _one(run("2017-01", [0, 0, 1, 0, 0] * 5 + [0] * 71), indicator())
        assert found.word is Word.TOO_FEW
        assert {word for _, word in found.tried} == {Word.TOO_FEW}
        assert {MORE, LAST} <= {what for what, _ in found.tried}

    def test_nothing_in_a_baseline_moved(self, run, indicator):
        found = _one(run("2017-01", [1] + [0] * 95), indicator())
        assert dict(found.tried)[LATER] is Word.TOO_FEW

    def test_nothing_is_taken_from_zero(self, months, indicator):
        assert FEWER not in dict(_one(months([0] * 12), indicator()).tried)
        assert FEWER in dict(_one(months([0] * 11 + [1]), indicator()).tried)
        assert FEWER not in dict(_one(months([0] * 11 + [0.5]), indicator()).tried)

    def test_a_rate_has_events_too(self, run, indicator):
        events = run("2017-01", [*FIVE_A_MONTH, *[5] * 60, *A_FALL_JUST_SHOWN], denominator=1000)
        tried = dict(_one(events, indicator(measure="rate", per=1000)).tried)
        assert (tried[MORE], tried[FEWER]) == (Word.NO_CHANGE, Word.PROGRESS)

    def test_a_baseline_of_weeks_moves_by_whole_weeks(self, run, indicator):
        rule = indicator(frequency="week", baseline_window="2018V02..2019V52")
        tried, cases, _ = _spied(_cases(run("2016V01", [5] * 468), rule))
        assert {EARLIER, LATER} <= set(tried)
        # from Monday to Sunday, 52 weeks away
        assert {(w.start, w.end) for w in (case.indicator.baseline.window for case in cases)} == {
            (date(2017, 1, 9), date(2018, 12, 30)),
            (date(2018, 1, 8), date(2019, 12, 29)),
            (date(2019, 1, 7), date(2020, 12, 27)),
        }

    def test_the_last_left_out_is_read_the_day_before_it_ended(self, run, indicator):
        to_october = run("2017-01", [*[5] * 94, None, None])
        _, _, days = _spied(_cases(to_october, indicator()))
        assert days == {END, date(2024, 10, 30)}

    def test_a_baseline_moved_into_the_window_is_not_tried(self, run, indicator):
        rule = indicator(baseline_window="2021-01..2022-12", window_months=24)
        tried = dict(_one(run("2019-01", [5] * 72), rule).tried)
        assert (EARLIER in tried, LATER in tried) == (True, False)

    def test_a_window_of_one_year(self, run, indicator):
        # the same baseline has room for the move where the window is 2024 alone
        rule = indicator(baseline_window="2021-01..2022-12", window_months=12)
        assert LATER in dict(_one(run("2019-01", [5] * 72), rule).tried)


class TestShares:
    # statsmodels 0.15.0, proportion.confint_proportions_2indep(x, 400, 160, 400,
    # method="newcomb"): upper ends -0.0033 at 132, -0.0007 at 133, +0.0018 at 134
    @pytest.fixture
    def answered(self, share, wave):
        def answered(agree, **fields):
            waves = [wave("2017", 40, 400), wave("2023", agree / 4, 400)]
            return _one(waves, share(**fields))

        return answered

    def test_one_answer_more_or_fewer(self, answered):
        found = answered(133)
        assert found.word is Word.PROGRESS
        assert dict(found.tried) == {MORE: Word.NO_CHANGE, FEWER: Word.PROGRESS}
        assert dict(answered(134).tried)[FEWER] is Word.PROGRESS

    def test_assumed_answers_count_alike(self, share, wave):
        waves = [wave("2017", 40, None), wave("2023", 133 / 4, None)]
        tried = dict(_one(waves, share(assumed_n=400)).tried)
        assert tried == {MORE: Word.NO_CHANGE, FEWER: Word.PROGRESS}

    def test_too_few_answers_on_one_side(self, share, wave):
        # five of a hundred: one fewer leaves too few to compare
        waves = [wave("2017", 40, 100), wave("2023", 5, 100)]
        assert dict(_one(waves, share()).tried)[FEWER] is Word.TOO_FEW

    def test_the_last_wave_of_three(self, share, wave):
        waves = [wave("2017", 40, 400), wave("2022", 39, 400), wave("2023", 20, 400)]
        assert dict(_one(waves, share()).tried)[LAST] is Word.NO_CHANGE


class TestHiddenValues:
    def test_are_never_touched(self, run, hidden, indicator):
        many = [*run("2017-01", [*[20] * 84, *[3] * 12])]
        for i in (84, 90):  # January and July 2024
            many[i] = hidden(many[i].period.code)
        tried, cases, _ = _spied(_cases(many, indicator()))
        assert {MORE, FEWER} <= set(tried)
        for case in cases:
            kept = [o for o in case.series.observations if o.status is Status.SUPPRESSED]
            assert kept == [many[84], many[90]]

    def test_alone_in_the_window(self, run, hidden, indicator):
        known = run("2017-01", [20] * 84)
        all_hidden = [hidden(f"2024-{month:02d}") for month in range(1, 13)]
        found = _one([*known, *all_hidden], indicator())
        assert found.word in {Word.PROGRESS, Word.CONFIRMED_PROGRESS}
        assert not {MORE, FEWER} & set(dict(found.tried))
        assert found.tried

    def test_a_year_that_may_be_anything(self, run, hidden, indicator):
        unknown = [hidden(f"2016-{month:02d}", 0, 40) for month in range(1, 13)]
        found = _one([*unknown, *run("2017-01", [5] * 96)], indicator(baseline_window="2017"))
        assert found.word is Word.NO_CHANGE
        assert dict(found.tried)[EARLIER] is Word.TOO_FEW

    def test_a_hidden_wave(self, share, wave):
        waves = [wave("2017", 40, 400), wave("2023", None, 400, status=Status.SUPPRESSED)]
        assert _one(waves, share()) == Fragility(Word.TOO_FEW)


class TestNotTried:
    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "context"},
            {"assess": False},
            {"kind": "output"},
            {"measure": "value"},
            {"measure": "share"},
            {"baseline": None},
            {"baseline_window": "2015..2016"},
            {"panel": True, "measure": "share", "assumed_n": 400},
        ],
    )
    def test_where_nothing_is_judged(self, months, indicator, fields):
        found = _one(months([5] * 12), indicator(**fields))
        assert found.tried == ()
        assert not found.is_steady

    def test_stale_missing_and_nothing(self, run, indicator):
        # a day before its last period ended it was fresh
        assert _one(run("2017-01", [5] * 66), indicator()) == Fragility(Word.STALE)
        assert _one(run("2024-01", [None] * 12), indicator()) == Fragility(Word.NO_DATA)
        assert _one([], indicator()) == Fragility(Word.NO_DATA)
        assert _look([]) == []


class TestManyAtOnce:
    def test_each_as_alone_and_in_order(self, months, run, indicator, share, wave):
        quarterly = indicator(frequency="quarter")
        cases = [
            *_cases(months(A_FALL_JUST_SHOWN), indicator()),
            *_cases([], indicator()),
            *_cases(run("2017K1", [15] * 32), quarterly),
            *_cases([wave("2017", 40, 400), wave("2023", 133 / 4, 400)], share()),
        ]
        assert _look(cases) == [found for case in cases for found in _look([case])]

    def test_another_case_for_every_verdict(self, months, indicator):
        with pytest.raises(ValueError, match="zip"):
            fragilities(
                _cases(months([5] * 12), indicator()),
                [],
                reference_date=END,
                freshness=Freshness(),
            )

    def test_a_period_delivered_twice(self, months, indicator):
        once = months([5] * 12)
        assert _one([*once, once[-1]], indicator()) == _one(once, indicator())


def _spied(cases, day=END):
    """What was tried of the one case, every case assessed for it, and the reference dates."""
    seen, days = [], set()

    def spy(trials, **options):
        seen.extend(trials)
        days.add(options["reference_date"])
        return assess_all(trials, **options)

    with patch.object(fragility, "assess_all", spy):
        (found,) = _look(cases, day)
    return dict(found.tried), seen, days


_COUNTS = st.lists(st.integers(0, 3), min_size=12, max_size=12)


@settings(max_examples=25)
@given(_COUNTS, st.integers(1, 8), st.sets(st.integers(0, 11)))
def test_one_event_at_a_time_and_never_below_zero(run, hidden, indicator, newest, usual, unseen):
    many = [*run("2017-01", [*[usual] * 84, *newest])]
    for i in unseen:
        many[84 + i] = hidden(many[84 + i].period.code)
    _, cases, _ = _spied(_cases(many, indicator(window_months=12)))
    for case in cases:
        changed = [
            (new.value - old.value, i)
            for i, (old, new) in enumerate(zip(many, case.series.observations, strict=True))
            if new != old
        ]
        assert all(o.value is None or o.value >= 0 for o in case.series.observations)
        assert len(changed) <= 1
        for step, i in changed:
            assert step in {1, -1}
            assert i - 84 in set(range(12)) - unseen


@settings(max_examples=25)
@given(_COUNTS, st.lists(st.integers(0, 40), max_size=12))
def test_a_future_month_changes_nothing(run, indicator, newest, future):
    day = date(2023, 12, 31)
    until = run("2017-01", [*[5] * 72, *newest])
    after = run("2024-01", future)
    assert _one([*until, *after], indicator(), day) == _one(until, indicator(), day)


def test_a_future_correction_changes_nothing(months, indicator):
    partial = [*months(A_FALL_JUST_SHOWN)]
    partial[-1] = replace(partial[-1], status=Status.PARTIAL)
    assert _one(partial, indicator()) == _one(partial[:-1], indicator())
