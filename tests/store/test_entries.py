"""Entries: what people put on record. Each edit is a version; who, when and on what is kept."""

from datetime import UTC, datetime

import duckdb
import pytest

from tracker.errors import Conflict, NotFound, StoreError
from tracker.model.records import PublicationKind
from tracker.model.steering import ENTRY_TYPES, OPEN_KINDS, EntryKind
from tracker.store import ApplyDefinitions, DropExample, RecordEntries, Store

KINDS = list(EntryKind)


def said(snapshot, reader, kind=None):
    """{id: (version, title)} of actions, {id: version} of the rest."""
    return {r.entry.id: r.version for r in snapshot.entries(reader, kind)}


def titles(snapshot, reader):
    return {r.entry.id: r.entry.title for r in snapshot.entries(reader, EntryKind.ACTION)}


class TestOneEntry:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_comes_back_as_it_was_given(
        self, defined_store, entry, record, actor, analyst, kind
    ):
        given = entry(kind)
        made = defined_store.publish(record(given), actor, based_on=1)
        [kept] = defined_store.at().entries(analyst)
        assert kept.entry == given
        assert type(kept.entry) is ENTRY_TYPES[kind]
        assert (kept.version, kept.recorded_by, kept.based_on) == (1, "anna", 1)
        assert kept.recorded_at == datetime(2025, 1, 16, 8, 15, tzinfo=UTC)
        assert (made.number, made.kind, made.what) == (2, PublicationKind.ENTRIES, "forsta")
        assert defined_store.verify() == ()

    def test_an_edit_is_a_new_version_and_the_old_is_read_as_of_its_day(
        self, defined_store, entry, record, actor, analyst
    ):
        store = defined_store
        for number, title in enumerate(("Ett", "Två", "Tre"), start=1):
            store.publish(record(entry(title=title)), actor, based_on=number)
        assert titles(store.at(), analyst) == {"forsta": "Tre"}
        assert titles(store.at(3), analyst) == {"forsta": "Två"}
        assert titles(store.at(1), analyst) == {}
        assert said(store.at(), analyst) == {"forsta": 3}
        history = store.at().entry_history(analyst, "forsta")
        assert [(r.version, r.entry.title, r.based_on) for r in history] == [
            (1, "Ett", 1),
            (2, "Två", 2),
            (3, "Tre", 3),
        ]
        assert len(store.at(3).entry_history(analyst, "forsta")) == 2

    def test_a_withdrawn_entry_is_kept_with_its_flag(
        self, defined_store, entry, record, actor, analyst
    ):
        defined_store.publish(record(entry()), actor, based_on=1)
        defined_store.publish(record(entry(withdrawn=True)), actor, based_on=2)
        [kept] = defined_store.at().entries(analyst)
        assert (kept.entry.withdrawn, kept.version) == (True, 2)
        assert len(defined_store.at().entry_history(analyst, "forsta")) == 2

    def test_the_same_again_is_no_new_version(self, defined_store, entry, record, actor, analyst):
        defined_store.publish(record(entry()), actor, based_on=1)
        defined_store.publish(record(entry()), actor, based_on=1)  # older, and still no conflict
        assert said(defined_store.at(), analyst) == {"forsta": 1}
        assert len(defined_store.at().entry_history(analyst, "forsta")) == 1

    def test_what_it_said_once_may_be_said_again(
        self, defined_store, entry, record, actor, analyst
    ):
        for number, title in enumerate(("Ett", "Två", "Ett"), start=1):
            defined_store.publish(record(entry(title=title)), actor, based_on=number)
        history = defined_store.at().entry_history(analyst, "forsta")
        assert [r.entry.title for r in history] == ["Ett", "Två", "Ett"]

    def test_an_id_keeps_its_kind(self, defined_store, entry, record, actor, analyst):
        defined_store.publish(record(entry("action")), actor, based_on=1)
        with pytest.raises(StoreError) as refused:
            defined_store.publish(record(entry("note")), actor, based_on=2)
        assert refused.value.code == "entry_of_another_kind"
        assert refused.value.params == {"entry": "forsta"}
        assert defined_store.current() == 2

    def test_an_id_that_names_nothing_has_no_history(self, defined_store, analyst):
        assert defined_store.at().entry_history(analyst, "ingen") == ()


class TestSeveral:
    def test_many_are_one_data_version(self, defined_store, entry, record, actor, analyst):
        given = [entry(id_=f"atgard{n:03d}") for n in range(300)]
        made = defined_store.publish(record(*given), actor, based_on=1)
        assert (made.number, made.what) == (2, "atgard000 +299")
        assert [r.entry for r in defined_store.at().entries(analyst)] == given

    def test_a_kind_can_be_chosen_and_the_first_recorded_comes_first(
        self, defined_store, entry, record, actor, analyst
    ):
        defined_store.publish(record(entry(id_="zeta")), actor, based_on=1)
        later = record(entry(id_="beta"), entry(id_="alfa"), entry("note", "kommentar"))
        defined_store.publish(later, actor, based_on=2)
        defined_store.publish(record(entry(id_="zeta", title="Ny")), actor, based_on=3)
        assert list(said(defined_store.at(), analyst)) == ["zeta", "alfa", "beta", "kommentar"]
        assert list(said(defined_store.at(), analyst, EntryKind.ACTION)) == ["zeta", "alfa", "beta"]
        assert list(said(defined_store.at(), analyst, EntryKind.NOTE)) == ["kommentar"]
        assert said(defined_store.at(), analyst, EntryKind.EVENT) == {}

    @pytest.mark.parametrize("ids", [[], ["forsta", "forsta"]], ids=["none", "one twice"])
    def test_none_and_one_twice_are_no_change(self, entry, ids):
        with pytest.raises(ValueError, match="twice"):
            RecordEntries(
                tuple(entry(id_=i) for i in ids), "anna", datetime(2025, 1, 1, tzinfo=UTC)
            )


class TestConflict:
    def test_an_entry_that_somebody_has_written_since(
        self, defined_store, entry, record, actor, analyst
    ):
        defined_store.publish(record(entry(title="Ett")), actor, based_on=1)
        defined_store.publish(record(entry(title="Två")), actor, based_on=2)
        with pytest.raises(Conflict) as refused:
            defined_store.publish(record(entry(title="Tre")), actor, based_on=2)
        assert refused.value.code == "entry_moved"
        assert refused.value.params == {"entry": "forsta", "based_on": 2}
        assert titles(defined_store.at(), analyst) == {"forsta": "Två"}

    def test_one_that_was_made_by_somebody_else_meanwhile(
        self, defined_store, entry, record, actor
    ):
        defined_store.publish(record(entry(title="Ett")), actor, based_on=1)
        with pytest.raises(Conflict):
            defined_store.publish(record(entry(title="Två")), actor, based_on=1)

    def test_one_that_went_with_the_example(self, defined_store, entry, record, actor):
        defined_store.publish(record(entry(fictional=True)), actor, based_on=1)
        defined_store.publish(DropExample(), actor, based_on=2)
        with pytest.raises(Conflict):
            defined_store.publish(record(entry(title="Ny")), actor, based_on=2)

    def test_other_entries_may_be_written_on_an_older_data_version(
        self, defined_store, entry, record, decide, actor, analyst
    ):
        defined_store.publish(record(entry(id_="ena")), actor, based_on=1)
        defined_store.publish(decide(1), actor, based_on=1)
        defined_store.publish(record(entry(id_="andra")), actor, based_on=1)
        assert said(defined_store.at(), analyst) == {"ena": 1, "andra": 1}

    def test_one_of_several_takes_the_others_with_it(
        self, defined_store, entry, record, actor, analyst
    ):
        defined_store.publish(record(entry(title="Ett")), actor, based_on=1)
        several = record(entry(id_="andra"), entry(title="Två"))
        with pytest.raises(Conflict):
            defined_store.publish(several, actor, based_on=1)
        assert titles(defined_store.at(), analyst) == {"forsta": "Ett"}

    def test_nothing_is_based_on_a_publication_to_come(self, defined_store, entry, record, actor):
        with pytest.raises(NotFound):
            defined_store.publish(record(entry()), actor, based_on=2)


def test_nothing_is_recorded_before_there_are_definitions(empty_store, entry, record, actor):
    with pytest.raises(StoreError) as refused:
        empty_store.publish(record(entry()), actor, based_on=0)
    assert refused.value.code == "definitions_missing"


def test_dropping_the_example_ends_invented_entries_and_no_others(
    defined_store, entry, record, actor, analyst
):
    invented, real = entry(id_="pahittad", fictional=True), entry(id_="verklig")
    defined_store.publish(record(invented, real), actor, based_on=1)
    defined_store.publish(DropExample(), actor, based_on=2)
    assert list(said(defined_store.at(), analyst)) == ["verklig"]
    assert list(said(defined_store.at(2), analyst)) == ["pahittad", "verklig"]
    # The id may be used again: a further version.
    defined_store.publish(record(entry(id_="pahittad")), actor, based_on=3)
    assert said(defined_store.at(), analyst) == {"pahittad": 2, "verklig": 1}
    assert defined_store.verify() == ()


class TestRecovery:
    def test_a_restore_brings_back_the_entries_of_its_day(
        self, defined_store, tmp_path, entry, record, actor, analyst
    ):
        store = defined_store
        store.publish(record(entry(title="Ett"), entry(id_="kvar")), actor, based_on=1)
        archive = store.backup(tmp_path, actor)
        store.publish(record(entry(title="Två"), entry(id_="senare")), actor, based_on=2)
        store.restore(archive, actor)

        assert titles(store.at(), analyst) == {"forsta": "Ett", "kvar": "Kameror"}
        assert titles(store.at(3), analyst) == {
            "forsta": "Två",
            "kvar": "Kameror",
            "senare": "Kameror",
        }
        history = store.at().entry_history(analyst, "forsta")
        assert [(r.version, r.entry.title) for r in history] == [(2, "Två"), (1, "Ett")]
        assert {r.recorded_by for r in history} == {"anna"}
        assert store.verify() == ()
        # Numbers of versions are never given again, and what was not touched has not moved.
        store.publish(record(entry(title="Tre")), actor, based_on=4)
        assert said(store.at(), analyst)["forsta"] == 3
        store.publish(record(entry(id_="kvar", title="Ny")), actor, based_on=2)

    def test_a_backup_brings_entries_to_an_empty_folder(
        self, defined_store, tmp_path, clock, entry, record, actor, analyst
    ):
        defined_store.publish(record(*(entry(k, f"post_{k}") for k in KINDS)), actor, based_on=1)
        fresh = Store(tmp_path / "annan dator", clock)
        fresh.restore(defined_store.backup(tmp_path, actor), actor)
        assert fresh.at().entries(analyst) == defined_store.at().entries(analyst)
        assert fresh.verify() == ()

    def test_a_rebuild_carries_over_every_version_with_its_data_version(
        self, defined_store, entry, record, accept, rows, actor, analyst
    ):
        store = defined_store
        store.publish(record(entry(title="Ett")), actor, based_on=1)
        store.publish(accept({"2024-01": 7}), actor, based_on=2)
        store.publish(record(entry(title="Två"), entry("note", "andra")), actor, based_on=3)
        before = [store.at(n).entries(analyst) for n in range(1, 5)]
        history = store.at().entry_history(analyst, "forsta")

        store.rebuild(actor, lambda *_: rows({"2024-01": 7}))

        assert [store.at(n).entries(analyst) for n in range(1, 5)] == before
        assert store.at().entries(analyst) == before[-1]
        assert store.at().entry_history(analyst, "forsta") == history
        assert store.verify() == ()
        # Nothing was ended and added again.
        store.publish(record(entry(title="Tre")), actor, based_on=4)

    def test_two_versions_in_force_are_found(
        self, defined_store, folder, clock, entry, record, actor
    ):
        defined_store.publish(record(entry()), actor, based_on=1)
        with duckdb.connect(folder / "000002.duckdb") as connection:
            connection.execute("insert into entry select * from entry")
        (folder / "journal.sqlite").unlink()  # which knows that the file is another
        store = Store(folder, clock)
        store.create()
        assert "entries_duplicated" in {p.code for p in store.verify()}
        with pytest.raises(StoreError) as refused:
            store.publish(record(entry(id_="andra")), actor, based_on=2)
        assert refused.value.code == "entries_duplicated"


class TestRenamedIndicator:
    @pytest.fixture
    def rename(self, defined_store, make_definitions, actor):
        def rename(new="brander", old="bilbrander"):
            changed = make_definitions(bilbrander={"id": new, "replaces": old})
            defined_store.publish(
                ApplyDefinitions(changed), actor, based_on=defined_store.current()
            )

        return rename

    def test_entries_go_with_the_new_id_and_the_past_keeps_the_old(
        self, defined_store, entry, record, actor, analyst, rename
    ):
        series = {"indicator": "bilbrander", "area": "gottsunda"}
        given = record(
            entry("note", "kommentar"),
            entry("answer", "svar"),
            entry("judgement", "bedomning", evidence=[series]),
            entry("action", "atgard", indicators=["skjutningar", "bilbrander"]),
            entry("meeting", "mote"),
        )
        defined_store.publish(given, actor, based_on=1)
        rename()
        by_id = {r.entry.id: r for r in defined_store.at().entries(analyst)}
        assert by_id["kommentar"].entry.indicator == "brander"
        assert by_id["svar"].entry.series.indicator == "brander"
        assert by_id["bedomning"].entry.evidence[0].indicator == "brander"
        assert by_id["atgard"].entry.indicators == ("skjutningar", "brander")
        assert {(r.version, r.recorded_by) for r in by_id.values()} == {(1, "anna")}
        assert {r.entry for r in defined_store.at(2).entries(analyst)} == set(given.entries)
        [kept] = defined_store.at().entry_history(analyst, "kommentar")
        assert kept.entry.indicator == "brander"
        # What names no renamed indicator has not moved.
        defined_store.publish(record(entry("meeting", "mote", name="Ny")), actor, based_on=2)
        assert defined_store.verify() == ()


class TestWhoSeesWhat:
    @pytest.fixture
    def every_kind(self, defined_store, entry, record, actor):
        defined_store.publish(record(*(entry(k, f"post_{k}") for k in KINDS)), actor, based_on=1)
        return defined_store

    def test_the_public_sees_what_is_done_and_promised_and_not_what_is_said_within(
        self, every_kind, public, internal, analyst
    ):
        seen = every_kind.at().entries(public)
        assert (
            {r.entry.kind for r in seen}
            == OPEN_KINDS
            == {
                "action",
                "dialogue",
                "promise",
                "agreement",
                "event",
            }
        )
        assert {r.recorded_by for r in seen} == {None}
        for reader in (internal, analyst):
            assert {r.entry.kind for r in every_kind.at().entries(reader)} == set(EntryKind)
            assert {r.recorded_by for r in every_kind.at().entries(reader)} == {"anna"}

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_history_is_for_those_who_see_the_entry(self, every_kind, public, analyst, kind):
        history = every_kind.at().entry_history(public, f"post_{kind}")
        assert len(history) == (kind in OPEN_KINDS)
        assert {r.recorded_by for r in history} <= {None}
        assert len(every_kind.at().entry_history(analyst, f"post_{kind}")) == 1

    # An analyst of all organisations delivers; `intern` sees avhopp with small numbers hidden.
    @pytest.mark.parametrize(
        ("indicator", "kind", "to_internal"),
        [
            pytest.param("bilbrander", "note", True, id="note on an open series"),
            pytest.param("skjutningar", "note", True, id="note on an internal series"),
            pytest.param("avhopp", "note", False, id="note on a series with hidden numbers"),
            pytest.param("avhopp", "answer", True, id="answer on a series with hidden numbers"),
            pytest.param("avhopp", "judgement", True, id="judgement on such a series"),
        ],
    )
    def test_a_note_may_repeat_numbers_and_is_seen_by_those_who_see_them(
        self, defined_store, entry, record, actor, internal, analyst, indicator, kind, to_internal
    ):
        series = {"indicator": indicator, "area": "gottsunda"}
        fields = {
            "note": series,
            "answer": {"series": series},
            "judgement": {"evidence": [series]},
        }
        defined_store.publish(record(entry(kind, **fields[kind])), actor, based_on=1)
        assert len(defined_store.at().entries(analyst)) == 1
        assert len(defined_store.at().entries(internal)) == to_internal
        assert len(defined_store.at().entry_history(internal, "forsta")) == to_internal

    def test_closing_a_series_reaches_back_to_notes_on_it(
        self, defined_store, make_definitions, entry, record, actor, internal, analyst
    ):
        defined_store.publish(record(entry("note")), actor, based_on=1)
        closed = make_definitions(bilbrander={"confidentiality": "sekretessprövas"})
        defined_store.publish(ApplyDefinitions(closed), actor, based_on=2)
        for number in (2, 3):
            assert defined_store.at(number).entries(internal) == ()
            assert len(defined_store.at(number).entries(analyst)) == 1

    def test_an_indicator_that_is_gone_takes_its_notes_and_answers_and_not_the_judgement(
        self, defined_store, make_definitions, entry, record, actor, analyst
    ):
        series = {"indicator": "bilbrander", "area": "gottsunda"}
        given = record(
            entry("note", "kommentar"),
            entry("answer", "svar"),
            entry("judgement", "bedomning", evidence=[series]),
        )
        defined_store.publish(given, actor, based_on=1)
        without = ApplyDefinitions(make_definitions(bilbrander=None))
        defined_store.publish(without, actor, based_on=2)
        assert list(said(defined_store.at(), analyst)) == ["bedomning"]
        assert len(defined_store.at(2).entries(analyst)) == 3
