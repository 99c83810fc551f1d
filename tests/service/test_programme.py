"""Where a programme is looked for, and where its store lies."""

from datetime import date

import pytest

from tracker.errors import ProgrammeNotFound
from tracker.service.programme import (
    ENVIRONMENT,
    find_programme,
    open_site,
    reference_date,
    store_folder,
)


@pytest.fixture
def folders(tmp_path):
    for name in ("argument", "environment", "working"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "goals.yaml").touch()
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("argument", "environment", "working", "found"),
    [
        pytest.param("argument", "environment", "working", "argument", id="the argument first"),
        pytest.param(None, "environment", "working", "environment", id="then the environment"),
        pytest.param(None, None, "working", "working", id="then the working directory"),
        pytest.param("empty", "environment", "working", None, id="a wrong argument is not mended"),
        pytest.param(None, "empty", "working", None, id="nor a wrong environment"),
        pytest.param(None, None, "empty", None, id="nowhere"),
    ],
)
def test_find_programme(folders, argument, environment, working, found):
    told = {ENVIRONMENT: str(folders / environment)} if environment else {}
    given = str(folders / argument) if argument else None
    if found:
        assert find_programme(given, told, folders / working) == (folders / found).resolve()
        return
    with pytest.raises(ProgrammeNotFound) as refused:
        find_programme(given, told, folders / working)
    assert str(refused.value.params["folder"]).endswith("empty")


@pytest.mark.parametrize(
    ("settings", "store"),
    [
        pytest.param(None, "p/store", id="no settings"),
        pytest.param("", "p/store", id="settings without it"),
        pytest.param('store = "data/lager"', "p/data/lager", id="inside the folder"),
        pytest.param('store = "../lager"', "lager", id="beside the folder"),
    ],
)
def test_store_folder(tmp_path, settings, store):
    folder = tmp_path / "p"
    folder.mkdir()
    if settings is not None:
        (folder / "tracker.toml").write_text(settings)
    assert store_folder(folder) == (tmp_path / store).resolve()


@pytest.mark.parametrize("settings", [b"store = ", b'store = "\xff"'], ids=["syntax", "encoding"])
def test_settings_that_cannot_be_read_are_told(tmp_path, settings):
    (tmp_path / "tracker.toml").write_bytes(settings)
    with pytest.raises(ProgrammeNotFound) as refused:
        open_site(tmp_path)
    assert refused.value.code == "settings_unreadable"


def test_opening_a_site_writes_nothing(programme_folder, clock):
    before = sorted(programme_folder.rglob("*"))
    assert not open_site(programme_folder, clock).store.exists()
    assert sorted(programme_folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("today", "judged"),
    [
        pytest.param("2023-06-30", "2023-06-30", id="while it runs: today"),
        pytest.param("2024-12-31", "2024-12-31", id="the last day"),
        pytest.param("2031-01-01", "2024-12-31", id="afterwards: its end"),
    ],
)
def test_reference_date(site, today, judged):
    programme = site.store.at().definitions().programme
    assert reference_date(programme, date.fromisoformat(today)) == date.fromisoformat(judged)
