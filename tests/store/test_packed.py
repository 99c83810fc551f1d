"""Originals that were compressed while they were read, and what is made of them when accepted."""

import hashlib
import signal
from dataclasses import replace

import pytest
import zstandard

from tracker.store import PACKED, Store, packed, packing
from tracker.store.blobs import Blobs

DATA = "indikator;område;period;värde\r\n".encode() * 40_000  # more than is read at a time
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def large(monkeypatch):
    monkeypatch.setattr(packed, "LARGE", 1000)


@pytest.fixture
def draft(tmp_path):
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "original").write_bytes(DATA)
    return folder


@pytest.fixture
def blobs(tmp_path) -> Blobs:
    folder = tmp_path / "blobs"
    folder.mkdir()
    return Blobs(folder)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


class TestMadeBesideTheReading:
    def test_a_large_one_is_hashed_and_compressed(self, draft):
        with packing(draft / "original") as made:
            assert made.sha256() == SHA256
        assert zstandard.decompress((draft / PACKED).read_bytes()) == DATA
        assert names(draft) == ["original", PACKED]

    def test_a_small_one_is_hashed(self, draft, monkeypatch):
        monkeypatch.setattr(packed, "LARGE", len(DATA))
        with packing(draft / "original") as made:
            assert made.sha256() == SHA256
        assert names(draft) == ["original"]

    @pytest.mark.parametrize("done", [True, False], ids=["when it is done", "before"])
    def test_one_that_is_dropped_leaves_nothing_and_has_its_hash(self, draft, done):
        with packing(draft / "original") as made:
            if done:
                made.sha256()
            made.drop()
            (draft / "original").unlink()  # it held personal data
            assert made.sha256() == SHA256
        assert names(draft) == []

    def test_a_reading_that_breaks_off_leaves_nothing(self, draft):
        with pytest.raises(ZeroDivisionError), packing(draft / "original"):
            raise ZeroDivisionError
        assert names(draft) == ["original"]

    def test_what_an_earlier_reading_left_is_not_taken_for_the_later_ones(self, draft):
        (draft / PACKED).write_bytes(b"annat")
        with pytest.raises(ZeroDivisionError), packing(draft / "original"):
            raise ZeroDivisionError
        assert names(draft) == ["original"]


class TestTakenOver:
    def test_it_is_moved_and_not_made_again(self, blobs, draft):
        written = zstandard.compress(DATA, level=19)  # as nobody else writes it
        (draft / PACKED).write_bytes(written)
        assert blobs.write(draft / "original", SHA256, draft / PACKED) == SHA256
        assert blobs.path(SHA256).read_bytes() == written
        assert blobs.read(SHA256) == DATA
        assert names(draft) == ["original"]

    @pytest.mark.parametrize(
        "left",
        [
            pytest.param(None, id="none"),
            pytest.param(b"", id="nothing in it"),
            pytest.param(b"annat", id="not compressed"),
            pytest.param(zstandard.compress(b"annat"), id="other bytes"),
            pytest.param(zstandard.compress(DATA)[:-9], id="cut short"),
        ],
    )
    def test_anything_else_is_not_trusted(self, blobs, draft, left):
        if left is not None:
            (draft / PACKED).write_bytes(left)
        blobs.write(draft / "original", SHA256, draft / PACKED)
        assert blobs.read(SHA256) == DATA
        assert names(blobs.folder) == [f"{SHA256}.zst"]

    def test_nor_is_the_original_where_it_holds_other_bytes(self, blobs, draft):
        (draft / PACKED).write_bytes(zstandard.compress(b"annat"))
        (draft / "original").write_bytes(b"annat")
        with pytest.raises(ValueError, match="other bytes"):
            blobs.write(draft / "original", SHA256, draft / PACKED)
        assert blobs.names() == []


@pytest.mark.parametrize("step", ["blob_written", "renamed"])
def test_a_writer_killed_when_it_has_taken_it_over_loses_nothing(
    store_with_two_uploads, folder, clock, accept, actor, child, tmp_path, step
):
    change = accept({"2024-03": 11})
    original = tmp_path / "original"
    original.write_bytes(change.original)
    beside = tmp_path / PACKED
    beside.write_bytes(zstandard.compress(change.original))
    change = replace(change, original=original, packed=beside)
    assert child("die", change, 3, step).wait() == -signal.SIGKILL

    store = Store(folder, clock)
    assert store.current() == 3
    assert not beside.exists()
    assert store.publish(change, actor, based_on=3).number == 4
    assert store.blob(change.upload.sha256) == original.read_bytes()
    assert store.verify() == ()
    assert not list(folder.rglob("*.new*"))
