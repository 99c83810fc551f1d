"""What a person meets when something is missing or broken: the cause and what to do."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tracker.service.access import local_owner
from tracker.service.programme import ENVIRONMENT, open_site
from tracker.service.setup import prepare

pytestmark = pytest.mark.page

Visit = Callable[[Path], Any]
PAGES = ("", "malomraden", "faser", "ladda-upp", "data", "om")


def said_by(shown: Any) -> str:
    assert not shown.app.exception
    assert shown.titles == ["Det går inte att visa sidan"]
    assert "Gör så här:" in shown.text
    return str(shown.text)


@pytest.mark.parametrize("page", PAGES)
def test_no_store(visit: Visit, bare: Path, page: str) -> None:
    said = said_by(visit(bare).open(page))
    assert "Det finns inget datalager" in said
    assert "tracker serve" in said


def test_no_programme_where_the_process_was_told_to_look(
    shipped: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    said = said_by(shipped.open())
    assert f"Ingen satsning finns i mappen {tmp_path}" in said
    assert "--programme" in said


def test_a_settings_file_that_cannot_be_read(
    shipped: Any, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(bare))
    (bare / "tracker.toml").write_text("store = ", encoding="utf-8")
    assert "tracker.toml går inte att läsa" in said_by(shipped.open())


def test_a_data_version_that_is_damaged(own: Any) -> None:
    newest = max(own.site.store_folder.glob("*.duckdb"))
    newest.write_bytes(b"\0" * newest.stat().st_size)
    assert newest.name in said_by(own.open())


def test_a_data_version_that_is_gone(own: Any) -> None:
    max(own.site.store_folder.glob("*.duckdb")).unlink()
    said_by(own.open())


def test_an_older_version_whose_file_is_not_kept(own: Any) -> None:
    """The last ten files are kept; a younger one also holds what was in force before."""
    shown = own.open("", v="1", data="2")
    assert not shown.app.exception
    assert "Du ser dataversion 2." in shown.text


@contextmanager
def a_full_disk(room: int) -> Iterator[None]:
    """The system refuses to write a file larger than `room` bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def test_a_decision_that_finds_the_disk_full_is_refused_and_nothing_is_lost(own: Any) -> None:
    before = own.site.store.current()
    shown = own.forms("faser")
    labelled(shown.app.radio, "Fas").set_value(1)
    labelled(shown.app.text_input, "Vilka beslutade?").input("styrgruppen, möte 30")
    labelled(shown.app.text_area, "Skäl").input("Skäl nog.")
    with a_full_disk(room=200_000):
        labelled(shown.app.button, "Registrera beslutet").click().run()
    assert not shown.app.exception
    assert ["inte plats nog på disken" in box.value for box in shown.app.error] == [True]
    assert own.site.store.current() == before
    assert labelled(shown.app.text_area, "Skäl").value == "Skäl nog."
    labelled(shown.app.button, "Registrera beslutet").click().run()
    assert own.site.store.current() == before + 1


class TestEmptyStore:
    """`serve --empty`: definitions in force, no values and no decisions."""

    @pytest.fixture
    def empty(self, visit: Visit, bare: Path) -> Any:
        prepare(open_site(bare), local_owner(""), with_data=False)
        return visit(bare)

    @pytest.mark.parametrize("page", PAGES)
    def test_every_page_is_shown(self, empty: Any, page: str) -> None:
        shown = empty.open(page)
        assert not shown.app.exception
        assert not shown.charts
        if page != "om":  # whose glossary says what the words mean
            assert "påhittat exempel" not in shown.text.replace("«påhittat exempel»", "")

    def test_the_first_page_says_what_to_do_first(self, empty: Any) -> None:
        shown = empty.open()
        assert "Börja så här" in shown.text
        assert {"/ladda-upp", "/faser"} <= set(shown.links)

    def test_the_public_is_not_told_to_upload(self, empty: Any, open_read: None) -> None:
        assert "/ladda-upp" not in empty.open().links

    def test_a_filled_store_does_not_say_it(self, shipped: Any) -> None:
        assert "Börja så här" not in shipped.open().text
