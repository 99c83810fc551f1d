"""Looking after the store: what is taken away comes back, and only what was asked goes."""

import pytest

from tracker.errors import NotFound, StoreDamaged, StoreUnwritable
from tracker.service.definitions import apply_definitions
from tracker.service.keeping import backup, drop_example, rebuild, restore
from tracker.service.programme import open_site
from tracker.service.reports import build_report


def everything(site, reader):
    snapshot = site.store.at()
    values = snapshot.observations(reader).to_pylist()
    return values, snapshot.decisions(reader), snapshot.uploads(reader), snapshot.definitions()


def test_a_backup_restores_what_was_in_force(filled_site, owner, full_reader, tmp_path):
    before = everything(filled_site, full_reader)
    archive = backup(filled_site, tmp_path / "kopia.tar.zst", owner)
    drop_example(filled_site, owner)
    assert everything(filled_site, full_reader) != before
    assert restore(filled_site, archive, owner).number == 8
    assert everything(filled_site, full_reader) == before
    assert filled_site.store.verify() == ()


def test_a_backup_restores_where_there_is_no_store(
    filled_site, owner, full_reader, programme_folder_2, clock
):
    archive = backup(filled_site, programme_folder_2 / "kopia.tar.zst", owner)
    other = open_site(programme_folder_2, clock)
    restore(other, archive, owner)
    assert everything(other, full_reader) == everything(filled_site, full_reader)
    assert other.store.verify() == ()


@pytest.fixture
def programme_folder_2(tmp_path):
    """Another machine's programme folder, without a store."""
    folder = tmp_path / "annan"
    folder.mkdir()
    return folder


def test_a_backup_never_overwrites(filled_site, owner, tmp_path):
    backup(filled_site, tmp_path / "kopia.tar.zst", owner)
    with pytest.raises(StoreUnwritable) as refused:
        backup(filled_site, tmp_path / "kopia.tar.zst", owner)
    assert refused.value.code == "backup_exists"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(None, NotFound, id="no file"),
        pytest.param(b"skrap", StoreDamaged, id="no backup"),
    ],
)
def test_what_is_no_backup_changes_nothing(filled_site, owner, tmp_path, content, error):
    archive = tmp_path / "kopia.tar.zst"
    if content:
        archive.write_bytes(content)
    with pytest.raises(error):
        restore(filled_site, archive, owner)
    assert filled_site.store.current() == 6


def test_rebuild_reads_the_kept_files_to_the_same_record(filled_site, owner, full_reader):
    before = everything(filled_site, full_reader)
    assert rebuild(filled_site, owner).number == 7
    assert everything(filled_site, full_reader) == before
    assert filled_site.store.verify() == ()


def test_rebuild_reads_each_file_by_the_definitions_of_its_day(filled_site, owner, full_reader):
    """A file that was right when it came stays right when an indicator has since been renamed."""
    goals = filled_site.folder / "goals.yaml"
    text = goals.read_text("utf-8")
    goals.write_text(text.replace("id: merit", "id: poang"), "utf-8")
    apply_definitions(filled_site, owner, based_on=6)
    before = everything(filled_site, full_reader)
    rebuild(filled_site, owner)
    assert everything(filled_site, full_reader) == before


def test_dropping_the_example_leaves_nothing_invented(filled_site, owner, full_reader):
    def invented(number=None):
        report = build_report(filled_site.store.at(number), full_reader, today=filled_site.today)
        return report.fictional

    assert invented()
    drop_example(filled_site, owner)
    assert not invented()
    snapshot = filled_site.store.at()
    assert not any(s.fictional for s in snapshot.series(full_reader))
    assert not any(u.provenance.fictional for u in snapshot.uploads(full_reader))
    assert snapshot.decisions(full_reader) == ()
    assert "larm" in {s.indicator_id for s in snapshot.series(full_reader)}
    assert invented(6), "an earlier version stays as it was"
