"""The same use cases from a terminal.

Exit codes: 0 done; 1 refused, the reason and the remedy on stderr; 2 wrong use.
What can be typed stands in `arguments`; each command in the module of its group.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tracker.cli.arguments import parser
from tracker.cli.terminal import explain
from tracker.errors import TrackerError
from tracker.service.programme import find_programme, open_site
from tracker.texts.catalogue import Language, texts_in


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the console script's exit code."""
    texts = texts_in(Language.SV)
    given = parser(texts).parse_args(arguments)
    code: int
    try:
        if given.needs_programme:
            folder = find_programme(given.programme, os.environ, Path.cwd())
            code = given.command(open_site(folder), given, texts)
        else:
            code = given.command(given, texts)
    except TrackerError as error:
        explain(error, texts)
        return 1
    except BrokenPipeError:  # whoever reads has had enough, as `| head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
