"""The files themselves: their format, their schema's version, and files that are harmed."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tracker.errors import StoreDamaged, StoreTooNew
from tracker.store import ApplyDefinitions, Store, database
from tracker.store.statements import sql

STORAGE_OF_DUCKDB_1_5 = (64, 68)  # bytes 12-20 of the header; DuckDB 2 alone would write 999


def test_files_can_be_opened_by_duckdb_1_5(store_with_two_uploads, folder):
    for path in folder.glob("*.duckdb"):
        header = path.read_bytes()[:20]
        assert header[8:12] == b"DUCK"
        assert int.from_bytes(header[12:20], "little") in STORAGE_OF_DUCKDB_1_5


def test_a_publication_is_one_file(store_with_two_uploads, folder):
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == [
        "000001.duckdb",
        "000002.duckdb",
        "000003.duckdb",
        "CURRENT",
        "journal.sqlite",
        "lock",
    ]


def test_a_file_in_force_can_be_read_but_not_written_or_used_to_reach_others(defined_store, folder):
    file = database.open_publication(folder / "000001.duckdb")
    with file.cursor() as cursor:
        for statement in (
            "insert into person values ('x', 'y')",
            "select * from read_csv('/etc/passwd')",
            "attach '/tmp/annan.duckdb' as annan",
            "set enable_external_access = true",
        ):
            with pytest.raises((duckdb.Error, StoreDamaged)):
                cursor.execute(statement)


LATER = (*database.MIGRATIONS, "alter table person add column since varchar default 'förr'")


def tables(path) -> list[tuple]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(
            "select table_name, column_name, data_type, is_nullable from duckdb_columns()"
            " where not internal order by all"
        ).fetchall()


def test_the_writer_migrates_its_copy_and_leaves_the_older_file(
    store_with_two_uploads, folder, decide, actor, counts, monkeypatch
):
    store = store_with_two_uploads
    with monkeypatch.context() as later:
        later.setattr(database, "MIGRATIONS", LATER)
        assert counts(store.at()) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
        store.publish(decide(1), actor, based_on=3)
        store.publish(decide(2), actor, based_on=4)
        with database.open_publication(folder / "000005.duckdb").cursor() as cursor:
            assert cursor.execute("select version from schema_version").fetchall() == [(5,)]
            assert cursor.execute("select id, since from person").fetchall() == [("anna", "förr")]
        assert store.verify() == ()

    with database.open_publication(folder / "000003.duckdb").cursor() as cursor:
        assert cursor.execute("select version from schema_version").fetchall() == [(4,)]


def test_a_version_before_the_migration_refuses_and_says_which_it_knows(
    store_with_two_uploads, folder, clock, decide, actor, monkeypatch
):
    with monkeypatch.context() as later:
        later.setattr(database, "MIGRATIONS", LATER)
        store_with_two_uploads.publish(decide(1), actor, based_on=3)
    store = Store(folder, clock)
    for use in (store.at, lambda: store.publish(decide(2), actor, based_on=4)):
        with pytest.raises(StoreTooNew) as raised:
            use()
        assert raised.value.code == "store_too_new"
        assert (raised.value.params["version"], raised.value.params["known"]) == (5, 4)
    assert [p.code for p in store.verify()] == ["store_too_new"]


def written_by(version, store, changes, actor, monkeypatch):
    """Publish as an earlier version of the schema did. `schema_<version>.sql` is what that version
    wrote, and stays as it is.
    """
    then_schema = Path(__file__).with_name(f"schema_{version}.sql").read_text("utf-8")
    migrations = database.MIGRATIONS[: version - 1]
    with monkeypatch.context() as then:
        then.setattr(database, "MIGRATIONS", migrations)
        if version < database.ENTRIES_SINCE:
            then.setattr("tracker.store.apply.entries_broken", lambda connection: [])
        then.setattr(database, "sql", lambda name: then_schema if name == "schema" else sql(name))
        for number, change in enumerate(changes):
            store.publish(change, actor, based_on=number)


@pytest.fixture
def old_store(empty_store, folder, clock, definitions, accept, decide, actor, monkeypatch) -> Store:
    """A store as the first version of the schema left it, at publication 3."""
    changes = (ApplyDefinitions(definitions), accept({"2024-01": 7}), decide(1))
    written_by(1, empty_store, changes, actor, monkeypatch)
    return Store(folder, clock)


@pytest.fixture
def store_of_schema_2(
    empty_store, folder, clock, definitions, accept, record, entry, actor, monkeypatch
) -> Store:
    """A store from before uploads could be withdrawn, at publication 4."""
    first, second = accept({"2024-01": 7}), accept({"2024-01": 8})
    changes = (ApplyDefinitions(definitions), first, second, record(entry()))
    written_by(2, empty_store, changes, actor, monkeypatch)
    return Store(folder, clock)


@pytest.fixture
def store_of_schema_3(
    empty_store, folder, clock, definitions, accept, withdrawing, actor, monkeypatch
) -> Store:
    """A store from before anything could be purged, at publication 4."""
    first, second = accept({"2024-01": 7}), accept({"2024-01": 8})
    changes = (ApplyDefinitions(definitions), first, second, withdrawing("uppladdning1"))
    written_by(3, empty_store, changes, actor, monkeypatch)
    return Store(folder, clock)


def test_a_store_from_before_purges_is_read(store_of_schema_3, folder, analyst, counts):
    assert "purge" not in {table for table, *_ in tables(folder / "000004.duckdb")}
    assert store_of_schema_3.at().purges(analyst) == ()
    assert store_of_schema_3.last_purge() == 0
    assert counts(store_of_schema_3.at()) == {"2024-01": 8}
    assert store_of_schema_3.verify() == ()


@pytest.mark.parametrize(
    "made", ["old_store", "store_of_schema_2", "store_of_schema_3"], ids=["1", "2", "3"]
)
def test_a_purge_reaches_the_files_of_an_older_store(
    made, request, folder, tmp_path, prepared, read_anew, actor, analyst, counts, found_in
):
    store = request.getfixturevalue(made)
    held = found_in(folder, b"uppladdning1")
    assert len(held) > 2
    number = store.current() + 1
    store.purge("uppladdning1", "Fel.", actor, read_anew)
    expected = {} if made == "old_store" else {"2024-01": 8}
    assert counts(store.at()) == expected
    kept = set(folder.glob("*.duckdb"))
    for path in kept - {folder / "000001.duckdb"}:  # which never had any of it
        written = shutil.copy(path, tmp_path / f"läst {path.name}")  # not what is open meanwhile
        assert tables(written) == tables(prepared[1] / "000001.duckdb")
        with duckdb.connect(written, read_only=True) as connection:
            rows = connection.execute("select upload_id from observation").fetchall()
            assert ("uppladdning1",) not in rows
    assert [one.publication for one in store.at().purges(analyst)] == [number]
    assert store.verify() == ()


def test_a_store_from_before_withdrawals_is_read(store_of_schema_2, folder, analyst, counts):
    assert "withdrawal" not in {table for table, *_ in tables(folder / "000004.duckdb")}
    snapshot = store_of_schema_2.at()
    assert snapshot.withdrawals(analyst) == ()
    assert counts(snapshot) == {"2024-01": 8}
    assert len(snapshot.entries(analyst)) == 1
    assert store_of_schema_2.verify() == ()


def test_an_upload_of_an_older_store_can_be_withdrawn(
    store_of_schema_2, folder, prepared, withdrawing, actor, analyst, counts
):
    older = (folder / "000004.duckdb").read_bytes()
    store_of_schema_2.publish(withdrawing("uppladdning2"), actor, based_on=4)
    assert tables(folder / "000005.duckdb") == tables(prepared[1] / "000001.duckdb")
    assert counts(store_of_schema_2.at()) == {"2024-01": 7}
    assert [w.upload for w in store_of_schema_2.at().withdrawals(analyst)] == ["uppladdning2"]
    assert (folder / "000004.duckdb").read_bytes() == older
    assert store_of_schema_2.verify() == ()


def test_a_store_from_before_there_were_entries_is_read(old_store, folder, analyst, counts):
    assert "entry" not in {table for table, *_ in tables(folder / "000003.duckdb")}
    snapshot = old_store.at()
    assert snapshot.entries(analyst) == snapshot.entry_history(analyst, "forsta") == ()
    assert counts(snapshot) == {"2024-01": 7}
    assert old_store.verify() == ()


def test_the_next_write_makes_room_for_entries_and_leaves_the_older_files(
    old_store, folder, clock, entry, record, actor, analyst, counts
):
    before = {path: path.read_bytes() for path in folder.glob("*.duckdb")}
    old_store.publish(record(entry()), actor, based_on=3)
    snapshot = Store(folder, clock).at()
    assert [r.entry for r in snapshot.entries(analyst)] == [entry()]
    assert counts(snapshot) == {"2024-01": 7}
    assert len(snapshot.decisions(analyst)) == 1
    assert old_store.at(3).entries(analyst) == ()
    assert {path: path.read_bytes() for path in before} == before
    assert old_store.verify() == ()


def test_a_migrated_file_has_the_tables_of_a_new_one(
    old_store, folder, decide, actor, prepared, tmp_path
):
    old_store.publish(decide(2), actor, based_on=3)
    assert tables(folder / "000004.duckdb") == tables(prepared[1] / "000001.duckdb")


@pytest.mark.parametrize("step", ["copied", "applied", "checkpointed", "renamed"])
def test_a_migration_cut_short_is_begun_anew(
    old_store, folder, entry, record, actor, analyst, child, step
):
    assert child("die", record(entry()), 3, step).wait() < 0
    assert old_store.at().entries(analyst) == ()
    old_store.publish(record(entry()), actor, based_on=3)
    assert len(old_store.at().entries(analyst)) == 1
    assert old_store.verify() == ()


def test_a_backup_from_before_there_were_entries_holds_none(
    old_store, tmp_path, entry, record, actor, analyst, counts
):
    archive = old_store.backup(tmp_path, actor)
    old_store.publish(record(entry()), actor, based_on=3)
    old_store.restore(archive, actor)
    assert old_store.at().entries(analyst) == ()
    assert [r.entry for r in old_store.at(4).entries(analyst)] == [entry()]
    assert counts(old_store.at()) == {"2024-01": 7}
    assert old_store.verify() == ()


def test_a_backup_from_before_there_were_entries_makes_a_store_that_takes_them(
    old_store, tmp_path, clock, entry, record, actor, analyst
):
    fresh = Store(tmp_path / "annan dator", clock)
    fresh.restore(old_store.backup(tmp_path, actor), actor)
    fresh.publish(record(entry()), actor, based_on=4)
    assert [r.entry for r in fresh.at().entries(analyst)] == [entry()]
    assert fresh.verify() == ()


def test_a_rebuild_of_an_older_store_migrates_it(
    old_store, accept, entry, record, actor, analyst, rows
):
    old_store.rebuild(actor, lambda *_: rows({"2024-01": 7}))
    old_store.publish(record(entry()), actor, based_on=4)
    assert len(old_store.at().entries(analyst)) == 1
    assert old_store.verify() == ()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"inte en databas" * 1000, id="text"),
        pytest.param(None, id="cut off"),
    ],
)
def test_a_file_that_is_no_database_is_named(store_with_two_uploads, folder, clock, content):
    path = folder / "000003.duckdb"
    path.write_bytes(path.read_bytes()[:5000] if content is None else content)
    with pytest.raises(StoreDamaged) as raised:
        Store(folder, clock).at()
    assert raised.value.code == "file_damaged"
    assert raised.value.params == {"file": path}


def test_a_database_with_other_tables_is_named(store_with_two_uploads, folder, clock):
    path = folder / "000003.duckdb"
    path.unlink()
    with duckdb.connect(path) as connection:
        connection.execute("create table annat (x integer)")
    with pytest.raises(StoreDamaged):
        Store(folder, clock).at()


def test_a_file_in_force_that_is_gone_is_named(store_with_two_uploads, folder, clock):
    (folder / "000003.duckdb").unlink()
    with pytest.raises(StoreDamaged) as raised:
        Store(folder, clock).at()
    assert raised.value.code == "file_missing"
