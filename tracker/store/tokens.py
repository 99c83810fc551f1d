"""Keys for programs, kept beside the journal's chain: of a secret only its SHA-256."""

import hashlib
import json
import sqlite3
from datetime import date, datetime

from tracker.errors import NotFound
from tracker.model.access import Role, Token
from tracker.store.beside import TOKEN_NEW, TOKEN_REVOKED, token_told
from tracker.store.journal import Journal
from tracker.store.statements import sql


class Tokens:
    """The tokens of a store. A lookup goes by the hash, so its time says nothing of the secret."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, token: Token, secret: str) -> None:
        """Keep a new token. Raises StoreUnwritable or StoreBusy."""
        row = {
            "id": token.id,
            "sha256": _sha256(secret),
            "label": token.label,
            "made_by": token.made_by,
            "role": token.role.value,
            "organisations": json.dumps(sorted(token.organisations)),
            "made_at": token.made_at.isoformat(),
            "expires_on": token.expires_on.isoformat(),
        }
        with self._journal.changing() as connection:
            connection.execute(sql("journal/token_new"), row)
            told = token_told(connection, token.id)
            self._journal.append_within(connection, TOKEN_NEW, token.made_by, told)

    def list(self) -> tuple[Token, ...]:
        """Every token, oldest first, also those that no longer hold."""
        with self._journal.looking("token") as connection:
            if connection is None:
                return ()
            return tuple(_token(row) for row in connection.execute(sql("journal/tokens")))

    def find(self, secret: str) -> Token | None:
        """The token of a secret, whether it holds or not; None for one that was never given."""
        with self._journal.looking("token") as connection:
            if connection is None:
                return None
            asked = {"sha256": _sha256(secret)}
            row = connection.execute(sql("journal/token_by_hash"), asked).fetchone()
        return _token(row) if row else None

    def revoke(self, token_id: str, person: str, at: datetime) -> None:
        """End a token, for good. Raises NotFound for one that is not, or has been ended."""
        with self._journal.changing() as connection:
            ended = {"id": token_id, "at": at.isoformat()}
            if not connection.execute(sql("journal/token_revoke"), ended).rowcount:
                raise NotFound("token_unknown", token=token_id)
            self._journal.append_within(connection, TOKEN_REVOKED, person, token_id)

    def used(self, token_id: str, day: date) -> None:
        """Keep the day that a token was last used; no more, so it is no record of hours."""
        with self._journal.changing() as connection:
            connection.execute(sql("journal/token_used"), {"id": token_id, "day": day.isoformat()})


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: sqlite3.Row | tuple[str, ...]) -> Token:
    id_, label, made_by, role, organisations, made_at, expires_on, revoked_at, last_used_on = row
    return Token(
        id=id_,
        label=label,
        made_by=made_by,
        role=Role(role),
        organisations=frozenset(json.loads(organisations)),
        made_at=datetime.fromisoformat(made_at),
        expires_on=date.fromisoformat(expires_on),
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
        last_used_on=date.fromisoformat(last_used_on) if last_used_on else None,
    )
