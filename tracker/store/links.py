"""Frozen links, kept beside the journal's chain: of what opens one only its SHA-256.

Each change and its row of the chain are one transaction.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any

from tracker.errors import NotFound
from tracker.model.access import Audience
from tracker.model.links import ShareLink
from tracker.store.beside import (
    LINK_BROUGHT_BACK,
    LINK_MADE,
    LINK_REVOKED,
    LINK_ROTATED,
    link_told,
)
from tracker.store.blobs import Blobs
from tracker.store.journal import Journal
from tracker.store.layout import Layout
from tracker.store.statements import sql

_TABLE, _MAKERS = "link", "link_maker"
_TICKS = 2_000_000_000  # nanoseconds: longer than a tick of any file system's clock


class Links:
    """The links of a store. A lookup goes by the hash, so its time says nothing of the secret."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._blobs = Blobs(Layout(journal.path.parent).blobs)

    def freeze(self, content: bytes) -> str:
        """Keep what a link is to show, on the disk before this returns; gives its SHA-256."""
        return self._blobs.write(content)

    def is_kept(self, link: ShareLink) -> bool:
        """Whether what the link shows is there; False after a purge."""
        return self._blobs.path(link.frozen).is_file()

    def add(self, link: ShareLink, secret: str, name: str = "") -> None:
        """Keep a new link. Raises StoreUnwritable or StoreBusy.

        name   the maker's, who need not have written anything else; empty: none is kept
        """
        row = {
            "id": link.id,
            "sha256": _sha256(secret),
            "view": link.view,
            "audience": link.audience.value,
            "organisations": json.dumps(sorted(link.organisations)),
            "publication": link.publication,
            "reference_date": link.reference_date.isoformat(),
            "frozen": link.frozen,
            "note": link.note,
            "made_by": link.made_by,
            "made_at": link.made_at.isoformat(),
            "expires_on": link.expires_on.isoformat(),
        }
        with self._changing() as connection:
            connection.execute(sql("links/add"), row)
            if name:
                maker = {"person": link.made_by, "name": name}
                connection.execute(sql("links/add_maker"), maker)
            self._told(connection, LINK_MADE, link.made_by, link)

    def find(self, secret: str) -> ShareLink | None:
        """The link that a secret opens, whether it holds or not; None for one never given."""
        return self._one("links/by_hash", {"sha256": _sha256(secret)})

    def version(self) -> tuple[tuple[int, int, int], ...] | None:
        """What is another as soon as any link is; None where that cannot be told.

        By the times of the journal's files. Two writes within a tick of the clock would have the
        same, so of files that have just been written nothing is said.
        """
        wal = self._journal.path.with_name(f"{self._journal.path.name}-wal")
        found = []
        for path in (self._journal.path, wal):
            with suppress(FileNotFoundError):
                told = path.stat()
                found.append((told.st_ino, told.st_mtime_ns, told.st_size))
        settled = time.time_ns() - _TICKS
        if not found or any(written > settled for _, written, _ in found):
            return None
        return tuple(found)

    def get(self, link_id: str) -> ShareLink | None:
        """The link with an id; None where there is none."""
        return self._one("links/by_id", {"id": link_id})

    def page(self, made_by: str | None, most: int, skipped: int = 0) -> tuple[ShareLink, ...]:
        """The newest links of a person, or of everybody (None); at most `most`."""
        asked = {"made_by": made_by, "most": most, "skipped": skipped}
        return tuple(map(_link, self._rows("links/page", asked)))

    def count(self, made_by: str | None) -> int:
        """How many links a person, or everybody (None), has made."""
        rows = self._rows("links/count", {"made_by": made_by})
        return int(rows[0][0]) if rows else 0

    def makers(self) -> dict[str, str]:
        """The name of each person who has made a link, by id, as it was last given."""
        return dict(self._rows("links/makers", {}, table=_MAKERS))

    def frozen(self) -> tuple[str, ...]:
        """The SHA-256 of all that any link shows or has shown."""
        return tuple(row[0] for row in self._rows("links/every_frozen", {}))

    def revoke(self, link: ShareLink, person: str, at: datetime) -> None:
        """End a link for good. Raises NotFound for one that has been ended."""
        ended = {"id": link.id, "person": person, "at": at.isoformat()}
        self._change("links/revoke", ended, LINK_REVOKED, person, link)

    def rotate(self, link: ShareLink, secret: str, person: str) -> None:
        """Let a link be opened by another secret only. Raises NotFound for one that is ended."""
        turned = {"id": link.id, "sha256": _sha256(secret)}
        self._change("links/rotate", turned, LINK_ROTATED, person, link)

    def opened(self, link: ShareLink, person: str, day: date, *, told: bool) -> None:
        """Count an opening.

        told    whether it gets a row of the chain as well
        """
        with self._changing() as connection:
            connection.execute(sql("links/opened"), {"id": link.id, "day": day.isoformat()})
            if told:
                self._told(connection, "link_opened", person, link)

    def kept_blobs(self) -> tuple[str, ...]:
        """The SHA-256 of all that a link shows or has shown and that is still there, unharmed."""
        return tuple(one for one in self.frozen() if self._blobs.is_whole(one))

    def continue_with(self, archived: "Links") -> None:
        """Bring back the links of an archive that are not known here."""
        rows = archived._rows("links/every", {})
        if rows:
            known = set(self._rows("links/ids", {}))
            with self._changing() as connection:
                connection.executemany(sql("links/bring_back"), rows)
                brought = set(connection.execute(sql("links/ids"))) - known
                for link in (_link((row[0], *row[2:])) for row in rows if row[:1] in brought):
                    told = link_told(connection, link.id)
                    self._journal.append_within(
                        connection, LINK_BROUGHT_BACK, link.made_by, told, link.publication
                    )
                names = archived.makers().items()
                connection.executemany(sql("links/bring_back_maker"), tuple(names))

    def _change(
        self, statement: str, values: dict[str, Any], kind: str, person: str, link: ShareLink
    ) -> None:
        with self._changing() as connection:
            if not connection.execute(sql(statement), values).rowcount:
                raise NotFound("link_unknown", link=link.id)
            self._told(connection, kind, person, link)

    def _told(
        self, connection: sqlite3.Connection, kind: str, person: str, link: ShareLink
    ) -> None:
        gives = kind in {LINK_MADE, LINK_ROTATED}
        what = link_told(connection, link.id) if gives else link.id
        self._journal.append_within(connection, kind, person, what, link.publication)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._journal.changing() as connection:
            connection.execute(sql("links/table"))
            connection.execute(sql("links/index"))
            connection.execute(sql("links/makers_table"))
            yield connection

    def _one(self, statement: str, values: dict[str, Any]) -> ShareLink | None:
        rows = self._rows(statement, values)
        return _link(rows[0]) if rows else None

    def _rows(
        self, statement: str, values: dict[str, Any], *, table: str = _TABLE
    ) -> list[tuple[Any, ...]]:
        with self._journal.looking(table) as connection:
            if connection is None:
                return []
            return connection.execute(sql(statement), values).fetchall()


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _link(row: tuple[Any, ...]) -> ShareLink:
    (
        id_,
        view,
        audience,
        organisations,
        publication,
        reference_date,
        frozen,
        note,
        made_by,
        made_at,
        expires_on,
        revoked_at,
        revoked_by,
        opened,
        last_opened,
    ) = row
    return ShareLink(
        id=id_,
        view=view,
        audience=Audience(audience),
        organisations=frozenset(json.loads(organisations)),
        publication=publication,
        reference_date=date.fromisoformat(reference_date),
        frozen=frozen,
        note=note,
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
        expires_on=date.fromisoformat(expires_on),
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
        revoked_by=revoked_by,
        opened=opened,
        last_opened=date.fromisoformat(last_opened) if last_opened else None,
    )
