"""A full disk and a read-only folder: the old record stays in force, and the message says why."""

import errno
import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tracker.errors import StoreUnwritable
from tracker.store import Journal, Store

STEPS = ["copied", "blob_written", "applied", "verified", "checkpointed", "synced", "renamed"]


def largest(folder) -> int:
    return max(p.stat().st_size for p in folder.glob("*.duckdb"))


@pytest.mark.parametrize(
    ("room", "what_is_large"),
    [
        pytest.param(-1000, "", id="too full to copy the record"),
        pytest.param(50_000, "comment", id="too full to write what is new"),
        pytest.param(50_000, "original", id="too full to keep the original"),
    ],
)
def test_a_disk_that_fills_up_leaves_the_old_record(
    store_with_two_uploads, folder, child, accept, rows, actor, counts, room, what_is_large
):
    # RLIMIT_FSIZE makes the system refuse the write, as a full disk does.
    noise = os.urandom(600_000).hex()
    change = accept({"2024-05": 4}, comment=noise if what_is_large == "comment" else None)
    if what_is_large == "original":
        named = hashlib.sha256(noise.encode()).hexdigest()
        upload = change.upload.model_copy(update={"sha256": named})
        change = replace(change, original=noise.encode(), upload=upload)
    full = child("fail", change, 3, largest(folder) + room)
    assert full.stdout.readline() == "refused disk_full\n"

    assert store_with_two_uploads.current() == 3
    assert counts(store_with_two_uploads.at()) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
    assert not list(folder.rglob("*.new*"))
    assert sorted(p.name for p in folder.glob("*.duckdb"))[-1] == "000003.duckdb"
    again = accept({"2024-05": 4})
    assert store_with_two_uploads.publish(again, actor, based_on=3).number == 4
    assert store_with_two_uploads.verify() == ()


@pytest.mark.parametrize(
    "room", [pytest.param(-1000, id="to copy"), pytest.param(50_000, id="new")]
)
def test_a_disk_that_fills_up_leaves_the_old_entries(
    defined_store, folder, child, entry, record, actor, analyst, room
):
    defined_store.publish(record(entry(title="Gammal")), actor, based_on=1)
    noise = os.urandom(600_000).hex()
    full = child("fail", record(entry(title="Ny", problem=noise)), 2, largest(folder) + room)
    assert full.stdout.readline() == "refused disk_full\n"
    [kept] = defined_store.at().entries(analyst)
    assert (kept.entry.title, kept.version) == ("Gammal", 1)
    assert not list(folder.rglob("*.new*"))
    assert defined_store.publish(record(entry(title="Ny")), actor, based_on=2).number == 3
    assert defined_store.verify() == ()


def test_who_may_not_write_in_the_folder_is_told_and_can_still_read(
    store_with_two_uploads, folder, child, accept
):
    with TemporaryDirectory() as shared:  # outside pytest's folders, which are the owner's only
        copy = Path(shutil.copytree(folder, Path(shared) / "store"))
        for path in (Path(shared), copy, *copy.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o444)
        copy.chmod(0o555)
        intruder = child("intrude", accept({"2024-05": 4}), 3, folder=copy)
        assert intruder.stdout.readline() == "reads 3\n"
        assert intruder.stdout.readline() == "refused store_read_only\n"
        copy.chmod(0o755)


def test_a_file_that_may_not_be_read_is_not_called_damaged(
    store_with_two_uploads, folder, child, accept
):
    with TemporaryDirectory() as shared:
        copy = Path(shutil.copytree(folder, Path(shared) / "store"))
        for path in (Path(shared), copy, copy / "CURRENT"):
            path.chmod(0o755)
        (copy / "000003.duckdb").chmod(0)
        intruder = child("intrude", accept({"2024-05": 4}), 3, folder=copy)
        assert intruder.stdout.readline() == "refused store_file_unreadable\n"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(errno.ENOSPC, "disk_full", id="no space left"),
        pytest.param(errno.EDQUOT, "disk_full", id="quota exceeded"),
        pytest.param(errno.EROFS, "store_read_only", id="read-only file system"),
        pytest.param(errno.EACCES, "store_read_only", id="permission denied"),
    ],
)
def test_what_the_system_refuses_is_said_in_words_a_person_can_act_on(
    defined_store, folder, clock, decide, actor, number, code
):
    def refuse(step):
        if step == "copied":
            raise OSError(number, os.strerror(number))

    with pytest.raises(StoreUnwritable) as raised:
        Store(folder, clock, at_step=refuse).publish(decide(), actor, based_on=1)
    assert raised.value.code == code
    assert raised.value.params == {"folder": folder}


@pytest.mark.parametrize("step", STEPS)
def test_a_refusal_at_any_step_leaves_the_old_record(
    store_with_two_uploads, folder, clock, accept, actor, step
):
    def refuse(reached):
        if reached == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StoreUnwritable):
        Store(folder, clock, at_step=refuse).publish(accept({"2024-05": 4}), actor, based_on=3)
    assert store_with_two_uploads.current() == 3
    assert not list(folder.rglob("*.new*"))
    assert len(list(folder.glob("*.duckdb"))) == 3

    store_with_two_uploads.publish(accept({"2024-05": 4}), actor, based_on=3)
    assert store_with_two_uploads.verify() == ()


@pytest.mark.parametrize("step", [step for step in STEPS if step != "blob_written"])
def test_a_refusal_at_any_step_leaves_the_old_entries(
    defined_store, folder, clock, entry, record, actor, analyst, step
):
    def refuse(reached):
        if reached == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StoreUnwritable):
        Store(folder, clock, at_step=refuse).publish(record(entry()), actor, based_on=1)
    assert defined_store.at().entries(analyst) == ()
    assert not list(folder.rglob("*.new*"))


def test_a_disk_that_fills_up_once_the_record_is_in_force_takes_nothing_back(
    defined_store, folder, clock, decide, actor, monkeypatch
):
    """The journal's last row is then missing; the next write adds it."""
    append = Journal.append

    def full(journal, kind, *rest):
        if kind == "published":
            raise StoreUnwritable("disk_full", folder=folder)
        return append(journal, kind, *rest)

    with monkeypatch.context() as once:
        once.setattr(Journal, "append", full)
        assert defined_store.publish(decide(1), actor, based_on=1).number == 2
    assert [p.code for p in defined_store.verify()] == ["publication_unfinished"]
    defined_store.create()
    assert defined_store.verify() == ()
    assert defined_store.journal.entries()[-1].kind == "published"


def test_another_error_of_the_system_is_not_dressed_up(folder, clock, defined_store, decide, actor):
    def break_(step):
        if step == "copied":
            raise OSError(errno.EIO, "disken är trasig")

    with pytest.raises(OSError, match="trasig"):
        Store(folder, clock, at_step=break_).publish(decide(), actor, based_on=1)
