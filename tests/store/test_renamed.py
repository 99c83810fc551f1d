"""An indicator that gets another id takes its values along; the past keeps the old one."""

import pytest

from tracker.errors import StoreError
from tracker.store import ApplyDefinitions

TWO = {"2024-01": 7, "2024-02": 9}


@pytest.fixture
def renamed(make_definitions):
    """The definitions with `bilbrander` under another id."""

    def renamed(new: str, replaces: str | None):
        return make_definitions(bilbrander={"id": new, "replaces": replaces})

    return renamed


def values(store, reader, number=None):
    found = store.at(number).series(reader)
    return {s.indicator_id: {o.period.code: o.value for o in s.observations} for s in found}


def test_the_values_go_with_the_new_id_and_the_past_keeps_the_old(
    defined_store, accept, actor, analyst, renamed
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=2)
    assert values(defined_store, analyst) == {"brander": TWO}
    assert values(defined_store, analyst, 2) == {"bilbrander": TWO}
    assert defined_store.at().upload_series(analyst) == {
        "uppladdning1": (("brander", "gottsunda"),)
    }
    assert defined_store.verify() == ()


def test_without_replaces_the_values_stay_hidden_under_the_old_id(
    defined_store, accept, actor, analyst, renamed
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", None)), actor, based_on=2)
    assert values(defined_store, analyst) == {}
    # It is mended by saying so later: nothing was lost.
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=3)
    assert values(defined_store, analyst) == {"brander": TWO}


def test_a_value_that_the_new_id_has_of_its_own_stands(
    defined_store, accept, actor, analyst, renamed
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", None)), actor, based_on=2)
    own = accept({"2024-02": 4}, indicator="brander")
    defined_store.publish(own, actor, based_on=3)
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=4)
    assert values(defined_store, analyst) == {"brander": {"2024-01": 7, "2024-02": 4}}
    assert defined_store.verify() == ()


def test_a_file_after_the_renaming_revises_what_came_before_it(
    defined_store, accept, actor, analyst, renamed
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=2)
    defined_store.publish(accept({"2024-02": 8}, indicator="brander"), actor, based_on=3)
    assert values(defined_store, analyst) == {"brander": {"2024-01": 7, "2024-02": 8}}


def test_real_and_invented_values_are_not_joined_by_a_renaming(
    defined_store, accept, actor, renamed
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", None)), actor, based_on=2)
    invented = accept({"2024-03": 4}, indicator="brander", fictional=True)
    defined_store.publish(invented, actor, based_on=3)
    with pytest.raises(StoreError) as refused:
        defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=4)
    assert refused.value.code == "series_mixes_fictional"
    assert defined_store.current() == 4


@pytest.fixture
def twice_renamed(defined_store, accept, actor, renamed):
    """A, then B with a revised value, then A again: publications 2 to 5."""
    defined_store.publish(accept(TWO), actor, based_on=1)
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=2)
    defined_store.publish(accept({"2024-02": 8}, indicator="brander"), actor, based_on=3)
    defined_store.publish(ApplyDefinitions(renamed("bilbrander", "brander")), actor, based_on=4)
    return defined_store


def test_a_renaming_may_be_taken_back(twice_renamed, analyst):
    assert values(twice_renamed, analyst) == {"bilbrander": {"2024-01": 7, "2024-02": 8}}


def test_a_rebuild_renames_in_the_order_in_which_it_was_done(
    twice_renamed, actor, analyst, read_anew
):
    before = values(twice_renamed, analyst)
    twice_renamed.rebuild(actor, read_anew)
    assert values(twice_renamed, analyst) == before


def test_a_rebuild_after_a_restore_keeps_the_id_that_is_in_force(
    defined_store, accept, actor, analyst, renamed, read_anew, tmp_path
):
    defined_store.publish(accept(TWO), actor, based_on=1)
    archive = defined_store.backup(tmp_path, actor)
    defined_store.publish(ApplyDefinitions(renamed("brander", "bilbrander")), actor, based_on=2)
    defined_store.restore(archive, actor)
    assert values(defined_store, analyst) == {"bilbrander": TWO}
    defined_store.rebuild(actor, read_anew)
    assert values(defined_store, analyst) == {"bilbrander": TWO}
