"""Verify, backup, restore, rebuild: what is harmed is found, and the record comes back."""

import io
import sqlite3
import stat
import tarfile
from contextlib import closing

import duckdb
import pyarrow.compute as pc
import pytest
import zstandard

from tracker.errors import NotFound, StoreDamaged, StoreMissing, StoreTooNew, StoreUnwritable
from tracker.model.records import PublicationKind
from tracker.store import ApplyDefinitions, Store, database
from tracker.store.archive import pack

IN_FORCE = {"2024-01": 7, "2024-02": 8, "2024-03": 6}


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def blob_of(folder, change):
    return folder / "blobs" / f"{change.upload.sha256}.zst"


def found(store):
    return [(p.code, p.file) for p in store.verify()]


# verify


def test_a_whole_store_has_no_problems(store_with_two_uploads):
    assert store_with_two_uploads.verify() == ()


@pytest.mark.parametrize("number", [2, 3])
def test_a_flipped_byte_in_a_kept_file_is_found(store_with_two_uploads, folder, number):
    flip_a_byte(folder / f"00000{number}.duckdb")
    assert found(store_with_two_uploads) == [("file_changed", f"00000{number}.duckdb")]


def test_a_flipped_byte_in_an_original_is_found(defined_store, folder, accept, actor):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    flip_a_byte(blob_of(folder, change))
    assert found(defined_store) == [("blob_damaged", blob_of(folder, change).name)]
    with pytest.raises(StoreDamaged):
        defined_store.blob(change.upload.sha256)


def test_an_original_that_is_gone_is_found(defined_store, folder, accept, actor):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    blob_of(folder, change).unlink()
    assert found(defined_store) == [("blob_missing", blob_of(folder, change).name)]


def test_an_original_that_holds_other_bytes_is_found(defined_store, folder, accept, actor):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    blob_of(folder, change).write_bytes(zstandard.compress(b"2024-01;8"))
    assert found(defined_store) == [("blob_damaged", blob_of(folder, change).name)]


def test_a_pointer_to_nothing_is_found(store_with_two_uploads, folder):
    (folder / "000003.duckdb").unlink()
    assert found(store_with_two_uploads) == [("file_missing", "000003.duckdb")]


@pytest.mark.parametrize("text", ["", "strunt", "../../etc/passwd", "\udcff"])
def test_a_pointer_that_cannot_be_read_is_found(store_with_two_uploads, folder, text):
    (folder / "CURRENT").write_bytes(text.encode(errors="surrogateescape"))
    assert found(store_with_two_uploads) == [("current_damaged", "CURRENT")]
    with pytest.raises(StoreDamaged):
        store_with_two_uploads.at()


def test_a_store_that_lost_its_pointer_is_damaged_and_not_made_anew(store_with_two_uploads, folder):
    (folder / "CURRENT").unlink()
    assert found(store_with_two_uploads) == [("current_damaged", "CURRENT")]
    store_with_two_uploads.create()
    with pytest.raises(StoreDamaged):
        store_with_two_uploads.current()


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        pytest.param(
            "update entry set person = 'bo' where seq = 3", ["journal_broken"], id="a row changed"
        ),
        pytest.param(
            "delete from entry where seq > 4", ["publication_not_in_journal"], id="the end cut off"
        ),
        pytest.param(
            "delete from entry",
            ["publication_not_in_journal"] * 3,
            id="emptied",
        ),
    ],
)
def test_a_tampered_journal_is_found(store_with_two_uploads, folder, statement, codes):
    with closing(sqlite3.connect(folder / "journal.sqlite")) as connection, connection:
        connection.execute(statement)
    assert [code for code, _ in found(store_with_two_uploads)] == codes


def test_a_whole_chain_made_up_anew_does_not_fit_the_publications(
    store_with_two_uploads, folder, clock
):
    from tracker.store import Journal

    told = store_with_two_uploads.journal.entries()
    (folder / "journal.sqlite").unlink()
    forged = Journal(folder / "journal.sqlite", clock)
    forged.create()
    for entry in told:
        forged.append(entry.kind, "bo", entry.what, entry.publication)
    assert forged.breaks() == ()
    assert [code for code, _ in found(store_with_two_uploads)] == ["publication_not_in_journal"] * 3


def test_a_journal_that_is_gone_is_found(store_with_two_uploads, folder):
    (folder / "journal.sqlite").unlink()
    assert found(store_with_two_uploads)[0] == ("journal_damaged", "journal.sqlite")


def test_an_older_file_put_in_place_of_a_newer_is_found(store_with_two_uploads, folder):
    (folder / "000003.duckdb").write_bytes((folder / "000002.duckdb").read_bytes())
    assert ("file_changed", "000003.duckdb") in found(store_with_two_uploads)
    (folder / "CURRENT").write_text("000002.duckdb\n")
    assert "publication_lost" in [code for code, _ in found(store_with_two_uploads)]


# backup and restore


def test_a_backup_brings_the_record_back_in_an_empty_folder(
    store_with_two_uploads, tmp_path, clock, actor, counts
):
    before = store_with_two_uploads.journal.entries()
    archive = store_with_two_uploads.backup(tmp_path / "kopia.tar.zst", actor)
    fresh = Store(tmp_path / "annan dator", clock)

    restored = fresh.restore(archive, actor)

    assert (restored.number, restored.kind, restored.what) == (4, PublicationKind.RESTORE, "3")
    assert counts(fresh.at()) == IN_FORCE
    assert counts(fresh.at(2)) == {"2024-01": 7, "2024-02": 9}
    assert fresh.log()[:3] == store_with_two_uploads.log()
    assert fresh.journal.entries()[: len(before)] == before
    assert fresh.verify() == ()


def test_a_restore_is_a_new_publication_and_what_came_between_stays_in_the_history(
    store_with_two_uploads, make_definitions, tmp_path, accept, decide, actor, counts, analyst
):
    store = store_with_two_uploads
    store.publish(decide(1), actor, based_on=3)
    fingerprint = store.at().fingerprint()
    archive = store.backup(tmp_path, actor)
    assert archive == tmp_path / "000004.tar.zst"
    store.publish(accept({"2024-01": 70, "2024-09": 5}), actor, based_on=4)
    store.publish(decide(2), actor, based_on=5)
    changed = make_definitions(bilbrander={"min_n": 9})
    store.publish(ApplyDefinitions(changed), actor, based_on=6)
    journal = store.journal.entries()

    assert store.restore(archive, actor).number == 8

    assert counts(store.at()) == IN_FORCE
    assert [d.phase for d in store.at().decisions(analyst)] == [1]
    assert [u.id for u in store.at().uploads(analyst)] == ["uppladdning1", "uppladdning2"]
    assert store.at().fingerprint() == fingerprint
    assert counts(store.at(7)) == IN_FORCE | {"2024-01": 70, "2024-09": 5}
    assert [d.phase for d in store.at(7).decisions(analyst)] == [1, 2]
    assert store.journal.entries()[: len(journal)] == journal
    assert store.verify() == ()


def test_a_restore_brings_back_a_record_whose_file_is_harmed(
    store_with_two_uploads, folder, tmp_path, clock, accept, actor, counts
):
    archive = store_with_two_uploads.backup(tmp_path, actor)
    change = accept({"2024-09": 5})
    store_with_two_uploads.publish(change, actor, based_on=3)
    flip_a_byte(folder / "000004.duckdb")
    flip_a_byte(next((folder / "blobs").iterdir()))

    store = Store(folder, clock)
    assert store.restore(archive, actor).number == 5
    assert counts(store.at()) == IN_FORCE
    assert [p.number for p in store.log()] == [1, 2, 3, 5]
    with pytest.raises(NotFound):
        store.at(4)
    assert [p.file for p in store.verify() if p.code == "file_changed"] == ["000004.duckdb"]
    assert {p.code for p in store.verify()} <= {"file_changed", "blob_damaged"}


def test_a_restore_works_without_a_pointer(store_with_two_uploads, folder, tmp_path, actor, counts):
    archive = store_with_two_uploads.backup(tmp_path, actor)
    (folder / "CURRENT").unlink()
    assert store_with_two_uploads.restore(archive, actor).number == 4
    assert counts(store_with_two_uploads.at()) == IN_FORCE


def test_a_backup_is_for_its_owner_alone(store_with_two_uploads, tmp_path, actor):
    """It holds every number. What a crash left of another does not open it for others."""
    left = tmp_path / "kopia.tar.zst.new"
    left.write_bytes(b"")
    left.chmod(0o644)
    archive = store_with_two_uploads.backup(tmp_path / "kopia.tar.zst", actor)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_backup_is_never_written_over(store_with_two_uploads, tmp_path, actor):
    archive = store_with_two_uploads.backup(tmp_path, actor)
    with pytest.raises(StoreUnwritable) as raised:
        store_with_two_uploads.backup(archive, actor)
    assert raised.value.code == "backup_exists"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [archive.name]


def test_there_is_nothing_to_back_up_before_the_first_publication(empty_store, tmp_path, actor):
    with pytest.raises(StoreMissing) as raised:
        empty_store.backup(tmp_path, actor)
    assert raised.value.code == "store_empty"


def test_what_is_harmed_is_not_backed_up_in_silence(defined_store, folder, tmp_path, accept, actor):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    flip_a_byte(blob_of(folder, change))
    with pytest.raises(StoreDamaged) as raised:
        defined_store.backup(tmp_path, actor)
    assert raised.value.code == "blob_damaged"
    assert not list(tmp_path.glob("*.tar.zst*"))


def truncated(archive):
    archive.write_bytes(archive.read_bytes()[:-2000])


def text(archive):
    archive.write_text("inte ett arkiv")


def _repacked(archive, rename=lambda name: name, change=lambda data: data):
    with zstandard.open(archive) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    with zstandard.open(archive, "wb") as plain, tarfile.open(fileobj=plain, mode="w|") as tar:
        for member, data in members:
            content = change(data) if member.name.endswith(".duckdb") else data
            member.name, member.size = rename(member.name), len(content)
            tar.addfile(member, io.BytesIO(content))


def other_content(archive):
    _repacked(archive, change=lambda data: data[:-1] + b"x")


def without_manifest(archive):
    _repacked(archive, rename=lambda name: name.replace("manifest", "annat"))


def climbing(archive):
    _repacked(archive, rename=lambda name: name.replace("blobs/", "../../blobs/"))


@pytest.mark.parametrize(
    "harm", [truncated, text, flip_a_byte, other_content, without_manifest, climbing]
)
def test_an_archive_that_is_not_whole_changes_nothing(
    store_with_two_uploads, folder, tmp_path, actor, harm
):
    archive = store_with_two_uploads.backup(tmp_path, actor)
    harm(archive)
    journal = store_with_two_uploads.journal.entries()
    before = sorted(p.name for p in tmp_path.rglob("*"))
    with pytest.raises(StoreDamaged) as raised:
        store_with_two_uploads.restore(archive, actor)
    assert raised.value.code == "archive_damaged"
    assert raised.value.params == {"file": archive}
    assert store_with_two_uploads.journal.entries() == journal
    assert sorted(p.name for p in tmp_path.rglob("*")) == before
    assert store_with_two_uploads.verify() == ()


def test_an_archive_whose_record_breaks_a_rule_is_refused(
    store_with_two_uploads, folder, tmp_path, actor
):
    broken = tmp_path / "000003.duckdb"
    broken.write_bytes((folder / "000003.duckdb").read_bytes())
    with duckdb.connect(broken) as connection:
        connection.execute("insert into observation select * from observation")
    archive = tmp_path / "kopia.tar.zst"
    pack(3, broken, {"journal.sqlite": folder / "journal.sqlite"}, archive)
    with pytest.raises(StoreDamaged) as raised:
        store_with_two_uploads.restore(archive, actor)
    assert raised.value.code == "archive_damaged"


def test_an_archive_of_a_later_version_is_not_called_damaged(
    store_with_two_uploads, tmp_path, decide, actor, monkeypatch
):
    with monkeypatch.context() as later:
        migrations = (*database.MIGRATIONS, "create table ny (x integer)")
        later.setattr(database, "MIGRATIONS", migrations)
        store_with_two_uploads.publish(decide(1), actor, based_on=3)
        archive = store_with_two_uploads.backup(tmp_path, actor)
    with pytest.raises(StoreTooNew):
        store_with_two_uploads.restore(archive, actor)


def test_an_archive_that_is_not_there_is_not_found(empty_store, tmp_path, actor):
    with pytest.raises(NotFound):
        empty_store.restore(tmp_path / "ingen.tar.zst", actor)


# rebuild


@pytest.fixture
def reads(accept):
    """A reader of originals that gives back what each upload held, as `change` alters it."""

    def make(*changes, change=lambda table: table):
        tables = {c.upload.id: c.observations for c in changes}
        originals = {c.upload.id: c.original for c in changes}

        def read(upload, original, definitions):
            assert original == originals[upload.id]
            assert "bilbrander" in definitions.indicators
            return change(tables[upload.id])

        return read

    return make


def test_a_rebuild_of_a_whole_record_changes_no_value(
    defined_store, accept, decide, actor, analyst, reads
):
    store = defined_store
    invented = accept({"2023-12": 1, "2024-01": 2}, fictional=True)
    first = accept({"2024-01": 7, "2024-02": 9}, replaces_fictional=True)
    second = accept({"2024-01": 7, "2024-02": 8, "2024-03": 6})
    for number, change in enumerate((invented, first, second, decide(1)), start=1):
        store.publish(change, actor, based_on=number)
    before = store.at()

    rebuilt = store.rebuild(actor, reads(invented, first, second))

    assert (rebuilt.number, rebuilt.kind) == (6, PublicationKind.REBUILD)
    assert store.at().observations(analyst).equals(before.observations(analyst))
    assert store.at().decisions(analyst) == before.decisions(analyst)
    assert store.at().fingerprint() == before.fingerprint()
    assert store.verify() == ()
    # Nothing was ended and added again: the next write on the older publication has no conflict.
    store.publish(accept({"2024-04": 1}), actor, based_on=5)


def test_a_rebuild_takes_in_what_a_mended_reader_reads(defined_store, accept, actor, counts, reads):
    change = accept({"2024-01": 7, "2024-02": 70})
    defined_store.publish(change, actor, based_on=1)

    def mended(table):
        value = pc.if_else(pc.equal(table["value"], 70), 7.0, table["value"])
        return table.set_column(5, table.schema.field("value"), value)

    defined_store.rebuild(actor, reads(change, change=mended))
    assert counts(defined_store.at()) == {"2024-01": 7, "2024-02": 7}
    assert counts(defined_store.at(2)) == {"2024-01": 7, "2024-02": 70}
    assert defined_store.verify() == ()


def test_a_rebuild_starts_from_the_newest_file_that_is_whole(
    defined_store, folder, clock, accept, decide, actor, counts, reads
):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    defined_store.publish(decide(1), actor, based_on=2)
    flip_a_byte(folder / "000003.duckdb")
    (folder / "CURRENT").write_text("strunt")
    store = Store(folder, clock)
    rebuilt = store.rebuild(actor, reads(change))
    assert (rebuilt.number, rebuilt.based_on) == (4, 2)
    assert counts(store.at()) == {"2024-01": 7}
    assert [p.number for p in store.log()] == [1, 2, 4]


def test_what_was_cut_short_before_a_recovery_is_said_to_be_given_up(
    store_with_two_uploads, folder, tmp_path, child, decide, actor
):
    archive = store_with_two_uploads.backup(tmp_path, actor)
    child("die", decide(1), 3, "renamed").wait()
    (folder / "CURRENT").unlink()
    store_with_two_uploads.restore(archive, actor)
    assert [e.kind for e in store_with_two_uploads.journal.entries()][-4:] == [
        "publishing",
        "abandoned",
        "publishing",
        "published",
    ]
    assert store_with_two_uploads.verify() == ()


def test_a_rebuild_passes_over_a_file_that_never_came_into_force(
    defined_store, folder, child, accept, decide, actor, reads, analyst
):
    change = accept({"2024-01": 7})
    defined_store.publish(change, actor, based_on=1)
    child("die", decide(1), 2, "renamed").wait()
    (folder / "CURRENT").unlink()
    rebuilt = defined_store.rebuild(actor, reads(change))
    assert (rebuilt.based_on, rebuilt.number) == (2, 4)
    assert defined_store.at().decisions(analyst) == ()


def test_a_rebuild_without_an_original_is_refused(store_with_two_uploads, folder, actor, reads):
    for path in (folder / "blobs").iterdir():
        path.unlink()
    with pytest.raises(StoreDamaged) as raised:
        store_with_two_uploads.rebuild(actor, reads())
    assert raised.value.code == "blob_missing"
    assert store_with_two_uploads.current() == 3
