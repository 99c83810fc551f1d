"""The first data versions: made whole beside their place, or not at all."""

import fcntl
import os
import shutil
import subprocess
import sys

import pytest

from tracker.errors import (
    DefinitionsInvalid,
    EntryRefused,
    StoreBusy,
    StoreDamaged,
    UploadRefused,
)
from tracker.model.records import PublicationKind
from tracker.service.keeping import drop_example
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


FIRST_START = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from tracker.service.access import local_owner
from tracker.service.programme import open_site
from tracker.service.setup import prepare

site = open_site(Path(sys.argv[1]), lambda: datetime(2025, 1, 16, 9, 5, tzinfo=UTC))
print("ready", flush=True)
sys.stdin.readline()
prepare(site, local_owner("Siv"), with_data=True)
"""


class TestSeveralFirstStarts:
    def test_at_once_one_makes_the_store_and_the_others_use_it(self, new_site):
        command = [sys.executable, "-c", FIRST_START, str(new_site.folder)]
        starts = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for start in starts:
            assert start.stdout.readline() == "ready\n"
        for start in starts:
            start.stdin.write("\n")
            start.stdin.flush()
        for start in starts:
            start.communicate()
        assert [start.returncode for start in starts] == [0, 0]
        assert len(new_site.store.log()) == 5
        assert new_site.store.verify() == ()
        assert not new_site.store_folder.with_name("store.new").exists()

    @pytest.fixture
    def another(self, new_site):
        """Somebody else who makes the store; called, they leave off."""
        descriptor = os.open(new_site.store_folder.parent, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield lambda: fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)

    def test_the_one_that_waits_takes_over_what_was_given_up(self, new_site, owner, another):
        half = new_site.store_folder.with_name("store.new")
        half.mkdir()
        waited = []

        def wait(seconds):
            assert half.is_dir()  # nobody takes it from the one who makes it
            waited.append(seconds)
            if len(waited) == 3:
                another()

        prepare(new_site, owner, with_data=False, wait=wait)
        assert len(waited) == 3
        assert new_site.store.current() == 1

    def test_and_does_not_wait_for_ever(self, new_site, owner, another):
        waited = []
        with pytest.raises(StoreBusy):
            prepare(new_site, owner, with_data=False, wait=waited.append)
        assert sum(waited) == pytest.approx(300)
        assert not new_site.store.exists()


@pytest.mark.parametrize(
    ("file", "text", "error"),
    [
        pytest.param("goals.yaml", "format: [", DefinitionsInvalid, id="definitions"),
        pytest.param("data/open/inbrott.yaml", "publisher: 1", DefinitionsInvalid, id="provenance"),
        pytest.param(
            "data/open/inbrott.csv", "indikator;värde\n1;2\n", UploadRefused, id="open data"
        ),
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


ACTION = """\
- kind: action
  id: {id}
  title: Kameror
  type: situational
  owner_organisation: kommunen
  status: done
  enables: [{enables}]
"""


class TestEntries:
    @pytest.fixture
    def ship(self, new_site):
        def ship(folder, file, text):
            made = new_site.folder / "data" / folder / "entries"
            made.mkdir(exist_ok=True)
            (made / file).write_text(text, "utf-8")

        return ship

    def test_the_open_ones_are_one_data_version_and_the_invented_another(
        self, new_site, owner, anyone, ship
    ):
        ship("open", "a.yaml", ACTION.format(id="ena", enables="andra"))
        ship("open", "b.yaml", ACTION.format(id="andra", enables=""))
        invented = ACTION.format(id="tredje", enables="ena") + "  fictional: true\n"
        ship("example", "a.yaml", invented)
        prepare(new_site, owner, with_data=True)
        log = new_site.store.log()
        assert [p.kind for p in log[5:]] == [PublicationKind.ENTRIES] * 2
        found = new_site.store.at().entries(anyone)
        assert [(r.entry.id, r.entry.fictional) for r in found] == [
            ("andra", False),
            ("ena", False),
            ("tredje", True),
        ]
        assert len(new_site.store.at(6).entries(anyone)) == 2
        assert new_site.store.verify() == ()

    @pytest.mark.parametrize(
        ("folder", "text", "error"),
        [
            pytest.param("open", "x: 1", DefinitionsInvalid, id="no list"),
            pytest.param(
                "example", ACTION.format(id="ena", enables=""), DefinitionsInvalid, id="unmarked"
            ),
            pytest.param(
                "open", ACTION.format(id="ena", enables="ena"), EntryRefused, id="unsound"
            ),
        ],
    )
    def test_a_fault_in_one_leaves_no_store(self, new_site, owner, ship, folder, text, error):
        ship(folder, "a.yaml", text)
        with pytest.raises(error):
            prepare(new_site, owner, with_data=True)
        assert not new_site.store.exists()

    def test_they_are_not_loaded_without_data(self, new_site, owner, anyone, ship):
        ship("open", "a.yaml", ACTION.format(id="ena", enables=""))
        prepare(new_site, owner, with_data=False)
        assert new_site.store.at().entries(anyone) == ()

    def test_invented_ones_go_with_the_example(self, new_site, owner, anyone, ship):
        ship("open", "a.yaml", ACTION.format(id="ena", enables=""))
        ship("example", "a.yaml", ACTION.format(id="andra", enables="") + "  fictional: true\n")
        prepare(new_site, owner, with_data=True)
        drop_example(new_site, owner)
        assert [r.entry.id for r in new_site.store.at().entries(anyone)] == ["ena"]
