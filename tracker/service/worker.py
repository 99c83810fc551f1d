"""The child process that reads one draft, so that the pages stay quick meanwhile.

python -m tracker.service.worker PROGRAMME-FOLDER DRAFT
"""

import gc
import sys
from pathlib import Path

from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.service.drafting import end_in_time
from tracker.service.programme import open_site
from tracker.service.uploads import read_draft


def main(folder: str, draft: str) -> None:
    """Read the draft; its results lie beside it when this returns."""
    # The comparison never leaves the draft's own folder; `preview` asks who may look at it.
    reader = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
    site = open_site(Path(folder))
    end_in_time(site, draft)
    read_draft(site, draft, reader)


if __name__ == "__main__":
    gc.disable()  # a file makes 10^6 objects, none in circles, and then the process ends
    main(*sys.argv[1:])
