"""Every fault that reading a file can give is worded, with its remedy, in both languages."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import tracker.texts
from tracker.ingest.codes import FaultCode

LOCALE = Path(tracker.texts.__file__).parent / "locale"
KEYS = [key for code in FaultCode for key in (f"fault.{code}", f"fault.{code}.remedy")]


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "ingest.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def params(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_code_has_a_cause_and_a_remedy_and_nothing_else_is_there(language):
    worded = {message.id: message.string for message in catalogue(language) if message.id}
    assert sorted(worded) == sorted(KEYS)
    assert all(worded.values())


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_the_same_things(key):
    swedish, english = catalogue("sv")[key].string, catalogue("en")[key].string
    assert params(swedish) == params(english)
    assert swedish != english
