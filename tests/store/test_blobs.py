"""Originals as bytes and as files, small and large, each under the hash of its bytes."""

import hashlib

import pytest

from tracker.errors import NotFound, StoreDamaged
from tracker.store.blobs import Blobs

DATA = "indikator;område;period;värde\r\n".encode() * 40_000  # more than is read at a time
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(params=[2**30, 1000], ids=["small", "large"])
def blobs(request, tmp_path) -> Blobs:
    folder = tmp_path / "blobs"
    folder.mkdir()
    return Blobs(folder, large=request.param)


@pytest.fixture(params=["bytes", "file"])
def data(request, tmp_path):
    file = tmp_path / "original"
    file.write_bytes(DATA)
    return file if request.param == "file" else DATA


@pytest.mark.parametrize("known", ["", SHA256], ids=["hash unknown", "hash known"])
def test_what_is_kept_comes_back(blobs, data, known):
    assert blobs.write(data, known) == SHA256
    assert blobs.read(SHA256) == DATA
    assert blobs.names() == [SHA256]
    assert blobs.path(SHA256).stat().st_size < len(DATA) / 10


def test_other_bytes_than_those_named_are_not_kept(blobs, data):
    with pytest.raises(ValueError, match="other bytes"):
        blobs.write(data, "0" * 64)
    with pytest.raises(NotFound):
        blobs.read("0" * 64)
    assert blobs.names() == []


def test_a_damaged_one_is_mended(blobs, data):
    blobs.write(data)
    blobs.path(SHA256).write_bytes(b"annat")
    with pytest.raises(StoreDamaged):
        blobs.read(SHA256)
    blobs.write(data, SHA256)
    assert blobs.read(SHA256) == DATA


def test_one_that_is_whole_is_left_as_it_is(blobs, data):
    blobs.write(data)
    before = blobs.path(SHA256).stat().st_mtime_ns
    blobs.write(data, SHA256)
    assert blobs.path(SHA256).stat().st_mtime_ns == before


def test_nothing_is_an_original_too(blobs, tmp_path):
    empty = tmp_path / "tom"
    empty.touch()
    nothing = hashlib.sha256().hexdigest()
    assert blobs.write(b"") == blobs.write(empty, nothing) == nothing
    assert blobs.read(nothing) == b""
