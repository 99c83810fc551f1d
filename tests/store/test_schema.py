"""The files themselves: their format, their schema's version, and files that are harmed."""

import duckdb
import pytest

from tracker.errors import StoreDamaged, StoreTooNew
from tracker.store import Store, database

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


@pytest.fixture
def migrated(monkeypatch):
    """As if this version of the tracker had one migration."""
    monkeypatch.setattr(
        database, "MIGRATIONS", ("alter table person add column since varchar default 'förr'",)
    )


def test_the_writer_migrates_its_copy_and_leaves_the_older_file(
    store_with_two_uploads, folder, decide, actor, counts, monkeypatch
):
    store = store_with_two_uploads
    migration = "alter table person add column since varchar default 'förr'"
    with monkeypatch.context() as later:
        later.setattr(database, "MIGRATIONS", (migration,))
        assert counts(store.at()) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
        store.publish(decide(1), actor, based_on=3)
        store.publish(decide(2), actor, based_on=4)
        with database.open_publication(folder / "000005.duckdb").cursor() as cursor:
            assert cursor.execute("select version from schema_version").fetchall() == [(2,)]
            assert cursor.execute("select id, since from person").fetchall() == [("anna", "förr")]
        assert store.verify() == ()

    with database.open_publication(folder / "000003.duckdb").cursor() as cursor:
        assert cursor.execute("select version from schema_version").fetchall() == [(1,)]


def test_a_version_before_the_migration_refuses_and_says_which_it_knows(
    store_with_two_uploads, folder, clock, decide, actor, monkeypatch
):
    with monkeypatch.context() as later:
        later.setattr(database, "MIGRATIONS", ("create table ny (x integer)",))
        store_with_two_uploads.publish(decide(1), actor, based_on=3)
    store = Store(folder, clock)
    for use in (store.at, lambda: store.publish(decide(2), actor, based_on=4)):
        with pytest.raises(StoreTooNew) as raised:
            use()
        assert raised.value.code == "store_too_new"
        assert (raised.value.params["version"], raised.value.params["known"]) == (2, 1)
    assert [p.code for p in store.verify()] == ["store_too_new"]


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
