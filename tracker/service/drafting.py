"""Files that nobody has accepted yet: kept as drafts, read by a child process, dropped.

The pages stay quick while a file is read, and the reading can be stopped.
"""

import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from tracker.errors import Fault, UploadRefused
from tracker.ingest import LARGE
from tracker.model.access import Actor
from tracker.service.access import Action, require
from tracker.service.children import ENDED_FILE, Children, Job
from tracker.service.draft_choices import Chosen, organisations_of, write_chosen
from tracker.service.programme import Site

MOST_BYTES = 50 * 1024 * 1024
COMPARED_FILE = "difference.json"
_PROGRESS_FILE = "progress.json"
_BEGUN_FILE = "begun"  # when it was last begun to be read anew
_LATE = -signal.SIGALRM  # the exit code of a child that read for too long
_LONGEST_READING = {False: timedelta(minutes=15), True: timedelta(minutes=45)}  # by Draft.large


class DraftState(StrEnum):
    """How far a draft has come."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"  # the child process died: a bug, or the machine ran out of memory


class Phase(StrEnum):
    """What is being done to a draft."""

    STARTING = "starting"
    READING = "reading"
    KEEPING = "keeping"
    COMPARING = "comparing"


@dataclass(frozen=True)
class Progress:
    """How far the reading of a draft has come.

    share     of the work, 0 to 1
    elapsed   since it was begun to be read
    """

    phase: Phase
    share: float
    elapsed: timedelta


# What has been done of the work when each phase begins, as large files were seen to take.
_BEGINS = {Phase.STARTING: 0.0, Phase.READING: 0.15, Phase.KEEPING: 0.85, Phase.COMPARING: 0.9}
_PHASE: TypeAdapter[Phase] = TypeAdapter(Phase)


def new_draft(
    site: Site, data: bytes | Path, file_name: str, actor: Actor | None, *, large: bool = False
) -> str:
    """Keep the bytes, or a copy of a file, as a draft without reading them. Returns its id.

    large   it may be as large as the command line takes, not only as the pages do

    Raises NotAllowed; UploadRefused for a file over the limit; StoreUnwritable.
    """
    actor = require(actor, Action.UPLOAD)
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    limit = LARGE.max_bytes if large else MOST_BYTES
    if size > limit:
        raise UploadRefused(
            "file_too_large",
            (Fault("file_too_large", {"size": size >> 20, "limit": limit >> 20}),),
        )
    drop_old_drafts(site)
    draft = site.store.drafts.new(data, Path(file_name).name, actor.person, large=large)
    chosen = Chosen(organisations=organisations_of(actor))
    write_chosen(site.store.drafts.path(draft), chosen)
    return draft


def start_draft(site: Site, data: bytes, file_name: str, actor: Actor | None) -> str:
    """Keep the bytes as a draft and begin to read them in a child process. Raises as above."""
    draft = new_draft(site, data, file_name, actor)
    _read_in_child(site, draft)
    return draft


def start_again(site: Site, draft: str) -> None:
    """Read a draft anew in a child process, by what has been said of it since. Raises NotFound."""
    folder = site.store.drafts.path(draft)
    _CHILDREN.stop(draft)
    for name in (COMPARED_FILE, _PROGRESS_FILE, ENDED_FILE):
        (folder / name).unlink(missing_ok=True)
    (folder / _BEGUN_FILE).write_text(site.clock().isoformat(), encoding="ascii")
    _read_in_child(site, draft)


def expect_draft() -> None:
    """Have a child process stand ready: somebody who may upload is about to bring a file."""
    _CHILDREN.expect()


def dismiss_children() -> None:
    """Let go of the child process that stands ready; none takes its place until one is expected."""
    _CHILDREN.dismiss()


def _read_in_child(site: Site, draft: str) -> None:
    _CHILDREN.start(Job(site.folder, draft, site.store.drafts.path(draft)))


def draft_state(site: Site, draft: str) -> DraftState:
    """How far a draft has come. Raises NotFound when it is gone."""
    folder = site.store.drafts.path(draft)
    if (folder / COMPARED_FILE).exists():
        return DraftState.READ
    return DraftState.FAILED if (folder / ENDED_FILE).exists() else DraftState.READING


def took_too_long(site: Site, draft: str) -> bool:
    """Whether the reading of a draft was broken off for its time. Raises NotFound."""
    ended = site.store.drafts.path(draft) / ENDED_FILE
    return ended.exists() and ended.read_text(encoding="ascii") == str(_LATE)


def end_in_time(site: Site, draft: str) -> None:
    """End this process, which reads a draft, when it has taken longer than any sound file does.

    The system ends it, whatever it is doing, also where nobody who started it is left.
    """
    longest = _LONGEST_READING[site.store.drafts.about(draft).large]
    signal.alarm(int(longest.total_seconds()))


def drop_old_drafts(site: Site) -> None:
    """Drop the drafts of yesterday; what still reads one of them is stopped."""
    for draft in site.store.drafts.sweep(site.clock()):
        _CHILDREN.stop(draft)


def tell(folder: Path, phase: Phase) -> None:
    """Say what is being done to the draft in a folder."""
    new = folder / f"{_PROGRESS_FILE}.new"
    new.write_bytes(_PHASE.dump_json(phase))
    new.replace(folder / _PROGRESS_FILE)


def progress(site: Site, draft: str) -> Progress:
    """What is being done to a draft that is being read. Raises NotFound when it is gone."""
    folder = site.store.drafts.path(draft)
    begun = site.store.drafts.about(draft).made_at
    with suppress(FileNotFoundError):
        begun = datetime.fromisoformat((folder / _BEGUN_FILE).read_text(encoding="ascii"))
    elapsed = site.clock() - begun
    phase = Phase.STARTING
    with suppress(FileNotFoundError):
        phase = _PHASE.validate_json((folder / _PROGRESS_FILE).read_bytes())
    return Progress(phase, _BEGINS[phase], elapsed)


def discard(site: Site, draft: str, actor: Actor | None) -> None:
    """Drop a draft; nothing of it was stored. Reading it, when that is going on, is stopped.

    Whoever may upload may drop a draft, also one whose values she may not look at. Raises
    NotAllowed; NotFound.
    """
    require(actor, Action.UPLOAD)
    site.store.drafts.path(draft)
    _CHILDREN.stop(draft)
    site.store.drafts.discard(draft)


_CHILDREN = Children()
