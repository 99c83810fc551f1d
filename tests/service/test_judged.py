"""What the values say is reckoned once for the same values, and anew for any others."""

from datetime import date

import pytest

from tracker.model.access import Audience, Reader
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.judged import judged
from tracker.service.steering import record_entries

DAY = date(2024, 12, 31)


@pytest.fixture
def site(filled_site):
    """What is brought, is brought to a store that has values."""
    return filled_site


@pytest.fixture
def look(filled_site, full_reader):
    """What the values in force say."""

    def look(reader=full_reader, day=DAY):
        snapshot = filled_site.store.at()
        return judged(snapshot, snapshot.definitions(), reader, reference_date=day)

    return look


@pytest.fixture
def told(bring, look):
    """Looks, brings a file, and looks again: a series before and after."""

    def told(rows, key, **more):
        before = look().series[key]
        bring(f"indikator;område;period;värde\n{rows}\n", **more)
        return before, look().series[key]

    return told


def test_an_entry_moves_no_verdict_and_none_is_reckoned_anew(look, filled_site, entry, steering):
    before, seen = look(), filled_site.store.current()
    record_entries(filled_site, (entry("note"),), steering, based_on=seen)
    assert filled_site.store.current() == seen + 1
    assert look() is before


def test_a_value_does(told):
    before, after = told("larm;torget;2024-12;941", ("larm", "torget"))
    assert (before.latest.value, after.latest.value) == (before.latest.value, 941)
    assert before.verdict != after.verdict


def test_a_decision_moves_the_area(look, filled_site, owner):
    before = {one.status.area.id: one.status.phase for one in look().areas}
    form = DecisionForm("torget", 3, DAY, DAY, "styrgruppen", "Färre larm.")
    record_decision(filled_site, form, owner, based_on=filled_site.store.current())
    after = {one.status.area.id: one.status.phase for one in look().areas}
    assert (before["torget"], after["torget"]) == (before["torget"], 3)
    assert before != after


@pytest.mark.parametrize(
    "reader",
    [
        Reader(Audience.OPEN, frozenset()),
        Reader(Audience.INTERNAL, frozenset()),
        Reader(Audience.ANALYSIS, frozenset()),
    ],
    ids=str,
)
def test_nobody_is_given_what_another_may_see(look, reader):
    everything = look()
    assert look(reader) is not everything
    assert look(reader) is look(reader)
    if reader.audience is Audience.OPEN:
        assert look(reader).series["oro", "gatan"].shown == ()
        assert everything.series["oro", "gatan"].shown


def test_another_day_is_another_answer(look):
    assert look(day=date(2023, 6, 30)) is not look()
