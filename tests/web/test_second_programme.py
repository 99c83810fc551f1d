"""Another municipality's programme on the same code: every page works, and speaks of it alone.

The programme stands in fixtures/second_programme: begun with `tracker init`, then rewritten.
"""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker import cli
from tracker.service.access import local_owner
from tracker.service.programme import open_site
from tracker.service.setup import prepare
from tracker.service.template import new_programme
from tracker.texts.address import Page
from tracker.texts.catalogue import Language, texts_in

pytestmark = pytest.mark.page

SECOND = Path(__file__).parents[1] / "fixtures" / "second_programme"
# Of the shipped programme; none of them may stand in the code's own words.
FOREIGN = re.compile(
    r"gottsund\w*|valsätra|bandstol\w*|uppsala\w*|2019–2024|sex målområden|six goals", re.I
)
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PATHS = ["" if page is Page.STATUS else page.value for page in Page]


def test_its_own_files_say_nothing_of_the_shipped_programme() -> None:
    texts = [path.read_text("utf-8") for path in SECOND.rglob("*") if path.is_file()]
    assert len(texts) > 5
    assert [found.group() for text in texts if (found := FOREIGN.search(text))] == []


@pytest.mark.parametrize("language", Language)
def test_the_codes_own_words_say_nothing_of_it_either(language: Language) -> None:
    """Also those that a page shows only when something is wrong, or beside a field."""
    texts = texts_in(language)
    assert {key for key in texts.keys if FOREIGN.search(str(texts.raw(key)))} == set()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begun with the template, rewritten, checked, and with its store filled."""
    folder = tmp_path_factory.mktemp("second") / "satsning"
    new_programme(folder)
    shutil.copytree(SECOND, folder, dirs_exist_ok=True)
    assert cli.main(["--programme", str(folder), "definitions", "check"]) == 0
    prepare(open_site(folder, lambda: MORNING), local_owner("Prov Person"), with_data=True)
    return folder


@pytest.fixture
def second(folder: Path, visit: Callable[[Path], Any]) -> Any:
    return visit(folder)


def test_its_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.main(["--programme", str(folder), "report", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["programme"] == "Lugna hamnen 2022–2027"
    assert [goal["number"] for goal in told["goals"]] == [1, 2]
    assert FOREIGN.findall(json.dumps(told, ensure_ascii=False)) == []


def test_status_shows_its_phase_and_its_goals(second: Any) -> None:
    shown = second.open()
    assert "Fas 2" in shown.row("Hamnkvarteren")[1]
    assert "maj 2024" in shown.row("Hamnkvarteren")[2]
    assert shown.row("1 Färre båtinbrott")
    assert shown.row("2 En kaj att vistas på")
    assert "Lugna hamnen 2022–2027" in shown.text


def test_its_promise(second: Any) -> None:
    text = second.open("medborgarloften").text
    assert "ett medborgarlöfte, och det är avslutat" in text
    assert "Vi lagar belysningen före hösten." in text
    assert "påhittat exempel" in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_works_and_says_nothing_of_the_shipped_programme(
    second: Any, path: str, language: str
) -> None:
    shown = second.open(path, v="1", lang=language) if language == "en" else second.open(path)
    assert len(shown.app.exception) == 0
    assert len(shown.titles) == 1
    assert "Det går inte att visa sidan" not in shown.text
    assert FOREIGN.findall(shown.sent) == []


@pytest.mark.parametrize("path", PATHS)
def test_what_init_gives_is_shown_before_anything_is_rewritten(
    path: str, visit: Callable[[Path], Any], tmp_path: Path
) -> None:
    new_programme(tmp_path / "ny")
    prepare(open_site(tmp_path / "ny", lambda: MORNING), local_owner(""), with_data=True)
    shown = visit(tmp_path / "ny").open(path)
    assert len(shown.app.exception) == 0
    assert len(shown.titles) == 1
    assert FOREIGN.findall(shown.sent) == []
