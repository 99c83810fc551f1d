"""The same use cases from a terminal.

Exit codes: 0 done; 1 refused, the reason and the remedy on stderr; 2 wrong use.
What can be typed stands in `arguments`; each command in the module of its group, which is loaded
when it is chosen: what is typed wrong is told, and --help shown, before anything else is.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tracker.cli.arguments import parser
from tracker.cli.terminal import explain
from tracker.errors import TrackerError
from tracker.texts.catalogue import Language, Texts, texts_in


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the console script's exit code."""
    texts = texts_in(Language.SV)
    given = parser(texts).parse_args(arguments)
    try:
        return _run(given, texts)
    except TrackerError as error:
        explain(error, texts)
        return 1
    except BrokenPipeError:  # whoever reads has had enough, as `| head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(given: argparse.Namespace, texts: Texts) -> int:
    code: int
    if not given.needs_programme:
        code = given.command.function(given, texts)
        return code
    from tracker.service import programme  # noqa: PLC0415  loads the store

    folder = programme.find_programme(given.programme, os.environ, Path.cwd())
    code = given.command.function(programme.open_site(folder), given, texts)
    return code
