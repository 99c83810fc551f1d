"""Uploads that nobody has accepted yet: one folder each, gone after a day.

drafts/<id>/original             the bytes as received
            draft.json           who, when and under what name
            observations.arrow   what was read from them (written by the reader)
            reading.json         faults, questions and preview (written by the reader)
            status.json          how far the reading has come (written by the reader)
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


@dataclass(frozen=True)
class Drafts:
    """The folder of drafts."""

    folder: Path
    clock: Callable[[], datetime]

    def new(self, data: bytes, file_name: str, person: str) -> str:
        """Keep received bytes as a draft and give its id. The name is never used as a path."""
        draft = Draft(
            id=secrets.token_hex(16),
            file_name=file_name,
            size=len(data),
            person=person,
            made_at=self.clock(),
        )
        fresh = self.folder / f"{draft.id}{NEW}"
        with writing_in(self.folder):
            try:
                fresh.mkdir()
                (fresh / "original").write_bytes(data)
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
        """Remove a draft with everything in it. Raises NotFound."""
        with writing_in(self.folder):
            shutil.rmtree(self.path(draft_id))

    def sweep(self, now: datetime) -> None:
        """Remove drafts older than LIFETIME, and what a crash left of half-made ones."""
        for draft in self.list():
            if now - draft.made_at > LIFETIME:
                self.discard(draft.id)
        for path in self.folder.glob(f"*{NEW}"):
            if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > LIFETIME:
                shutil.rmtree(path)
