"""Many indicators: Benjamini-Hochberg, the p-value of a share, and the headline."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.assessment.beside.many import Judged, benjamini_hochberg, headline, newcombe_p, p_value
from tracker.assessment.shares.intervals import newcombe
from tracker.model.definitions import Direction
from tracker.model.verdicts import Change, Reason, Trend, Verdict, Word

# Benjamini and Hochberg 1995, section 4: fifteen outcomes of a trial of two treatments.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_published_example_rejects_four():
    assert benjamini_hochberg(PUBLISHED, q=0.05) == [True] * 4 + [False] * 11


def test_at_a_tenth_it_rejects_nine():
    # statsmodels 0.15.0, multipletests(..., alpha=0.1, method="fdr_bh"); the ninth: 9/15 * 0.1
    assert benjamini_hochberg(PUBLISHED) == [True] * 9 + [False] * 6


def test_in_any_order():
    # statsmodels 0.15.0, multipletests(..., alpha=0.05 and 0.1, method="fdr_bh")
    values = [0.012, 0.20, 0.031, 0.0004, 0.74, 0.049, 0.012, 0.55, 0.09, 0.003]
    at_5 = [True, False, False, True, False, False, True, False, False, True]
    at_10 = [True, False, True, True, False, True, True, False, False, True]
    assert benjamini_hochberg(values, q=0.05) == at_5
    assert benjamini_hochberg(values, q=0.10) == at_10


def test_none_and_one():
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([0.1], q=0.1) == [True]  # the limit itself is rejected
    assert benjamini_hochberg([1.0, 0.0]) == [False, True]


@pytest.mark.parametrize("bad", [-0.1, 1.1, float("nan")])
def test_no_p_value(bad):
    with pytest.raises(ValueError, match="p-value"):
        benjamini_hochberg([0.5, bad])


# The level at which statsmodels 0.15.0's confint_proportions_2indep(x1, n1, x0, n0,
# method="newcomb", compare="diff", alpha=p) has an end at 0, found by scipy's brentq.
@pytest.mark.parametrize(
    ("share0", "n0", "share1", "n1", "p"),
    [
        (0.42, 200, 0.30, 200, 0.012369364053160874),
        (0.40, 150, 0.30, 150, 0.06933232158538898),
        (0.40, 300, 0.50, 300, 0.013746540371775034),
        (0.30, 40, 0.10, 50, 0.017474005687477017),
    ],
)
def test_a_share_has_the_p_value_of_its_interval(share0, n0, share1, n1, p):
    assert newcombe_p(share0, n0, share1, n1) == pytest.approx(p, rel=1e-8)
    assert newcombe_p(share1, n1, share0, n0) == pytest.approx(p, rel=1e-8)


counts = st.integers(0, 400)
answers = st.integers(1, 400)


@given(counts, answers, counts, answers)
def test_p_is_below_five_per_cent_where_the_interval_leaves_out_zero(x0, n0, x1, n1):
    assume(x0 <= n0 and x1 <= n1)
    p = newcombe_p(x0 / n0, n0, x1 / n1, n1)
    assume(abs(p - 0.05) > 1e-8)  # z = 1.959964 is 5 % to eight figures
    change = newcombe(x0 / n0, n0, x1 / n1, n1)
    assert (p < 0.05) == (change.low > 0 or change.high < 0)
    assert 0 <= p <= 1


def test_ends_of_the_scale():
    assert newcombe_p(0.3, 100, 0.3, 200) == 1
    assert newcombe_p(0.0, 1e9, 1.0, 1e9) == 0
    assert newcombe_p(0.0, 30, 0.0, 40) == 1


def counted(p):
    return Verdict(Word.PROGRESS, Direction.LOWER, change=Change(0.5, 0.3, 0.8, p))


@pytest.fixture
def tested(indicator):
    """Series of counts with these p-values; None is one that could not be tested."""

    def make(*p_values):
        rule = indicator()
        untested = Verdict(Word.TOO_FEW, Direction.LOWER, Reason.BOTH_ZERO)
        return {
            (f"i{n}", "omrade"): Judged(rule, untested if p is None else counted(p))
            for n, p in enumerate(p_values)
        }

    return make


def test_the_headline(tested):
    # BH at 0.10 over eight: 0.001 <= 0.0125, 0.020 <= 0.025, 0.030 <= 0.0375; 0.049 <= 0.05
    # would pass too; but 0.06 is no change of its own.
    found = headline(tested(0.020, 0.6, 0.001, None, 0.03, 0.06, 0.9, 0.5, 0.4), {("i2", "omrade")})
    assert found.tested == 8
    assert found.changed == (("i0", "omrade"), ("i2", "omrade"), ("i4", "omrade"))
    assert found.alone == found.changed
    assert found.by_chance == pytest.approx(0.4)
    assert (found.primaries_tested, found.primaries_changed) == (1, (("i2", "omrade"),))


def test_a_change_alone_may_be_chance_among_many(tested):
    # 0.04 > 0.10/40; alone it is a change, among forty it is not
    found = headline(tested(0.04, *[0.5] * 39), {("i0", "omrade"), ("i1", "omrade")})
    assert found.alone == (("i0", "omrade"),)
    assert found.changed == ()
    assert found.by_chance == pytest.approx(2)
    assert (found.primaries_tested, found.primaries_changed) == (2, (("i0", "omrade"),))


def test_it_never_counts_what_its_own_page_denies(tested):
    # Benjamini-Hochberg alone would reject all ten at 0.10
    assert all(benjamini_hochberg([0.001] * 9 + [0.08]))
    found = headline(tested(*[0.001] * 9, 0.08), set())
    assert ("i9", "omrade") not in found.changed
    assert len(found.changed) == 9


def test_nothing_tested(tested):
    found = headline(tested(None, None), {("i0", "omrade")})
    assert (found.tested, found.changed, found.by_chance) == (0, (), 0)
    assert found.primaries_tested == 0
    assert headline({}, set()).tested == 0


def test_a_share_takes_its_design_effect(verdict, share, wave):
    waves = [wave("2017", 42, 200), wave("2023", 30, 200)]
    plain, weighted = share(), share(deff=2.0)
    assert p_value(Judged(plain, verdict(waves, plain))) == pytest.approx(0.012369364, rel=1e-6)
    # answers halved: the same shares of 100 each
    assert p_value(Judged(weighted, verdict(waves, weighted))) == pytest.approx(
        newcombe_p(0.42, 100, 0.30, 100)
    )


def test_values_bring_the_p_value_of_their_trend(indicator):
    rule = indicator(measure="value")
    trend = Trend(0.03, -1, -2, -0.1, points=8)
    assert p_value(Judged(rule, Verdict(Word.PROGRESS, Direction.LOWER, trend=trend))) == 0.03


def test_a_drift_beside_an_untested_count_is_no_test(indicator):
    trend = Trend(0.001, -1, -2, -0.1, points=72)
    told = Verdict(Word.TOO_FEW, Direction.LOWER, Reason.BOTH_ZERO, trend=trend)
    assert p_value(Judged(indicator(), told)) is None
