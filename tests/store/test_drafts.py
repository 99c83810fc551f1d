"""Drafts: received, not yet accepted, gone after a day."""

import shutil
from datetime import timedelta

import pytest

from tracker.errors import NotFound


@pytest.fixture
def drafts(empty_store):
    return empty_store.drafts


def test_a_draft_keeps_the_bytes_the_name_and_who_left_it(drafts):
    id_ = drafts.new(b"a;b\n1;2\n", "../anm\u00e4lda brott.csv", "anna")
    assert (drafts.path(id_) / "original").read_bytes() == b"a;b\n1;2\n"
    about = drafts.about(id_)
    assert (about.id, about.file_name, about.size, about.person) == (
        id_,
        "../anmälda brott.csv",
        8,
        "anna",
    )
    assert drafts.list() == (about,)
    assert drafts.path(id_).parent == drafts.folder


def test_drafts_are_listed_oldest_first(drafts):
    ids = [drafts.new(b"", "fil.csv", "anna") for _ in range(4)]
    assert [d.id for d in drafts.list()] == ids


@pytest.mark.parametrize(
    "id_",
    [
        pytest.param("f" * 32, id="unknown"),
        pytest.param("..", id="the store itself"),
        pytest.param("../blobs", id="another folder"),
        pytest.param("/etc", id="absolute"),
        pytest.param("", id="empty"),
        pytest.param("F" * 32, id="upper case"),
        pytest.param("f" * 32 + "\n", id="line break"),
        pytest.param("f" * 31 + "\x00", id="null"),
    ],
)
def test_an_id_that_is_no_draft_is_not_found_and_never_a_path(drafts, id_):
    for use in (drafts.path, drafts.about, drafts.discard):
        with pytest.raises(NotFound) as raised:
            use(id_)
        assert raised.value.code == "draft_unknown"
    assert drafts.folder.is_dir()


def test_a_discarded_draft_is_gone_with_everything_in_it(drafts):
    id_ = drafts.new(b"x", "fil.csv", "anna")
    (drafts.path(id_) / "reading.json").write_text("{}")
    drafts.discard(id_)
    assert drafts.list() == ()
    assert list(drafts.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("age", "kept"),
    [
        pytest.param(timedelta(hours=24), 1, id="a day to the second"),
        pytest.param(timedelta(hours=24, seconds=1), 0, id="a second more"),
    ],
)
def test_a_draft_lives_for_a_day(drafts, age, kept):
    made = drafts.about(drafts.new(b"x", "fil.csv", "anna")).made_at
    drafts.sweep(made + age)
    assert len(drafts.list()) == kept


def test_what_a_crash_left_half_made_is_swept_too(drafts):
    from datetime import UTC, datetime

    half = drafts.folder / f"{'a' * 32}.new"
    half.mkdir()
    assert drafts.list() == ()
    made = datetime.fromtimestamp(half.stat().st_mtime, UTC)
    drafts.sweep(made + timedelta(hours=23))
    assert half.exists()
    drafts.sweep(made + timedelta(hours=25))
    assert not half.exists()


def test_what_another_process_writes_while_a_draft_goes_finds_no_folder(drafts, monkeypatch):
    id_ = drafts.new(b"x", "fil.csv", "anna")
    folder, remove = drafts.path(id_), shutil.rmtree

    def while_it_goes(path):
        with pytest.raises(FileNotFoundError):
            (folder / "difference.json").write_text("{}")
        remove(path)

    monkeypatch.setattr("tracker.store.drafts.shutil.rmtree", while_it_goes)
    drafts.discard(id_)
    assert list(drafts.folder.iterdir()) == []
