"""Strong three-valued logic: T, F and U (unknown), against its tables and against what U may be."""

from itertools import product

import pytest

from tracker.assessment.phases.logic import all_of, any_of, enough_of, held_for, negation

SAID = {"T": True, "F": False, "U": None}


def _values(text):
    return [SAID[letter] for letter in text]


# Kleene 1952, section 64: the strong tables, complete.
@pytest.mark.parametrize(("value", "found"), [("T", "F"), ("F", "T"), ("U", "U")])
def test_not(value, found):
    assert negation(SAID[value]) is SAID[found]


@pytest.mark.parametrize(
    ("both", "conjunction", "disjunction"),
    [
        ("TT", "T", "T"),
        ("TF", "F", "T"),
        ("TU", "U", "T"),
        ("FT", "F", "T"),
        ("FF", "F", "F"),
        ("FU", "F", "U"),
        ("UT", "U", "T"),
        ("UF", "F", "U"),
        ("UU", "U", "U"),
    ],
)
def test_and_or(both, conjunction, disjunction):
    assert all_of(_values(both)) is SAID[conjunction]
    assert any_of(_values(both)) is SAID[disjunction]


def test_of_nothing():
    assert all_of([]) is True
    assert any_of([]) is False


def _every(longest):
    return [values for n in range(longest + 1) for values in product((True, False, None), repeat=n)]


def _whatever_the_unknown(values, classical):
    """What ordinary logic says if it says the same whatever each unknown turns out to be."""
    ways = product(*[(True, False) if v is None else (v,) for v in values])
    found = {classical(way) for way in ways}
    return found.pop() if len(found) == 1 else None


@pytest.mark.parametrize("needed", [1, 2, 3, 4, 5])
def test_k_of_n_is_known_when_the_unknown_cannot_matter(needed):
    for values in _every(5):
        expected = _whatever_the_unknown(values, lambda way: sum(way) >= needed)
        assert enough_of(values, needed) is expected, values


@pytest.mark.parametrize("values", _every(3), ids=str)
def test_any_is_one_of_n_and_all_is_n_of_n(values):
    assert any_of(values) is enough_of(values, 1)
    assert all_of(values) is (enough_of(values, len(values)) if values else True)


@pytest.mark.parametrize(
    ("newest_first", "periods", "held"),
    [
        ("TT", 2, "T"),
        ("TTF", 2, "T"),  # what was before the last two does not matter
        ("TF", 2, "F"),
        ("FT", 2, "F"),
        ("TU", 2, "U"),
        ("UF", 2, "F"),
        ("UU", 2, "U"),
        ("T", 1, "T"),
        ("T", 2, "U"),  # nobody has read the period before
        ("F", 2, "F"),
        ("", 1, "U"),
    ],
)
def test_held(newest_first, periods, held):
    assert held_for(_values(newest_first), periods) is SAID[held]


@pytest.mark.parametrize("periods", [1, 2, 3])
def test_held_is_and_over_the_last_periods(periods):
    for values in _every(4):
        if len(values) >= periods:
            expected = _whatever_the_unknown(values[:periods], all)
            assert held_for(values, periods) is expected, values


@pytest.mark.parametrize("few", [0, -1])
def test_at_least_one_is_asked_for(few):
    with pytest.raises(ValueError, match=str(few)):
        enough_of([True], few)
    with pytest.raises(ValueError, match=str(few)):
        held_for([True], few)
