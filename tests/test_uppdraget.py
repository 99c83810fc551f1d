"""docs/uppdraget.md: every key, page and test that it names is there, and it hides nothing."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from tracker.definitions import load_definitions
from tracker.texts.address import Page, decode

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs" / "uppdraget.md").read_text("utf-8")
DEFINITIONS = load_definitions(ROOT)
HEAD = ["Texten säger", "Ur", "I verktyget", "Sida", "Prov", "Läge"]
SOURCES = {"Uppdraget", "Sidan", "Svaret", "Kommunen"}
STATES = {"verkligt", "exempel", "inte byggt än"}
PATHS = {"/": Page.STATUS} | {f"/{page}": page for page in Page if page is not Page.STATUS}
FILES = {
    name: yaml.safe_load((ROOT / name).read_text("utf-8")) for name in ("goals.yaml", "phases.yaml")
}


@dataclass(frozen=True)
class Row:
    """One claim and where it is met; None where the cell says –."""

    says: str
    sources: tuple[str, ...]
    where: str | None
    page: str | None
    test: str | None
    state: str


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def named(cell: str) -> str | None:
    """What stands between backquotes; None for –."""
    return None if cell == "–" else cell.removeprefix("`").removesuffix("`")


TABLE_LINES = [line for line in DOCUMENT.splitlines() if line.startswith("|")]
ROWS = [
    Row(says, tuple(source.split(", ")), named(where), named(page), named(test), state)
    for says, source, where, page, test, state in map(cells, TABLE_LINES)
    if says != HEAD[0] and set(says) != {"-"}
]

rows = pytest.mark.parametrize("row", ROWS, ids=[row.says[:40] for row in ROWS])


def ids(value: Any) -> dict[str, Any]:
    """Every record of a file that has an id, by it, however deep."""
    found = {}
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            found[value["id"]] = value
        for inside in value.values():
            found |= ids(inside)
    elif isinstance(value, list):
        for item in value:
            found |= ids(item)
    return found


def follow(value: Any, step: str) -> Any:
    """One step into a record; into a list by id or number. Raises LookupError."""
    if isinstance(value, list):
        return next(item for item in value if step in (item.get("id"), str(item.get("number"))))
    return value[step]


def test_every_table_has_the_same_head_and_the_claims_are_many() -> None:
    heads = [cells(line) for line in TABLE_LINES if cells(line)[0] == HEAD[0]]
    assert len(heads) > 5
    assert all(head == HEAD for head in heads)
    assert len(ROWS) > 60
    assert [says for says, n in Counter(row.says for row in ROWS).items() if n > 1] == []


@rows
def test_it_says_whose_words_and_how_far_it_is_built(row: Row) -> None:
    assert set(row.sources) <= SOURCES
    assert row.state in STATES


@rows
def test_what_is_built_has_a_page_and_a_test_and_what_is_not_has_neither(row: Row) -> None:
    built = row.state != "inte byggt än"
    assert ((row.page is not None), (row.test is not None)) == (built, built)


@rows
def test_its_key_is_there(row: Row) -> None:
    if row.where is None:
        return
    file, _, path = row.where.partition(": ")
    assert (ROOT / file).is_file()
    if not path:
        return
    first, *further = path.split(".")
    found = FILES[file][first] if first in FILES[file] else ids(FILES[file])[first]
    for step in further:
        found = follow(found, step)
    assert found is not None


@rows
def test_its_page_is_reached_without_a_fault(row: Row) -> None:
    if row.page is None:
        return
    parts = urlsplit(row.page)
    decoded = decode(PATHS[parts.path], dict(parse_qsl(parts.query)), DEFINITIONS, newest=1)
    assert decoded.faults == ()


@rows
def test_its_test_is_there(row: Row) -> None:
    if row.test is not None:
        assert "def test_" in (ROOT / row.test).read_text("utf-8")


def test_the_six_goals_stand_in_exact_words_with_their_own_pages() -> None:
    told = {row.says: row for row in ROWS}
    for goal in DEFINITIONS.programme.goals:
        row = told[goal.name.sv]
        assert row.where == f"goals.yaml: {goal.id}"
        assert row.page == f"/malomraden?v=1&mal={goal.id}"


def test_a_row_that_shows_invented_values_does_not_say_that_they_are_real() -> None:
    """A series of ours is real only when it lies in data/open."""
    real = {
        line.split(";")[0]
        for table in (ROOT / "data" / "open").glob("*.csv")
        for line in table.read_text("utf-8").splitlines()
    }
    for row in ROWS:
        series = re.search(r"serie=(\w+)", row.page or "")
        if series and row.state == "verkligt" and "confidentiality" not in (row.where or ""):
            assert series[1] in real, row.says
        if series and row.state == "exempel":
            assert series[1] not in real, row.says


@pytest.mark.parametrize(
    "word",
    [
        "åtgärd",
        "medborgarlöfte",
        "veckovisa sammanställningar",
        "möte",
        "frysas",
        "SSPF",
        "spridas till andra områden",
        "kameraövervakning",
        "Områdespolisen",
        "samverkansöverenskommelsen",
        "sekretessen",
    ],
)
def test_what_was_asked_for_is_answered(word: str) -> None:
    assert any(word.lower() in row.says.lower() for row in ROWS)
