"""The child process that reads one draft, so that the pages stay quick meanwhile.

python -m tracker.service.worker PROGRAMME-FOLDER DRAFT
"""

import sys
from pathlib import Path

from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.service.programme import open_site
from tracker.service.uploads import read_draft


def main(folder: str, draft: str) -> None:
    """Read the draft; its results lie beside it when this returns."""
    # The comparison never leaves the draft's own folder; `preview` asks who may look at it.
    reader = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
    read_draft(open_site(Path(folder)), draft, reader)


if __name__ == "__main__":
    main(*sys.argv[1:])
