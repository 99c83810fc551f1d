"""The first data versions: made whole beside their place, or not at all."""

import shutil

import pytest

from tracker.errors import DefinitionsInvalid, StoreDamaged, UploadRefused
from tracker.model.records import PublicationKind
from tracker.service.programme import open_site
from tracker.service.setup import prepare


@pytest.fixture
def new_site(programme_folder, clock):
    """A programme whose store is still to be made."""
    return open_site(programme_folder, clock)


def test_definitions_then_open_data_then_invented_data_then_decisions(new_site, owner, anyone):
    prepare(new_site, owner, with_data=True)
    log = [p.kind for p in new_site.store.log()]
    assert log == [
        PublicationKind.DEFINITIONS,
        PublicationKind.UPLOAD,
        PublicationKind.UPLOAD,
        PublicationKind.DECISION,
        PublicationKind.DECISION,
    ]
    snapshot = new_site.store.at()
    fictional = {s.indicator_id: s.fictional for s in snapshot.series(anyone)}
    assert fictional == {"inbrott": False, "vandringar": True}
    assert [u.provenance.title for u in snapshot.uploads(anyone)] == [
        "Anmälda inbrott",
        "Påhittade vandringar",
    ]
    assert new_site.store.verify() == ()
    assert new_site.store.drafts.list() == ()


def test_empty_has_definitions_and_no_value(new_site, owner, full_reader):
    prepare(new_site, owner, with_data=False)
    snapshot = new_site.store.at()
    assert snapshot.number == 1
    assert snapshot.definitions().programme.id == "trygga_torget"
    assert snapshot.series(full_reader) == ()
    assert snapshot.decisions(full_reader) == ()


def test_a_store_that_exists_is_left_as_it_is(filled_site, owner):
    before = filled_site.store.log()
    (filled_site.folder / "goals.yaml").write_text("skräp: [", "utf-8")
    prepare(filled_site, owner, with_data=True)
    assert filled_site.store.log() == before


def test_what_a_cut_off_set_up_left_is_begun_anew(new_site, owner):
    """The half-made store lies beside its place, and is never taken for a store."""
    half = new_site.store_folder.with_name("store.new")
    prepare(new_site, owner, with_data=False)
    new_site.store_folder.rename(half)
    (half / "CURRENT").write_text("000099.duckdb\n")
    (half / "skräp").write_text("halvt")
    assert not new_site.store.exists()
    prepare(new_site, owner, with_data=False)
    assert new_site.store.current() == 1
    assert new_site.store.verify() == ()
    assert not half.exists()
    assert not (new_site.store_folder / "skräp").exists()


@pytest.mark.parametrize(
    ("file", "text", "error"),
    [
        pytest.param("goals.yaml", "format: [", DefinitionsInvalid, id="definitions"),
        pytest.param("data/open/inbrott.yaml", "publisher: 1", DefinitionsInvalid, id="provenance"),
        pytest.param("data/open/inbrott.csv", "a;b\n1;2\n", UploadRefused, id="open data"),
        pytest.param("data/example/decisions.yaml", "x: 1", DefinitionsInvalid, id="decisions"),
    ],
)
def test_a_fault_in_what_is_shipped_leaves_no_store(new_site, owner, file, text, error):
    sound = (new_site.folder / file).read_text("utf-8")
    (new_site.folder / file).write_text(text, "utf-8")
    with pytest.raises(error):
        prepare(new_site, owner, with_data=True)
    assert not new_site.store.exists()
    (new_site.folder / file).write_text(sound, "utf-8")
    prepare(new_site, owner, with_data=True)
    assert new_site.store.current() == 5


def test_a_folder_that_lost_its_pointer_is_not_written_over(filled_site, owner):
    """It holds versions that `store rebuild` can save."""
    (filled_site.store_folder / "CURRENT").unlink()
    before = sorted(p.name for p in filled_site.store_folder.iterdir())
    with pytest.raises(StoreDamaged):
        prepare(filled_site, owner, with_data=False)
    assert sorted(p.name for p in filled_site.store_folder.iterdir()) == before


def test_a_programme_without_data_folders_is_set_up_all_the_same(new_site, owner):
    shutil.rmtree(new_site.folder / "data")
    prepare(new_site, owner, with_data=True)
    assert new_site.store.current() == 1
