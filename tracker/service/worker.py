"""The child process that reads one draft, so that the pages stay quick meanwhile.

python -m tracker.service.worker PROGRAMME-FOLDER DRAFT
python -m tracker.service.worker        stands ready, and is told on stdin which draft it is to read
"""

import gc
import json
import os
import select
import sys
from datetime import date
from pathlib import Path

from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.service.children import IDLE, NOT_BEGUN
from tracker.service.drafting import end_in_time
from tracker.service.originals import recognise
from tracker.service.programme import open_site
from tracker.service.uploads import read_draft

_REHEARSED = "Kommun;År;Antal\nUppsala;2023;1\nKnivsta;2023;2\n"


def main(folder: str, draft: str) -> None:
    """Read the draft; its results lie beside it when this returns."""
    # The comparison never leaves the draft's own folder; `preview` asks who may look at it.
    reader = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
    site = open_site(Path(folder))
    end_in_time(site, draft)
    read_draft(site, draft, reader)


def stand_ready() -> None:
    """Load all that reading needs, then read the draft that stdin names.

    Ends when stdin does, as it does with the process that holds its other end, and when nothing
    has come for `IDLE` seconds. Nothing of any programme is opened before.
    """
    recognise(_REHEARSED.encode(), "", {}, today=date(2024, 1, 1))  # libraries load at first use
    if not select.select([sys.stdin], [], [], IDLE)[0]:
        sys.exit(NOT_BEGUN)
    if told := sys.stdin.readline():
        folder, draft, log = json.loads(told)
        with Path(log).open("wb") as written:
            for stream in (sys.stdout, sys.stderr):
                os.dup2(written.fileno(), stream.fileno())
        main(folder, draft)


if __name__ == "__main__":
    gc.disable()  # a file makes 10^6 objects, none in circles, and then the process ends
    if len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        stand_ready()
    sys.stdout.flush()
    os._exit(0)  # nothing of what it held needs to be put away
