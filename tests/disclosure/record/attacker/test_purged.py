"""What was purged is remembered by whoever saw it: no hidden number is found with it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.access import Audience, Reader

PUBLIC = Reader(Audience.OPEN, frozenset())
NAMES = ("alla", "barn", "vuxna")
PARTS_OF = {"barn": "alla", "vuxna": "alla"}
AREAS = {"omradet": None}


def define(record, an_indicator):
    parts = [an_indicator(id=n, frequency="year", parts_of="alla") for n in NAMES[1:]]
    return record.define(AREAS, an_indicator(id="alla", frequency="year"), *parts)


def of_parts(**values):
    return {(name, "omradet", "2023"): float(value) for name, value in values.items()}


def broken(attacker, too_far, sums, record, number):
    """What is found after publication `number` was purged, and was not before, by one who kept all.

    The bounds of a small number, once shown, are known; that is no work of the purge.
    """
    totals = sums(AREAS, PARTS_OF, {})
    before = attacker(record, PUBLIC, totals, remembers=True)
    known = too_far(before, 5, set())
    record.purge(number)
    after = attacker(record, PUBLIC, totals)
    after.given += before.given
    return sorted(set(too_far(after, 5, set())) - set(known))


@pytest.mark.parametrize(
    ("purged", "later"),
    [
        pytest.param({"alla": 20}, {"vuxna": 17, "barn": 3}, id="the whole is remembered"),
        pytest.param({"vuxna": 17}, {"alla": 20, "barn": 3}, id="the other part is remembered"),
        pytest.param({"barn": 3}, {"alla": 20, "vuxna": 17}, id="the small one is what is gone"),
        pytest.param({"alla": 20, "barn": 3}, {"vuxna": 17}, id="the whole and the small one"),
    ],
)
def test_by_hand(attacker, too_far, sums, record, an_indicator, purged, later):
    define(record, an_indicator).publish(of_parts(**purged)).publish(of_parts(**later))
    assert broken(attacker, too_far, sums, record, 2) == []


def test_what_was_purged_of_other_series_hides_nothing(record, an_indicator):
    define(record, an_indicator).publish(of_parts(alla=20, barn=9, vuxna=11))
    record.publish({("barn", "omradet", "2022"): 7.0}).purge(3)
    assert [row["value"] for row in record.read(PUBLIC)] == [20, 9, 11]


counts = st.integers(0, 9)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    true=st.tuples(counts, counts, st.sampled_from([0, 0, 0, 7])),
    early=st.sets(st.sampled_from(NAMES), min_size=1, max_size=2),
)
def test_numbers_that_came_first_and_went(
    attacker, too_far, sums, new_record, an_indicator, true, early
):
    barn, vuxna, rest = true
    values = {"alla": barn + vuxna + rest, "barn": barn, "vuxna": vuxna}
    record = define(new_record(), an_indicator)
    record.publish(of_parts(**{n: values[n] for n in early}))
    record.publish(of_parts(**{n: v for n, v in values.items() if n not in early}))
    assert broken(attacker, too_far, sums, record, 2) == []
