"""What a rule says of a condition: for, against, or cannot tell and why."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.assessment.phases.evidence import condition_holds, evidence
from tracker.model.definitions import Direction, EvidenceRule
from tracker.model.observations import Series, Status
from tracker.model.report import EvidenceItem, EvidenceReason
from tracker.model.verdicts import Change, Reason, Trend, Verdict, Word

SUPPORTED, CONTRADICTED = EvidenceReason.SUPPORTED, EvidenceReason.CONTRADICTED
END = date(2024, 12, 31)
WHY = {"sv": "Därför.", "en": "Because."}


def _rule(kind, **fields):
    names = {"improving": "by", "not_worse": "margin", "zero_for": "periods"}
    if "at" in fields:
        fields[names.get(kind, "limit")] = fields.pop("at")
    return EvidenceRule(rule=kind, indicator="handelser", why=WHY, **fields)


@pytest.fixture
def read(verdict):
    """What a rule says of the observations, or of them under a verdict made by hand."""

    def read(rule, indicator, observations, given=None):
        series = Series(indicator.id, "gottsunda", tuple(observations))
        judged = given or verdict(observations, indicator)
        item = evidence(rule, indicator, series, judged, reference_date=END)
        return item.speaks, item.reason

    return read


class TestWithoutAVerdict:
    def test_people_judge(self):
        item = evidence(
            EvidenceRule(rule="judgement", why=WHY), None, None, None, reference_date=END
        )
        assert (item.speaks, item.reason) == (None, EvidenceReason.PEOPLE_JUDGE)

    def test_nothing_delivered(self, indicator):
        item = evidence(_rule("improving", at=0.2), indicator(), None, None, reference_date=END)
        assert (item.speaks, item.reason) == (None, EvidenceReason.NO_DATA)

    @pytest.mark.parametrize("kind", ["improving", "not_worse", "at_most", "at_least", "zero_for"])
    @pytest.mark.parametrize(
        ("word", "why", "reason"),
        [
            (Word.NO_DATA, Reason.NO_SERIES, EvidenceReason.NO_DATA),
            (Word.STALE, Reason.TOO_OLD, EvidenceReason.STALE),
            (Word.HIDDEN, Reason.NOT_FOR_READER, EvidenceReason.HIDDEN),
        ],
    )
    def test_nothing_to_read(self, read, indicator, run, *, kind, word, why, reason):
        given = Verdict(word, Direction.LOWER, why)
        assert read(_rule(kind, at=1), indicator(), run("2024-01", [0] * 12), given) == (
            None,
            reason,
        )

    @pytest.mark.parametrize("kind", ["improving", "not_worse"])
    @pytest.mark.parametrize(
        ("word", "why", "reason"),
        [
            (Word.TOO_FEW, Reason.CANNOT_SHOW_FALL, EvidenceReason.TOO_FEW),
            (Word.TOO_FEW, Reason.HIDDEN_NUMBERS, EvidenceReason.HIDDEN),
            (Word.NO_CHANGE, Reason.HIDDEN_NUMBERS, EvidenceReason.HIDDEN),
            (Word.TOO_FEW, Reason.CENSORED, EvidenceReason.HIDDEN),
            (Word.NO_DATA, Reason.WINDOW_GAPS, EvidenceReason.NO_DATA),
            (Word.DESCRIBED, Reason.METHOD_MISSING, EvidenceReason.NO_METHOD),
            (Word.BACKGROUND, Reason.CONTEXT, EvidenceReason.NO_METHOD),
            (Word.OUTPUT, Reason.OUTPUT, EvidenceReason.NO_METHOD),
            (Word.INCREASE, None, EvidenceReason.NO_METHOD),
            (Word.DECREASE, None, EvidenceReason.NO_METHOD),
        ],
    )
    def test_no_change_to_read(self, read, indicator, run, *, kind, word, why, reason):
        given = Verdict(word, Direction.LOWER, why)
        assert read(_rule(kind, at=1), indicator(), run("2024-01", [0] * 12), given) == (
            None,
            reason,
        )


class TestImproving:
    @pytest.mark.parametrize(
        ("word", "speaks", "reason"),
        [
            (Word.CONFIRMED_PROGRESS, True, SUPPORTED),
            (Word.CONFIRMED_SETBACK, False, CONTRADICTED),
            (Word.PROGRESS, None, EvidenceReason.SIGN_ONLY),
            (Word.SETBACK, None, EvidenceReason.SIGN_ONLY),
        ],
    )
    def test_only_a_confirmed_change_speaks(self, read, indicator, run, *, word, speaks, reason):
        given = Verdict(word, Direction.LOWER)
        rule = _rule("improving", at=0.2)
        assert read(rule, indicator(), run("2024-01", [5]), given) == (speaks, reason)

    def test_what_was_seen_at_both_extremes_speaks_although_numbers_are_hidden(
        self, read, indicator, run
    ):
        given = Verdict(Word.CONFIRMED_PROGRESS, Direction.LOWER, Reason.HIDDEN_NUMBERS)
        found = read(_rule("improving", at=0.2), indicator(), run("2024-01", [5]), given)
        assert found == (True, SUPPORTED)

    # 120 before, 60 expected in a year: at most 41 shows, a fall of 32 %; at least 81, +35 %.
    @pytest.mark.parametrize(
        ("direction", "by", "speaks"),
        [
            ("lower", 0.32, False),
            ("lower", 0.31, None),
            ("higher", 0.35, False),
            ("higher", 0.34, None),
        ],
    )
    def test_no_change_speaks_against_only_what_would_have_shown(
        self, read, indicator, run, *, direction, by, speaks
    ):
        months = run("2017-01", [5] * 96)
        reason = CONTRADICTED if speaks is False else EvidenceReason.NOT_SHOWN
        rule = _rule("improving", at=by)
        assert read(rule, indicator(direction=direction), months) == (speaks, reason)

    # 400 answers, 50 per cent: a change of 6.9 points shows.
    @pytest.mark.parametrize(("by", "speaks"), [(7, False), (6.8, None)])
    def test_points_for_shares(self, read, share, wave, by, speaks):
        waves = [wave("2017", 50, 400), wave("2023", 50, 400)]
        assert read(_rule("improving", at=by), share(), waves)[0] is speaks

    def test_a_series_that_depends_speaks_neither_way(self, read, indicator, run):
        months = run("2017-01", [5] * 96)
        found = read(_rule("improving", at=0.5), indicator(direction="depends"), months)
        assert found == (None, EvidenceReason.NO_METHOD)


class TestNotWorse:
    @pytest.mark.parametrize(
        ("direction", "values", "margin", "speaks", "reason"),
        [
            # 1,200 to 600: ratio 1, interval 0.91-1.10
            ("lower", (50, 50), 0.11, True, SUPPORTED),
            ("lower", (50, 50), 0.09, None, EvidenceReason.NOT_SHOWN),
            ("higher", (50, 50), 0.10, True, SUPPORTED),
            ("higher", (50, 50), 0.08, None, EvidenceReason.NOT_SHOWN),
            ("lower", (50, 25), 0.0, True, SUPPORTED),
        ],
    )
    def test_counts(self, read, indicator, run, *, direction, values, margin, speaks, reason):
        before, after = values
        months = run("2017-01", [before] * 84 + [after] * 12)
        found = read(_rule("not_worse", at=margin), indicator(direction=direction), months)
        assert found == (speaks, reason)

    # 50 per cent of 1,000 twice: the interval is -4.4 to 4.4 points.
    @pytest.mark.parametrize("direction", ["lower", "higher"])
    @pytest.mark.parametrize(("margin", "speaks"), [(4.5, True), (4.2, None)])
    def test_shares(self, read, share, wave, *, direction, margin, speaks):
        waves = [wave("2017", 50, 1000), wave("2023", 50, 1000)]
        assert read(_rule("not_worse", at=margin), share(direction=direction), waves)[0] is speaks

    def test_a_confirmed_worsening_speaks_against(self, read, indicator, run):
        given = Verdict(Word.CONFIRMED_SETBACK, Direction.LOWER)
        found = read(_rule("not_worse", at=9.0), indicator(), run("2024-01", [5]), given)
        assert found == (False, CONTRADICTED)

    # Worse, but not confirmed: within the margin it is not worse than what was asked for.
    @pytest.mark.parametrize(
        ("direction", "ends", "margin", "speaks", "reason"),
        [
            ("lower", (1.1, 1.4), 0.4, True, SUPPORTED),
            ("lower", (1.1, 1.4), 0.3, None, EvidenceReason.SIGN_ONLY),
            ("higher", (0.7, 0.9), 0.31, True, SUPPORTED),
            ("higher", (0.7, 0.9), 0.2, None, EvidenceReason.SIGN_ONLY),
        ],
    )
    def test_a_sign_of_worsening(
        self, read, indicator, run, *, direction, ends, margin, speaks, reason
    ):
        change = Change(sum(ends) / 2, *ends, 0.03)
        given = Verdict(Word.SETBACK, Direction(direction), change=change)
        found = read(_rule("not_worse", at=margin), indicator(), run("2024-01", [5]), given)
        assert found == (speaks, reason)


class TestTrend:
    """Values that only a trend can judge are never confirmed: at most a sign."""

    @pytest.mark.parametrize("kind", ["improving", "not_worse"])
    @pytest.mark.parametrize(
        ("word", "reason"),
        [
            (Word.PROGRESS, EvidenceReason.SIGN_ONLY),
            (Word.SETBACK, EvidenceReason.SIGN_ONLY),
            (Word.NO_CHANGE, EvidenceReason.NOT_SHOWN),
        ],
    )
    def test_a_sign_only(self, read, indicator, run, *, kind, word, reason):
        drift = Trend(0.01, -1.0, -2.0, -0.5, 8)
        given = Verdict(word, Direction.LOWER, method="mann_kendall/2", trend=drift)
        value = indicator(measure="value")
        assert read(_rule(kind, at=1), value, run("2024-01", [5]), given) == (None, reason)


class TestConfirmed:
    """From the months to the word to the rule. 5 a month until 2022, then another number."""

    @pytest.mark.parametrize(
        ("direction", "later", "speaks", "reason", "worsened"),
        [
            ("lower", 1, True, SUPPORTED, False),
            ("lower", 12, False, CONTRADICTED, True),
            ("higher", 1, False, CONTRADICTED, True),
            ("higher", 12, True, SUPPORTED, False),
        ],
    )
    def test_a_change_that_has_lasted(
        self, verdict, indicator, run, *, direction, later, speaks, reason, worsened
    ):
        months = run("2017-01", [5] * 72 + [later] * 24)
        rule = indicator(direction=direction)
        series = Series(rule.id, "gottsunda", months)
        item = evidence(
            _rule("improving", at=0.2), rule, series, verdict(months, rule), reference_date=END
        )
        assert (item.speaks, item.reason, item.worsened) == (speaks, reason, worsened)


class TestLevels:
    # 13 events: 6.9 to 22.2
    @pytest.mark.parametrize(
        ("kind", "limit", "speaks"),
        [
            ("at_most", 23, True),
            ("at_most", 13, None),
            ("at_most", 6, False),
            ("at_least", 6, True),
            ("at_least", 13, None),
            ("at_least", 23, False),
        ],
    )
    def test_the_whole_interval_must_lie_on_one_side(
        self, read, indicator, run, *, kind, limit, speaks
    ):
        found = read(_rule(kind, at=limit), indicator(), run("2023-01", [9] * 23 + [13]))
        reason = {True: SUPPORTED, False: CONTRADICTED, None: EvidenceReason.NOT_SHOWN}[speaks]
        assert found == (speaks, reason)

    def test_a_rolling_series_is_read_as_it_is_shown(self, read, indicator, run):
        rolling = indicator(shown_as="rolling_12_months")
        months = run("2017-01", [5] * 95 + [0])
        assert read(_rule("at_most", at=50), rolling, months)[0] is None  # 55: 41 to 72
        assert read(_rule("at_most", at=72), rolling, months)[0] is True

    def test_a_share_by_its_interval(self, read, share, wave):
        waves = [wave("2017", 41, 65), wave("2023", 41, 65)]  # 30 to 53
        assert read(_rule("at_most", at=54), share(), waves)[0] is True
        assert read(_rule("at_most", at=50), share(), waves)[0] is None

    def test_a_share_of_few_answers_says_nothing(self, read, share, wave):
        waves = [wave("2017", 41, 65), wave("2023", 1, 29)]
        assert read(_rule("at_most", at=99), share(), waves) == (None, EvidenceReason.TOO_FEW)
        strict = share(min_n=100)
        waves = [wave("2017", 41, 65), wave("2023", 41, 99)]
        assert read(_rule("at_most", at=99), strict, waves) == (None, EvidenceReason.TOO_FEW)

    def test_zero_events_are_not_surely_more_than_zero(self, read, indicator, run):
        found = read(_rule("at_most", at=0), indicator(), run("2024-12", [0]))
        assert found == (None, EvidenceReason.NOT_SHOWN)

    def test_without_an_interval_only_by_declaration(self, read, indicator, run):
        value = indicator(measure="value")
        months = run("2017-01", [5] * 96)
        assert read(_rule("at_most", at=5), value, months) == (None, EvidenceReason.NO_METHOD)
        assert read(_rule("at_most", at=5, point=True), value, months) == (True, SUPPORTED)
        assert read(_rule("at_most", at=4, point=True), value, months) == (False, CONTRADICTED)
        assert read(_rule("at_least", at=5, point=True), value, months) == (True, SUPPORTED)
        assert read(_rule("at_least", at=6, point=True), value, months) == (False, CONTRADICTED)

    # One event may be 0.03 to 5.57, four 1.09 to 10.24.
    @pytest.mark.parametrize(
        ("kind", "limit", "speaks"),
        [
            ("at_most", 10.3, True),
            ("at_most", 10.2, None),
            ("at_most", 1, None),
            ("at_most", 0.02, False),
            ("at_least", 0.02, True),
            ("at_least", 1, None),
            ("at_least", 10.3, False),
        ],
    )
    def test_a_hidden_count_speaks_if_it_says_the_same_at_both_extremes(
        self, read, indicator, run, hidden, *, kind, limit, speaks
    ):
        months = [*run("2017-01", [5] * 95), hidden("2024-12")]
        reason = {True: SUPPORTED, False: CONTRADICTED, None: EvidenceReason.HIDDEN}[speaks]
        assert read(_rule(kind, at=limit), indicator(), months) == (speaks, reason)

    def test_a_hidden_share_leaves_it_open(self, read, share, wave, hidden):
        waves = [wave("2017", 41, 65), hidden("2023")]
        assert read(_rule("at_most", at=99), share(), waves) == (None, EvidenceReason.HIDDEN)

    def test_no_baseline_is_needed(self, read, indicator, run):
        found = read(_rule("at_most", at=23), indicator(baseline=None), run("2024-12", [13]))
        assert found == (True, SUPPORTED)


class TestZeroFor:
    @pytest.mark.parametrize(
        ("values", "speaks", "reason"),
        [
            pytest.param([4, 0, 0, 0], True, SUPPORTED, id="three quiet months"),
            pytest.param([0, 1, 0, 0], False, CONTRADICTED, id="an event among them"),
            pytest.param([0, 0, None, 0], None, EvidenceReason.NO_DATA, id="a gap is not a zero"),
            pytest.param([0, 1, None, 0], False, CONTRADICTED, id="an event is enough"),
        ],
    )
    def test_the_last_three_months(self, read, indicator, run, *, values, speaks, reason):
        months = run("2024-09", values)
        assert read(_rule("zero_for", at=3), indicator(), months) == (speaks, reason)

    def test_a_shorter_series_leaves_it_open(self, read, indicator, run):
        found = read(_rule("zero_for", at=13), indicator(), run("2024-01", [0] * 12))
        assert found == (None, EvidenceReason.NO_DATA)

    @pytest.mark.parametrize(
        ("zero_too", "speaks", "reason"),
        [(False, False, CONTRADICTED), (True, None, EvidenceReason.HIDDEN)],
    )
    def test_a_hidden_month_may_be_zero_or_not(
        self, read, indicator, run, hidden, *, zero_too, speaks, reason
    ):
        months = [*run("2024-10", [0, 0]), hidden("2024-12")]
        rule = indicator(suppressed_zero=zero_too)
        assert read(_rule("zero_for", at=3), rule, months) == (speaks, reason)

    @pytest.mark.parametrize(
        ("values", "periods", "speaks"),
        [((4, 0, 0), 2, True), ((0, 0, 4), 2, False), ((0, 0, 0), 4, None)],
    )
    def test_ranges_are_read_as_they_came(self, read, indicator, wave, *, values, periods, speaks):
        codes = ("2017-11/2018-02", "2020-11/2021-02", "2023-11/2024-02")
        waves = [wave(code, value, None) for code, value in zip(codes, values, strict=True)]
        rule = indicator(frequency="range")
        assert read(_rule("zero_for", at=periods), rule, waves)[0] is speaks

    @pytest.mark.parametrize(
        ("code", "speaks"), [("2022-12-31", None), ("2024-06-30", None), ("2019-12-31", True)]
    )
    def test_a_range_delivered_as_missing_is_a_gap(self, read, indicator, wave, code, speaks):
        known = [wave(f"{year}-12-31", 0, None) for year in (2020, 2021, 2023)]
        gap = wave(code, None, None, status=Status.MISSING)
        points = sorted([*known, gap], key=lambda o: o.period)
        rule = indicator(frequency="point")
        assert read(_rule("zero_for", at=3), rule, points)[0] is speaks

    def test_a_range_that_is_not_published_yet_is_not_waited_for(self, read, indicator, wave):
        points = [
            wave("2023-12-31", 0, None),
            wave("2024-12-31", None, None, status=Status.NOT_PUBLISHED),
        ]
        rule = indicator(frequency="point")
        assert read(_rule("zero_for", at=1), rule, points) == (True, SUPPORTED)

    def test_a_hidden_value_that_can_only_be_zero_is_zero(self, read, indicator, run, hidden):
        months = [*run("2024-10", [0, 0]), hidden("2024-12", 0, 0)]
        assert read(_rule("zero_for", at=3), indicator(), months) == (True, SUPPORTED)

    def test_later_months_do_not_count(self, read, indicator, run):
        months = run("2024-10", [0, 0, 0, 7])
        assert read(_rule("zero_for", at=3), indicator(), months) == (True, SUPPORTED)


def _items(text):
    said = {"T": True, "F": False, "U": None}
    plain = EvidenceItem(_rule("improving", at=1), None, SUPPORTED)
    return [replace(plain, speaks=said[letter]) for letter in text]


# k of n with unknowns (strong Kleene): true if enough are, false if enough cannot be.
@pytest.mark.parametrize(
    ("said", "needed", "holds"),
    [
        ("T", 1, True),
        ("F", 1, False),
        ("U", 1, None),
        ("TU", 1, True),
        ("TU", 2, None),
        ("TF", 2, False),
        ("FU", 1, None),
        ("FFU", 2, False),
        ("TUU", 3, None),
        ("TTF", 2, True),
        ("", 1, False),
    ],
)
def test_k_of_n(said, needed, holds):
    assert condition_holds(_items(said), needed) is holds
