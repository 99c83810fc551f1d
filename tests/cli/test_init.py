"""`init`: a folder for a new programme, that works as it comes and is never written over."""

from pathlib import Path

import pytest

import tracker as package
from tracker.definitions import load_definitions
from tracker.service import template

OK, REFUSED, WRONG_USE = 0, 1, 2
TEMPLATE = Path(package.__file__).parent / "template"


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_it_copies_the_template_whole(tracker, tmp_path):
    ran = tracker("init", tmp_path / "ny" / "satsning")
    assert (ran.code, ran.err) == (OK, "")
    assert held(tmp_path / "ny" / "satsning") == held(TEMPLATE)
    assert str(tmp_path / "ny" / "satsning") in ran.out
    assert "tracker definitions check" in ran.out


def test_a_relative_folder_is_seen_from_where_one_stands(tracker, tmp_path):
    assert tracker("init", "satsning").code == OK
    assert (tmp_path / "satsning" / "goals.yaml").is_file()
    assert tracker("init", ".").code == OK


def test_what_comes_is_in_force_and_reported_without_a_change(tracker, tmp_path, monkeypatch):
    tracker("init", tmp_path / "ny")
    monkeypatch.chdir(tmp_path / "ny")
    checked = tracker("definitions", "check")
    assert (checked.code, checked.err) == (OK, "")
    assert "dataversion 1" in tracker("definitions", "apply").out
    told = tracker("report")
    assert told.code == OK
    assert "Vår satsning" in told.out
    assert "Ingen fas beslutad" in told.out
    assert tracker("report", "--json").json["programme"] == "Vår satsning"


def test_it_holds_three_phases_and_nothing_of_another_programme():
    definitions = load_definitions(TEMPLATE)
    assert [phase.number for phase in definitions.phase_model.phases] == [1, 2, 3]
    assert len(definitions.phase_model.conditions) >= 3
    text = b"\n".join(held(TEMPLATE).values()).decode().casefold()
    assert [word for word in ("gottsunda", "valsätra", "uppsala", "2019") if word in text] == []


@pytest.mark.parametrize("there", ["goals.yaml", "phases.yaml", "tracker.toml"])
def test_a_folder_that_has_one_of_the_files_is_left_alone(tracker, tmp_path, there):
    (tmp_path / "ny").mkdir()
    (tmp_path / "ny" / there).write_text("mitt")
    ran = tracker("init", tmp_path / "ny")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert "Inget är ändrat." in ran.err
    assert "Välj en" in ran.err
    assert held(tmp_path / "ny") == {there: b"mitt"}


def test_other_files_are_no_hindrance(tracker, tmp_path):
    (tmp_path / "anteckningar.txt").write_text("mitt")
    assert tracker("init", tmp_path).code == OK
    assert (tmp_path / "anteckningar.txt").read_text() == "mitt"


def test_a_place_that_cannot_be_a_folder(tracker, tmp_path):
    (tmp_path / "fil").write_text("")
    ran = tracker("init", tmp_path / "fil" / "ny")
    assert ran.code == REFUSED
    assert "kan inte skapas" in ran.err
    assert "Välj en mapp som du får skriva i." in ran.err


def test_a_copying_that_breaks_off_leaves_nothing(tracker, tmp_path, monkeypatch):
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "tracker.toml":
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(template.Path, "write_bytes", full)
    assert tracker("init", tmp_path / "ny").code == REFUSED
    assert held(tmp_path / "ny") == {}
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert tracker("init", tmp_path / "ny").code == OK


def test_without_a_folder_it_is_wrong_use(tracker):
    assert tracker("init").code == WRONG_USE
