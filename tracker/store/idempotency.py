"""What was answered to a request with a key of its own, kept for a day beside the journal's chain.

A program whose connection broke asks again by the same key, and gets the same answer.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.store.journal import Journal
from tracker.store.statements import sql

KEPT = timedelta(hours=24)
_TABLE = "idempotency"


@dataclass(frozen=True)
class Answered:
    """What was asked, as a SHA-256, and the answer."""

    sha256: str
    answer: str


class Idempotency:
    """The answers of a store. `person` is the id of who asks: keys of others are others."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def find(self, person: str, key: str, now: datetime) -> Answered | None:
        """What was answered within the last day; None for a key that is new."""
        with self._journal.looking(_TABLE) as connection:
            return _found(connection, person, key, now) if connection else None

    def keep(
        self, person: str, key: str, answered: Answered, now: datetime, *, kind: str, what: str
    ) -> Answered:
        """Keep an answer; gives it, or the one that somebody was quicker to keep.

        kind, what   of the row of the chain, which is added when this one is kept

        Raises StoreUnwritable or StoreBusy.
        """
        with self._journal.changing() as connection:
            connection.execute(sql("idempotency/table"))
            connection.execute(sql("idempotency/forget"), {"since": _since(now)})
            if earlier := _found(connection, person, key, now):
                return earlier
            row = {"person": person, "key": key, "made_at": now.isoformat(), **vars(answered)}
            connection.execute(sql("idempotency/add"), row)
            self._journal.append_within(connection, kind, person, what)
        return answered


def _found(connection: sqlite3.Connection, person: str, key: str, now: datetime) -> Answered | None:
    asked = {"person": person, "key": key, "since": _since(now)}
    row = connection.execute(sql("idempotency/find"), asked).fetchone()
    return Answered(*row) if row else None


def _since(now: datetime) -> str:
    return (now - KEPT).isoformat()
