"""docs/metod.md says what the code does: every word, reason and code of the engine stands in it."""

import re
from enum import Enum
from pathlib import Path

import pytest

from tracker.assessment import JUDGED, METHOD_VERSION, UNJUDGED, Level
from tracker.assessment.phases.resolution import OF_VERDICT
from tracker.model import report, targets
from tracker.model.advice import BackslideLevel, Support
from tracker.model.comparison import ComparisonReason, Reading
from tracker.model.control import ControlRefusal, Signal
from tracker.model.definitions import Direction
from tracker.model.fragility import Perturbation
from tracker.model.verdicts import Reason
from tracker.texts.catalogue import Language, texts_in

DOCUMENT = (Path(__file__).resolve().parents[1] / "docs" / "metod.md").read_text("utf-8")
CODES = set(re.findall(r"`([a-z_]+)`", DOCUMENT))
SV = texts_in(Language.SV)
CLOSED: tuple[type[Enum], ...] = (
    Reason,
    Level,
    Direction,
    Signal,
    ControlRefusal,
    targets.Standing,
    targets.Pace,
    targets.TargetReason,
    ComparisonReason,
    Reading,
    Perturbation,
    report.EvidenceReason,
    report.Resolution,
    report.Standing,
    Support,
    BackslideLevel,
)


def table(head: str) -> list[list[str]]:
    """The cells of each row of the table that begins with `head`."""
    lines = DOCUMENT[DOCUMENT.index(head) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def code(cell: str) -> str:
    found = re.search(r"`(\w+)`", cell)
    assert found, cell
    return found[1]


@pytest.mark.parametrize("kind", CLOSED, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_code_stands_in_it(kind: type[Enum]) -> None:
    assert [member.value for member in kind if member.value not in CODES] == []


def test_the_version_of_the_method() -> None:
    assert f"metodversion {METHOD_VERSION}" in DOCUMENT


def test_level_and_direction_give_the_word() -> None:
    told = {}
    for first, *words in table("| Nivå |"):
        for direction, word in zip(
            (Direction.LOWER, Direction.HIGHER, Direction.DEPENDS), words, strict=True
        ):
            told[Level(code(first)), direction] = word
    assert told == {key: SV(f"verdict.word.{word}") for key, word in JUDGED.items()}


def test_each_reason_gives_one_word() -> None:
    told = [
        (Reason(reason), words.split(" (")[0])
        for words, reasons in table("| Ord | Skäl |")
        for reason in re.findall(r"`(\w+)`", reasons)
    ]
    assert len(told) == len(dict(told))
    assert dict(told) == {r: SV(f"verdict.word.{word}") for r, word in UNJUDGED.items()}


def test_what_resolves_each_reason() -> None:
    told = {
        Reason(reason): report.Resolution(code(first))
        for first, reasons, *_ in table("| Löses av | Omdömets skäl |")
        for reason in re.findall(r"`(\w+)`", reasons)
    }
    assert told == dict(OF_VERDICT)


def test_rules_and_setbacks_are_worded_as_on_the_screen() -> None:
    for first, said, *_ in table("| Skäl | På skärmen | Löses av |"):
        assert SV(f"verdict.evidence.{code(first)}") == said
    for said, level, *_ in table("| Svar | Kod | När |"):
        assert SV(f"backslide.{code(level)}") == said
