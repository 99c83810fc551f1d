"""Every code that the store can raise or find has its words, with its parameters."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import tracker.store

CHECKS = Path(tracker.store.__file__).parent / "sql" / "check"
INVARIANTS = (Path(tracker.store.__file__).parent / "invariants.py").read_text()
SOURCES = "\n".join(p.read_text() for p in Path(tracker.store.__file__).parent.glob("*.py"))
RAISED = set(re.findall(r"(?:Store\w+|Conflict|NotFound)\(\s*\"(\w+)\"", SOURCES))
FOUND = set(re.findall(r"Problem\(\s*\"(\w+)\"", SOURCES))
RULES = {path.stem for path in CHECKS.glob("*.sql")} & set(re.findall(r"\"(\w+)\"", INVARIANTS))
ON_DISK = {
    "current_damaged",
    "file_damaged",
    "store_file_unreadable",
    "journal_damaged",
    "store_too_new",
}
KEYS = {f"error.{c}" for c in RAISED | RULES} | {f"fault.{c}" for c in FOUND | RULES | ON_DISK}
LOCALE = Path(tracker.store.__file__).parents[1] / "texts" / "locale"


def catalogue(language: str) -> dict[str, str]:
    with (LOCALE / language / "store.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def parameters(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_code_has_its_cause_and_its_remedy_and_no_other_is_worded(language):
    assert len(RAISED) > 20
    assert len(RULES) == 6
    assert set(catalogue(language)) == KEYS | {f"{key}.remedy" for key in KEYS}
    assert all(catalogue(language).values())


def test_both_languages_fill_in_the_same():
    swedish, english = catalogue("sv"), catalogue("en")
    assert {k: parameters(v) for k, v in swedish.items()} == {
        k: parameters(v) for k, v in english.items()
    }
