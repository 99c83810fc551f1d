"""docs/drift.md: what the reader is told to type can be typed, and every code is ours."""

import re
import shlex
from pathlib import Path

import pytest

from tracker.cli.arguments import parser
from tracker.texts.catalogue import Language, texts_in

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs" / "drift.md").read_text("utf-8")
TEXTS = texts_in(Language.SV)

SPANS = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", DOCUMENT, flags=re.DOTALL))
BLOCKS = re.findall(r"\.venv/bin/tracker ([^'\n]+)", DOCUMENT)
COMMANDS = [" ".join(s.split())[len("tracker ") :] for s in SPANS if s.startswith("tracker ")]
# A code stands alone in a cell, or two with a comma between.
CODES = [
    code
    for line in DOCUMENT.splitlines()
    if line.startswith("|")
    for cell in line.split("|")
    if re.fullmatch(r"`[a-z_]+`(, `[a-z_]+`)*", cell.strip())
    for code in re.findall(r"`([a-z_]+)`", cell)
]


def placeholder_free(command: str) -> str:
    """The command with something typed where the reader is to fill in."""
    return re.sub(r"‹[^›]*›", "x", command)


@pytest.mark.parametrize("command", sorted({*COMMANDS, *BLOCKS}))
def test_a_command_can_be_typed(command: str) -> None:
    given = parser(TEXTS).parse_args(shlex.split(placeholder_free(command)))
    assert callable(given.command.function)


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_its_cause_and_remedy(code: str) -> None:
    assert f"error.{code}" in TEXTS
    assert f"error.{code}.remedy" in TEXTS


def test_the_scan_sees_commands_and_codes() -> None:
    assert len(COMMANDS) > 10
    assert len(BLOCKS) >= 3
    assert {"programme_not_found", "store_missing", "current_damaged", "disk_full"} <= set(CODES)
