"""Bytes on their way in: a place among the drafts that is gone afterwards, whatever happens."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tracker.ingest import LARGE
from tracker.service.drafting import drop_old_drafts
from tracker.service.programme import Site
from tracker.store import writing_in

MOST_RECEIVED = LARGE.max_bytes
MOST_DRAFTS = 20  # that one program may have waiting


@contextmanager
def receiving(site: Site) -> Iterator[Path]:
    """A file to write to, in the store's own folder and for its owner only.

    What a crash leaves of it goes with the drafts of its day. Raises StoreUnwritable, also for
    what goes wrong while it is written.
    """
    folder = site.store.drafts.folder
    with writing_in(folder):
        place = Path(mkdtemp(prefix="in-", suffix=".new", dir=folder))
        try:
            yield place / "original"
        finally:
            shutil.rmtree(place, ignore_errors=True)


def drafts_waiting(site: Site, person: str) -> int:
    """How many drafts somebody has left that nobody has accepted or dropped."""
    drop_old_drafts(site)
    return sum(draft.person == person for draft in site.store.drafts.list())
