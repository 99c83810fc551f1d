"""Uploads that nobody has accepted yet: one folder each, gone after a day.

drafts/<id>/original             the bytes as received
            original.zst         the same compressed, of a large one (written by the reader)
            draft.json           who, when and under what name
            observations.arrow   what was read from them (written by the reader)
            reading.json         faults and preview (written by the reader)
            recognised.json      what a file in another form says (written by the reader)
            chosen.json          what a person has said of such a file: answers, a recipe
            progress.json        how far the reading has come (written by the reader)
            difference.json      what it would change (written by the reader)
            ended                the reader's exit code (written by who started it)
"""

import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime

from tracker.errors import NotFound
from tracker.model.base import Record, Sentence
from tracker.store.durable import NEW, sync, writing_in

LIFETIME = timedelta(hours=24)

_ID = re.compile(r"[0-9a-f]{32}")
_ABOUT = "draft.json"


class Draft(Record):
    """What a draft is. `size` is in bytes."""

    id: str
    file_name: Sentence
    size: int
    person: Sentence  # id
    made_at: AwareDatetime
    large: bool = False  # may be larger than what the pages take


@dataclass(frozen=True)
class Drafts:
    """The folder of drafts."""

    folder: Path
    clock: Callable[[], datetime]

    def new(self, data: bytes | Path, file_name: str, person: str, *, large: bool = False) -> str:
        """Keep received bytes, or a copy of a file, as a draft and give its id.

        The name is never used as a path.
        """
        draft = Draft(
            id=secrets.token_hex(16),
            file_name=file_name,
            size=len(data) if isinstance(data, bytes) else data.stat().st_size,
            person=person,
            made_at=self.clock(),
            large=large,
        )
        fresh = self.folder / f"{draft.id}{NEW}"
        with writing_in(self.folder):
            try:
                fresh.mkdir()
                if isinstance(data, bytes):
                    (fresh / "original").write_bytes(data)
                else:
                    shutil.copyfile(data, fresh / "original")
                (fresh / _ABOUT).write_text(draft.model_dump_json(), encoding="utf-8")
                fresh.rename(self.folder / draft.id)
                sync(self.folder)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
        return draft.id

    def path(self, draft_id: str) -> Path:
        """The folder of a draft. Raises NotFound for any other id, whatever it looks like."""
        folder = self.folder / draft_id if _ID.fullmatch(draft_id) else None
        if folder is None or not folder.is_dir():
            raise NotFound("draft_unknown", draft=draft_id)
        return folder

    def about(self, draft_id: str) -> Draft:
        """Who left it, when and under what name. Raises NotFound."""
        return Draft.model_validate_json((self.path(draft_id) / _ABOUT).read_bytes())

    def list(self) -> tuple[Draft, ...]:
        """Every draft, oldest first."""
        ids = [p.name for p in self.folder.iterdir() if _ID.fullmatch(p.name)]
        return tuple(sorted(map(self.about, ids), key=lambda d: (d.made_at, d.id)))

    def discard(self, draft_id: str) -> None:
        """Remove a draft with everything in it, also while another process writes there.

        It loses its name first: what is written after that finds no folder. Raises NotFound.
        """
        with writing_in(self.folder):
            gone = self.folder / f"{draft_id}.gone{NEW}"
            self.path(draft_id).rename(gone)
            shutil.rmtree(gone)

    def sweep(self, now: datetime) -> tuple[str, ...]:
        """Remove drafts older than LIFETIME, and what a crash left of half-made ones.

        Returns the ids of those drafts.
        """
        old = tuple(draft.id for draft in self.list() if now - draft.made_at > LIFETIME)
        for draft in old:
            self.discard(draft)
        for path in self.folder.glob(f"*{NEW}"):
            if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > LIFETIME:
                shutil.rmtree(path)
        return old
