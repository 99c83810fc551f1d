"""The tables beside the journal's chain, held to it: each row is as the chain says it was made.

The chain says what was done to a key or a link by its id, and where it was made or turned also by
a digest of all in its row that says what it gives. Rows of the chain from before that have none,
and nothing is asked of theirs.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.store.journal import Entry, Journal
from tracker.store.statements import sql

TOKEN_NEW, TOKEN_REVOKED = "token_new", "token_revoked"
LINK_MADE, LINK_ROTATED, LINK_REVOKED = "link_made", "link_rotated", "link_revoked"
LINK_BROUGHT_BACK = "link_brought_back"  # from an archive

_GIVES = {TOKEN_NEW, LINK_MADE, LINK_ROTATED, LINK_BROUGHT_BACK}
_ENDS = {TOKEN_REVOKED, LINK_REVOKED}


def token_told(connection: sqlite3.Connection, id_: str) -> str:
    """What the chain says of a key that is made."""
    return _told(connection.execute(sql("journal/token_whole"), {"id": id_}).fetchone())


def link_told(connection: sqlite3.Connection, id_: str) -> str:
    """What the chain says of a link that is made or turned."""
    return _told(connection.execute(sql("links/whole"), {"id": id_}).fetchone())


def changed_beside(journal: Journal, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Every key and link that gives something else than the chain says: table and id.

    Raises StoreDamaged.
    """
    given: dict[str, str] = {}
    ended: set[str] = set()
    for entry in entries:
        if entry.kind in _GIVES:
            given[entry.what.partition(" ")[0]] = entry.what
        elif entry.kind in _ENDS:
            ended.add(entry.what)
    for table, statement in (("token", "journal/tokens_whole"), ("link", "links/every_whole")):
        with journal.looking(table) as connection:
            rows = connection.execute(sql(statement)).fetchall() if connection else []
        for row in rows:
            if not _agrees(row, given, ended):
                yield table, str(row[0])


def _agrees(row: tuple[Any, ...], given: Mapping[str, str], ended: set[str]) -> bool:
    """Whether a row, its `revoked_at` last, is as the chain says."""
    told = given.get(row[0])
    if told is None or (row[0] in ended and row[-1] is None):
        return False
    return told in {row[0], _told(row)}


def _told(row: tuple[Any, ...]) -> str:
    digest = hashlib.sha256(json.dumps(row[:-1], ensure_ascii=False).encode()).hexdigest()
    return f"{row[0]} {digest}"
