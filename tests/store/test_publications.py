"""What a write does to the record, and what it never does."""

import stat

import pyarrow as pa
import pytest

from tracker.errors import Conflict, NotFound, StoreBusy, StoreError, StoreMissing
from tracker.model.records import PublicationKind
from tracker.store import ApplyDefinitions, DropExample, Store, accepting
from tracker.store.database import open_publication


def test_a_store_is_there_only_after_it_was_made(folder, clock):
    store = Store(folder, clock)
    assert not store.exists()
    assert not folder.exists()  # a constructor does no IO
    with pytest.raises(StoreMissing) as raised:
        store.current()
    assert raised.value.code == "store_missing"

    store.create()
    store.create()

    assert store.exists()
    assert store.current() == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_store_without_publications_reads_as_empty(empty_store, public, analyst):
    snapshot = empty_store.at()
    assert snapshot.number == 0
    assert snapshot.definitions() is None
    assert snapshot.fingerprint() == ""
    for reader in (public, analyst):
        assert snapshot.observations(reader).num_rows == 0
        assert snapshot.series(reader) == ()
        assert snapshot.uploads(reader) == ()
        assert snapshot.upload_series(reader) == {}
        assert snapshot.decisions(reader) == ()
    assert snapshot.publications() == empty_store.log() == ()
    assert snapshot.person_names() == {}
    assert empty_store.verify() == ()


def test_definitions_come_back_as_they_were_given(defined_store, definitions):
    snapshot = defined_store.at()
    assert snapshot.definitions() == definitions
    assert snapshot.fingerprint() == ApplyDefinitions(definitions).what


def test_every_publication_is_logged_with_who_what_and_on_what(store_with_two_uploads, definitions):
    log = store_with_two_uploads.log()
    assert [(p.number, p.kind, p.what, p.based_on, p.made_by) for p in log] == [
        (1, PublicationKind.DEFINITIONS, ApplyDefinitions(definitions).what, 0, "anna"),
        (2, PublicationKind.UPLOAD, "uppladdning1", 1, "anna"),
        (3, PublicationKind.UPLOAD, "uppladdning2", 2, "anna"),
    ]
    assert [p.made_at.utcoffset().total_seconds() for p in log] == [0, 0, 0]
    assert log[0].made_at < log[1].made_at < log[2].made_at
    assert store_with_two_uploads.at().person_names() == {"anna": "Anna Andersson"}


def test_a_newer_value_supersedes_and_the_older_is_read_as_of_its_day(
    store_with_two_uploads, counts
):
    store = store_with_two_uploads
    assert counts(store.at()) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
    assert counts(store.at(3)) == counts(store.at())
    assert counts(store.at(2)) == {"2024-01": 7, "2024-02": 9}
    assert counts(store.at(1)) == {}


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_number_that_was_never_published_is_not_found(store_with_two_uploads, number):
    with pytest.raises(NotFound) as raised:
        store_with_two_uploads.at(number)
    assert raised.value.code == "publication_unknown"
    assert raised.value.params == {"number": number}


def test_the_same_values_again_keep_their_first_upload(defined_store, accept, actor, analyst):
    defined_store.publish(accept({"2024-01": 7}), actor, based_on=1)
    defined_store.publish(accept({"2024-01": 7, "2024-02": 4}), actor, based_on=2)
    table = defined_store.at().observations(analyst)
    assert table["upload_id"].to_pylist() == ["uppladdning1", "uppladdning2"]


@pytest.mark.parametrize(
    "column",
    [
        pytest.param({"status": "preliminary"}, id="status"),
        pytest.param({"comment": "rättad"}, id="comment"),
        pytest.param({"denominator": 100.0}, id="denominator"),
        pytest.param({"responses": 100.0}, id="responses"),
    ],
)
def test_a_value_that_differs_in_any_column_is_another(
    defined_store, accept, actor, analyst, column
):
    defined_store.publish(accept({"2024-01": 7}), actor, based_on=1)
    defined_store.publish(accept({"2024-01": 7}, **column), actor, based_on=2)
    [row] = defined_store.at().observations(analyst).to_pylist()
    assert {name: row[name] for name in column} == column
    assert row["upload_id"] == "uppladdning2"


def test_bounds_of_a_suppressed_value_can_be_revised(defined_store, accept, actor, analyst):
    for high, based_on in ((4.0, 1), (9.0, 2)):
        change = accept({"2024-01": None}, status="suppressed", low=1.0, high=high)
        defined_store.publish(change, actor, based_on=based_on)
    [row] = defined_store.at().observations(analyst).to_pylist()
    assert (row["low"], row["high"]) == (1, 9)


def test_rows_that_are_loaded_a_batch_at_a_time_are_all_there(
    defined_store, accept, actor, analyst, counts, monkeypatch
):
    monkeypatch.setattr(accepting, "_BATCH", 3)
    values = {f"2024-{month:02d}": month for month in range(12, 4, -1)}  # not in their order
    defined_store.publish(accept(values, comment="samma"), actor, based_on=1)
    assert counts(defined_store.at()) == values
    rows = defined_store.at().observations(analyst)
    assert rows["comment"].to_pylist() == ["samma"] * 8
    assert rows["status"].to_pylist() == ["final"] * 8
    assert rows["low"].null_count == 8


def test_the_original_is_kept_by_its_hash(defined_store, accept, actor):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    assert defined_store.blob(change.upload.sha256) == change.original


@pytest.mark.parametrize("sha256", ["0" * 64, "../journal.sqlite", ""])
def test_a_hash_of_nothing_kept_is_not_found(defined_store, sha256):
    with pytest.raises(NotFound):
        defined_store.blob(sha256)


def test_an_upload_names_the_bytes_that_come_with_it(accept):
    change = accept({"2024-01": 7})
    with pytest.raises(ValueError, match="uppladdning1"):
        type(change)(change.upload, change.observations, b"annat")


def test_dropping_the_example_ends_what_is_invented_and_nothing_else(
    defined_store, accept, decide, actor, analyst
):
    store = defined_store
    store.publish(accept({"2024-01": 7}, fictional=True), actor, based_on=1)
    store.publish(accept({"2024-01": 5}, area="centrum"), actor, based_on=2)
    store.publish(decide(1, fictional=True), actor, based_on=3)
    store.publish(decide(2, "centrum"), actor, based_on=4)
    store.publish(DropExample(), actor, based_on=5)

    after = store.at()
    assert [s.area_id for s in after.series(analyst)] == ["centrum"]
    assert [u.id for u in after.uploads(analyst)] == ["uppladdning2"]
    assert [d.area_id for d in after.decisions(analyst)] == ["centrum"]
    before = store.at(5)
    assert [(s.area_id, s.fictional) for s in before.series(analyst)] == [
        ("centrum", False),
        ("gottsunda", True),
    ]
    assert len(before.decisions(analyst)) == 2
    assert store.verify() == ()


def test_real_values_take_the_place_of_invented_ones_when_asked_to(
    defined_store, accept, actor, analyst
):
    invented = accept({"2024-01": 7, "2024-02": 9}, fictional=True)
    elsewhere = accept({"2024-01": 7}, area="centrum", fictional=True)
    defined_store.publish(invented, actor, based_on=1)
    defined_store.publish(elsewhere, actor, based_on=2)

    with pytest.raises(StoreError) as raised:
        defined_store.publish(accept({"2024-03": 5}), actor, based_on=3)
    assert raised.value.code == "series_mixes_fictional"
    assert raised.value.params == {"indicator": "bilbrander", "area": "gottsunda"}
    assert defined_store.current() == 3

    defined_store.publish(accept({"2024-03": 5}, replaces_fictional=True), actor, based_on=3)
    centrum, gottsunda = defined_store.at().series(analyst)
    assert (centrum.fictional, gottsunda.fictional) == (True, False)
    assert [o.period.code for o in gottsunda.observations] == ["2024-03"]


@pytest.mark.parametrize(
    ("counts_", "columns", "code"),
    [
        pytest.param({"2024K1": 7}, {}, "series_mixes_periods", id="months and quarters"),
        pytest.param({"2024-05": None}, {}, "rows_inconsistent", id="final without a number"),
        pytest.param(
            {"2024-05": 7}, {"status": "missing"}, "rows_inconsistent", id="missing with a number"
        ),
        pytest.param({"2024-05": float("nan")}, {}, "rows_inconsistent", id="not a number"),
        pytest.param({"2024-05": 7}, {"low": 1.0}, "rows_inconsistent", id="bounds of a number"),
        pytest.param(
            {"2024-05": None},
            {"status": "suppressed", "low": 4.0, "high": 1.0},
            "rows_inconsistent",
            id="bounds that cross",
        ),
        pytest.param({"2024-05": 7}, {"status": "säker"}, "rows_inconsistent", id="no such status"),
        pytest.param({"2024-05": 7}, {"indicator": "okand"}, "indicator_undefined", id="indicator"),
        pytest.param({"2024-05": 7}, {"area": "okant"}, "area_undefined", id="area"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_the_record_stands(
    defined_store, folder, accept, actor, counts, counts_, columns, code
):
    defined_store.publish(accept({"2024-04": 3}), actor, based_on=1)
    with pytest.raises(StoreError) as raised:
        defined_store.publish(accept(counts_, **columns), actor, based_on=2)
    assert raised.value.code == code
    assert defined_store.current() == 2
    assert counts(defined_store.at()) == {"2024-04": 3}
    assert not list(folder.glob("*.new*"))
    assert defined_store.verify() == ()


def test_one_period_twice_in_an_upload_is_refused(defined_store, rows, accept, actor):
    twice = pa.concat_tables([rows({"2024-01": 7}), rows({"2024-01": 8})])
    with pytest.raises(StoreError) as raised:
        defined_store.publish(accept(twice), actor, based_on=1)
    assert raised.value.code == "rows_duplicated"


def test_nothing_is_accepted_before_there_are_definitions(empty_store, accept, decide, actor):
    for change in (accept({"2024-01": 7}), decide()):
        with pytest.raises(StoreError) as raised:
            empty_store.publish(change, actor, based_on=0)
        assert raised.value.code == "definitions_missing"
    assert empty_store.current() == 0


def test_values_of_an_indicator_that_is_gone_are_hidden_and_kept(
    store_with_two_uploads, make_definitions, definitions, actor, counts, analyst
):
    store = store_with_two_uploads
    store.publish(ApplyDefinitions(make_definitions(bilbrander=None)), actor, based_on=3)
    assert store.at().observations(analyst).num_rows == 0
    assert counts(store.at(3)) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
    store.publish(ApplyDefinitions(definitions), actor, based_on=4)
    assert counts(store.at()) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}


def test_decisions_come_oldest_valid_from_first(defined_store, decide, actor, analyst):
    defined_store.publish(decide(2, valid_from="2023-01-01"), actor, based_on=1)
    defined_store.publish(decide(1, valid_from="2020-01-01"), actor, based_on=2)
    assert [d.phase for d in defined_store.at().decisions(analyst)] == [1, 2]
    assert [d.phase for d in defined_store.at(2).decisions(analyst)] == [2]


def test_a_write_on_an_older_publication_goes_through_when_nothing_it_touches_has_changed(
    store_with_two_uploads, accept, decide, actor, counts
):
    store = store_with_two_uploads
    store.publish(accept({"2024-01": 2}, area="centrum"), actor, based_on=1)
    store.publish(decide(1), actor, based_on=1)
    store.publish(decide(1, "centrum"), actor, based_on=1)
    assert counts(store.at(), area="centrum") == {"2024-01": 2}
    assert store.log()[-1].based_on == 1


def test_a_write_on_a_series_that_has_changed_is_a_conflict(store_with_two_uploads, accept, actor):
    with pytest.raises(Conflict) as raised:
        store_with_two_uploads.publish(accept({"2024-09": 2}), actor, based_on=2)
    assert raised.value.code == "series_moved"
    assert raised.value.params["indicator"] == "bilbrander"
    assert store_with_two_uploads.current() == 3


def test_a_series_that_was_ended_has_changed_too(defined_store, accept, actor):
    defined_store.publish(accept({"2024-01": 7}, fictional=True), actor, based_on=1)
    defined_store.publish(DropExample(), actor, based_on=2)
    with pytest.raises(Conflict):
        defined_store.publish(accept({"2024-01": 2}), actor, based_on=2)


def test_a_decision_for_an_area_that_got_another_is_a_conflict(defined_store, decide, actor):
    defined_store.publish(decide(1), actor, based_on=1)
    with pytest.raises(Conflict) as raised:
        defined_store.publish(decide(2), actor, based_on=1)
    assert raised.value.code == "decision_moved"
    assert raised.value.params == {"area": "gottsunda", "based_on": 1}


def test_definitions_on_definitions_that_have_changed_are_a_conflict(
    defined_store, definitions, actor
):
    with pytest.raises(Conflict) as raised:
        defined_store.publish(ApplyDefinitions(definitions), actor, based_on=0)
    assert raised.value.code == "definitions_moved"


@pytest.mark.parametrize("kind", ["upload", "decision"])
def test_the_same_id_is_not_recorded_twice(defined_store, accept, decide, actor, kind):
    change = accept({"2024-01": 7}) if kind == "upload" else decide()
    defined_store.publish(change, actor, based_on=1)
    with pytest.raises(Conflict) as raised:
        defined_store.publish(change, actor, based_on=2)
    assert raised.value.code == f"{kind}_known"


def test_nothing_is_based_on_a_publication_to_come(defined_store, accept, actor):
    with pytest.raises(NotFound):
        defined_store.publish(accept({"2024-01": 7}), actor, based_on=2)


def test_a_check_sees_the_publication_in_force_and_may_end_the_write(
    store_with_two_uploads, accept, actor
):
    seen = []

    def refuse(snapshot):
        seen.append(snapshot.number)
        raise StoreError("nej")

    with pytest.raises(StoreError, match="nej"):
        store_with_two_uploads.publish(accept({"2024-09": 2}), actor, based_on=3, check=refuse)
    assert seen == [3]
    assert store_with_two_uploads.current() == 3


def test_the_last_ten_files_are_kept_and_every_publication_stays_readable(
    defined_store, folder, decide, actor, analyst
):
    for number in range(1, 13):
        defined_store.publish(decide(number % 3 + 1), actor, based_on=number)
    assert sorted(p.name for p in folder.glob("*.duckdb")) == [
        f"{number:06d}.duckdb" for number in range(4, 14)
    ]
    assert [len(defined_store.at(n).decisions(analyst)) for n in (1, 2, 13)] == [0, 1, 12]
    assert defined_store.verify() == ()


def test_a_snapshot_outlives_its_file(defined_store, folder, accept, decide, actor, counts):
    defined_store.publish(accept({"2024-01": 7}), actor, based_on=1)
    held = defined_store.at()
    for number in range(2, 13):
        defined_store.publish(decide(1), actor, based_on=number)
    assert not (folder / "000002.duckdb").exists()
    assert counts(held) == {"2024-01": 7}


def test_what_one_store_object_writes_another_reads(folder, clock, defined_store, accept, actor):
    other = Store(folder, clock)
    assert other.at().number == 1
    defined_store.publish(accept({"2024-01": 7}), actor, based_on=1)
    assert other.at().number == 2


def test_a_file_pruned_between_pointer_and_opening_is_no_error(
    defined_store, folder, clock, decide, actor, monkeypatch
):
    opened = []

    def after_many_writes(path):
        opened.append(path.name)
        if len(opened) == 1:
            for number in range(1, 12):
                defined_store.publish(decide(1), actor, based_on=number)
        return open_publication(path)

    defined_store.at()
    monkeypatch.setattr("tracker.store.store.open_publication", after_many_writes)
    assert Store(folder, clock).at().number == 12
    assert opened == ["000001.duckdb", "000012.duckdb"]


def test_the_snapshot_in_force_is_made_once(defined_store):
    assert defined_store.at() is defined_store.at() is defined_store.at(1)


def test_a_writer_waits_for_another_and_gives_up_in_the_end(folder, clock, definitions, actor):
    waits = []
    patient = Store(folder, clock, wait=waits.append)

    def while_locked(step):
        if step == "locked":
            with pytest.raises(StoreBusy) as raised:
                patient.publish(ApplyDefinitions(definitions), actor, based_on=0)
            assert raised.value.code == "store_busy"

    patient.create()
    Store(folder, clock, at_step=while_locked).publish(
        ApplyDefinitions(definitions), actor, based_on=0
    )
    assert 10 < sum(waits) < 60  # seconds that it would have waited
    assert patient.current() == 1
