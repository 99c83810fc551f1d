"""An upload taken out of force: the record becomes what it would be without it."""

import signal
from datetime import UTC, datetime
from random import Random

import pytest

from tracker.errors import Conflict, NotFound
from tracker.model.records import PublicationKind
from tracker.store import ApplyDefinitions, DropExample, Store


@pytest.fixture
def publish(defined_store, actor):
    """Publish changes one after the other, each on the one before."""

    def publish(*changes):
        for change in changes:
            made = defined_store.publish(change, actor, based_on=defined_store.current())
        return made

    return publish


@pytest.fixture
def kept_by_rebuild(defined_store, analyst, actor, read_anew):
    """After it the record is whole, and reading every original again changes nothing."""

    def kept_by_rebuild():
        before = defined_store.at().observations(analyst)
        assert defined_store.verify() == ()
        defined_store.rebuild(actor, read_anew)
        assert defined_store.at().observations(analyst).equals(before)
        assert defined_store.verify() == ()

    return kept_by_rebuild


def rows_of(snapshot, reader):
    return snapshot.observations(reader).to_pylist()


def test_what_it_revised_and_what_it_added_is_undone(
    defined_store, publish, accept, withdrawing, counts, analyst, kept_by_rebuild
):
    publish(accept({"2024-01": 7, "2024-02": 9}))
    before = rows_of(defined_store.at(), analyst)
    publish(accept({"2024-02": 8, "2024-03": 6}))
    made = publish(withdrawing("uppladdning2"))
    assert (made.number, made.kind, made.what) == (4, PublicationKind.WITHDRAWAL, "uppladdning2")
    assert rows_of(defined_store.at(), analyst) == before
    assert counts(defined_store.at(3)) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
    assert [u.id for u in defined_store.at().uploads(analyst)] == ["uppladdning1"]
    assert [u.id for u in defined_store.at(3).uploads(analyst)] == ["uppladdning1", "uppladdning2"]
    kept_by_rebuild()


def test_it_says_who_when_why_and_of_what(defined_store, publish, accept, withdrawing, analyst):
    publish(accept({"2024-01": 7}), withdrawing("uppladdning1"))
    [said] = defined_store.at().withdrawals(analyst)
    assert (said.upload, said.file_name, said.reason) == ("uppladdning1", "fil1.csv", "Fel fil.")
    assert (said.withdrawn_by, said.publication) == ("anna", 3)
    assert said.withdrawn_at == datetime(2025, 1, 16, 8, 30, tzinfo=UTC)
    assert said.series == (("bilbrander", "gottsunda"),)
    assert defined_store.at(2).withdrawals(analyst) == ()


def test_a_reason_is_not_for_those_who_may_not_see_the_numbers(
    defined_store, publish, accept, withdrawing, public, internal, analyst
):
    publish(accept({"2024-01": 7}, indicator="avhopp"), withdrawing("uppladdning1"))
    seen = [len(defined_store.at().withdrawals(r)) for r in (public, internal, analyst)]
    assert seen == [0, 0, 1]


def test_the_whole_value_comes_back(
    defined_store, publish, accept, withdrawing, analyst, kept_by_rebuild
):
    old = {"status": "preliminary", "denominator": 40.0, "responses": 12.0, "comment": "först"}
    publish(accept({"2024-01": 7}, **old))
    before = rows_of(defined_store.at(), analyst)
    publish(accept({"2024-01": 9}, comment="sedan"), withdrawing("uppladdning2"))
    assert rows_of(defined_store.at(), analyst) == before
    assert before[0]["upload_id"] == "uppladdning1"
    kept_by_rebuild()


def test_values_that_a_later_upload_gave_stay(
    publish, accept, withdrawing, defined_store, counts, kept_by_rebuild
):
    publish(
        accept({"2024-01": 1, "2024-02": 1}),
        accept({"2024-01": 2, "2024-02": 2}),
        accept({"2024-02": 3}),
        withdrawing("uppladdning2"),
    )
    assert counts(defined_store.at()) == {"2024-01": 1, "2024-02": 3}
    kept_by_rebuild()


def test_a_value_that_a_later_upload_repeated_stays_and_is_now_its_own(
    publish, accept, withdrawing, defined_store, counts, analyst, kept_by_rebuild
):
    """The later file moved nothing when it came, so the history alone does not know of it."""
    publish(
        accept({"2024-01": 7}),
        accept({"2024-01": 8}),
        accept({"2024-01": 8}),
        withdrawing("uppladdning2"),
    )
    assert counts(defined_store.at()) == {"2024-01": 8}
    assert rows_of(defined_store.at(), analyst)[0]["upload_id"] == "uppladdning3"
    kept_by_rebuild()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)], ids=["oldest first", "newest first"])
def test_two_may_be_withdrawn_in_either_order(
    publish, accept, withdrawing, defined_store, counts, order, kept_by_rebuild
):
    publish(accept({"2024-01": 1}), accept({"2024-01": 2}), accept({"2024-02": 5}))
    for number in order:
        publish(withdrawing(f"uppladdning{number}"))
    assert counts(defined_store.at()) == {"2024-02": 5}
    kept_by_rebuild()


def test_a_series_may_become_empty_and_be_filled_again(
    publish, accept, withdrawing, defined_store, counts, kept_by_rebuild
):
    publish(accept({"2024-01": 7}), withdrawing("uppladdning1"))
    assert counts(defined_store.at()) == {}
    publish(accept({"2024-01": 7}))
    assert counts(defined_store.at()) == {"2024-01": 7}
    kept_by_rebuild()


def test_invented_values_come_back_as_invented(
    publish, accept, withdrawing, defined_store, counts, analyst, kept_by_rebuild
):
    publish(
        accept({"2023-12": 1, "2024-01": 2}, fictional=True),
        accept({"2024-01": 7}, replaces_fictional=True),
    )
    assert counts(defined_store.at()) == {"2024-01": 7}
    publish(withdrawing("uppladdning2"))
    [series] = defined_store.at().series(analyst)
    assert series.fictional
    assert counts(defined_store.at()) == {"2023-12": 1, "2024-01": 2}
    kept_by_rebuild()


def test_invented_values_stay_away_while_another_real_file_is_in_force(
    publish, accept, withdrawing, defined_store, counts, kept_by_rebuild
):
    publish(
        accept({"2023-12": 1}, fictional=True),
        accept({"2024-01": 7}, replaces_fictional=True),
        accept({"2024-02": 9}),
        withdrawing("uppladdning2"),
    )
    assert counts(defined_store.at()) == {"2024-02": 9}
    kept_by_rebuild()


def test_another_kind_of_period_comes_back(
    publish, accept, withdrawing, defined_store, counts, kept_by_rebuild
):
    publish(accept({"2024": 1}, fictional=True), accept({"2024-01": 7}, replaces_fictional=True))
    publish(withdrawing("uppladdning2"))
    assert counts(defined_store.at()) == {"2024": 1}
    kept_by_rebuild()


def test_values_go_with_the_id_that_is_in_force(
    publish, accept, withdrawing, make_definitions, defined_store, counts, kept_by_rebuild
):
    renamed = make_definitions(bilbrander={"id": "brander", "replaces": "bilbrander"})
    publish(
        accept({"2024-01": 1}),
        accept({"2024-01": 2}),
        ApplyDefinitions(renamed),
        withdrawing("uppladdning2"),
    )
    assert counts(defined_store.at(), "brander") == {"2024-01": 1}
    publish(accept({"2024-01": 3}, indicator="brander"), withdrawing("uppladdning1"))
    assert counts(defined_store.at(), "brander") == {"2024-01": 3}
    kept_by_rebuild()


def test_other_series_are_left_alone_and_their_files_are_not_read(
    publish, accept, withdrawing, defined_store, counts, actor
):
    publish(accept({"2024-01": 7}, indicator="skjutningar"), accept({"2024-01": 1}))
    accept.tables.pop("uppladdning1")  # to be asked for it would be a KeyError
    publish(withdrawing("uppladdning2"))
    assert counts(defined_store.at()) == {}
    assert counts(defined_store.at(), "skjutningar") == {"2024-01": 7}
    # Nothing of it was ended and added again: a write on an older publication has no conflict.
    later = accept({"2024-02": 3}, indicator="skjutningar")
    assert defined_store.publish(later, actor, based_on=2).number == 5


class TestComplete:
    """A complete delivery takes away what it does not have, within what it covers."""

    @pytest.fixture
    def complete(self, publish, accept):
        publish(
            accept({"2023-12": 1, "2024-01": 2, "2024-02": 3, "2024-03": 4, "2024-04": 5}),
            accept({"2024-01": 2, "2024-03": 40}, complete=True),
        )

    def test_within_its_span_and_no_further(self, complete, defined_store, counts, kept_by_rebuild):
        left = {"2023-12": 1, "2024-01": 2, "2024-03": 40, "2024-04": 5}
        assert counts(defined_store.at()) == left
        kept_by_rebuild()

    def test_what_it_took_away_comes_back(
        self, complete, publish, withdrawing, defined_store, counts, kept_by_rebuild
    ):
        publish(withdrawing("uppladdning2"))
        assert list(counts(defined_store.at()).values()) == [1, 2, 3, 4, 5]
        kept_by_rebuild()

    def test_invented_values_are_not_its_business(
        self, publish, accept, defined_store, counts, kept_by_rebuild
    ):
        publish(accept({"2024-01": 1, "2024-02": 2, "2024-03": 3}, fictional=True))
        publish(accept({"2024-01": 1, "2024-03": 3}, fictional=True, complete=True))
        assert list(counts(defined_store.at()).values()) == [1, 2, 3]
        kept_by_rebuild()

    def test_one_of_another_series_does_not_reach_here(
        self, complete, publish, accept, defined_store, counts
    ):
        publish(accept({"2020-01": 1, "2025-01": 1}, indicator="skjutningar", complete=True))
        assert len(counts(defined_store.at())) == 4


class TestRefused:
    def test_one_that_never_was(self, publish, withdrawing, defined_store):
        with pytest.raises(NotFound) as refused:
            publish(withdrawing("annan"))
        assert refused.value.code == "upload_unknown"
        assert defined_store.current() == 1

    def test_twice(self, publish, accept, withdrawing, defined_store):
        publish(accept({"2024-01": 7}), withdrawing("uppladdning1"))
        with pytest.raises(Conflict) as refused:
            publish(withdrawing("uppladdning1"))
        assert refused.value.code == "upload_not_in_force"
        assert defined_store.current() == 3

    def test_one_that_was_dropped_with_the_example(
        self, publish, accept, withdrawing, defined_store
    ):
        publish(accept({"2024-01": 7}, fictional=True), DropExample())
        with pytest.raises(Conflict) as refused:
            publish(withdrawing("uppladdning1"))
        assert refused.value.code == "upload_not_in_force"

    @pytest.mark.parametrize(
        "later",
        [
            pytest.param({"2024-02": 9}, id="another value"),
            pytest.param({"2024-01": 7}, id="the same value once more"),
        ],
    )
    def test_while_its_series_moved_since_it_was_looked_at(
        self, publish, accept, withdrawing, defined_store, actor, later
    ):
        publish(accept({"2024-01": 7}), accept(later))
        with pytest.raises(Conflict) as refused:
            defined_store.publish(withdrawing("uppladdning1"), actor, based_on=2)
        assert refused.value.code == "withdrawal_outdated"
        assert defined_store.current() == 3
        assert defined_store.verify() == ()

    def test_not_for_a_move_elsewhere(self, publish, accept, withdrawing, defined_store, actor):
        publish(accept({"2024-01": 7}), accept({"2024-01": 7}, indicator="skjutningar"))
        assert defined_store.publish(withdrawing("uppladdning1"), actor, based_on=2).number == 4


def test_what_it_would_give_is_told_before_and_changes_nothing(
    defined_store, publish, accept, withdrawing, read_anew, analyst, public
):
    publish(accept({"2024-01": 7}), accept({"2024-01": 8, "2024-02": 9}))
    told = defined_store.without("uppladdning2", read_anew, analyst)
    hidden = defined_store.without("uppladdning2", read_anew, public)
    assert defined_store.current() == 3
    publish(withdrawing("uppladdning2"))
    assert (told.upload.id, told.series) == ("uppladdning2", (("bilbrander", "gottsunda"),))
    assert told.values.equals(defined_store.at().observations(analyst))
    assert hidden.values.equals(defined_store.at().observations(public))
    with pytest.raises(Conflict):
        defined_store.without("uppladdning2", read_anew, analyst)


def test_a_restore_of_a_backup_from_before_puts_it_in_force_again(
    defined_store, publish, accept, withdrawing, tmp_path, actor, analyst, counts
):
    publish(accept({"2024-01": 7}))
    archive = defined_store.backup(tmp_path, actor)
    publish(withdrawing("uppladdning1"))
    defined_store.restore(archive, actor)
    assert counts(defined_store.at()) == {"2024-01": 7}
    assert len(defined_store.at().withdrawals(analyst)) == 1  # it happened
    publish(withdrawing("uppladdning1"))
    assert counts(defined_store.at()) == {}
    assert defined_store.verify() == ()


def test_a_backup_keeps_the_original_and_the_word(
    defined_store, publish, accept, withdrawing, tmp_path, actor, analyst, clock
):
    change = accept({"2024-01": 7})
    publish(change, withdrawing("uppladdning1"))
    fresh = Store(tmp_path / "annan dator", clock)
    fresh.restore(defined_store.backup(tmp_path, actor), actor)
    assert [w.reason for w in fresh.at().withdrawals(analyst)] == ["Fel fil."]
    assert fresh.blob(change.upload.sha256) == change.original
    assert fresh.verify() == ()


STEPS = ["locked", "copied", "applied", "verified", "checkpointed", "synced", "renamed", "switched"]


@pytest.mark.parametrize("step", STEPS)
def test_a_writer_killed_at_any_step_leaves_it_in_force_or_withdrawn(
    store_with_two_uploads, folder, clock, accept, actor, analyst, child, counts, withdrawing, step
):
    at = datetime(2025, 1, 16, 8, 30, tzinfo=UTC)
    killed = child("withdraw", ("uppladdning2", "Fel.", at, accept.tables), 3, step)
    assert killed.wait() == -signal.SIGKILL

    store = Store(folder, clock)
    done = step == "switched"
    before, after = {"2024-01": 7, "2024-02": 8, "2024-03": 6}, {"2024-01": 7, "2024-02": 9}
    assert counts(store.at()) == (after if done else before)
    assert len(store.at().withdrawals(analyst)) == done
    if not done:
        store.publish(withdrawing("uppladdning2"), actor, based_on=3)
    assert counts(store.at()) == after
    store.publish(accept({"2024-05": 13}), actor, based_on=4)
    assert store.verify() == ()
    assert not list(folder.rglob("*.new*"))


def expected(files):
    """What files give one after the other, by the rules in words."""
    found = {}
    for values, complete in files:
        if complete:
            first, last = min(values), max(values)
            found = {m: v for m, v in found.items() if m in values or not first <= m <= last}
        found |= values
    return dict(sorted(found.items()))


@pytest.mark.parametrize("seed", range(4))
def test_the_record_is_as_if_the_file_had_never_come(
    publish, accept, withdrawing, defined_store, counts, seed, kept_by_rebuild
):
    draw = Random(seed)
    months = [f"2024-{month:02d}" for month in range(1, 6)]
    files = [
        ({m: draw.randint(1, 3) for m in draw.sample(months, draw.randint(1, 4))}, complete)
        for complete in (False, True, False, False, True)
    ]
    publish(*(accept(values, complete=complete) for values, complete in files))
    assert counts(defined_store.at()) == expected(files)
    for _ in range(2):
        gone = draw.randrange(len(files))
        if files[gone]:
            publish(withdrawing(f"uppladdning{gone + 1}"))
            files[gone] = None
        assert counts(defined_store.at()) == expected(filter(None, files))
    kept_by_rebuild()
