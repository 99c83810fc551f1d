"""The journal: what was done, by whom, as a hash chain. Only ever added to.

Beside the chain, in the same file, stand tables of what is looked up and may change (see
`store.tokens`, `store.signins`): a change of them and its row of the chain are one transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from tracker.errors import StoreDamaged
from tracker.store.durable import writing_in
from tracker.store.statements import sql

PUBLISHING = "publishing"  # a publication is on its way; it carries this row's hash
PUBLISHED = "published"  # it is in force; `what` is the SHA-256 of its file
ABANDONED = "abandoned"  # it never came into force

_FIRST = "0" * 64  # prev_hash of the first row


@dataclass(frozen=True)
class Entry:
    """One row. `person` is an id; `at` is ISO 8601 in UTC."""

    seq: int
    at: str
    kind: str
    person: str
    what: str
    publication: int | None
    prev_hash: str
    hash: str

    @property
    def is_whole(self) -> bool:
        """Whether the hash is that of the other columns."""
        return self.hash == _hash(*astuple(self)[:-1])


def _hash(*columns: str | int | None) -> str:
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def head_of(entry: Entry) -> str:
    """What names a row with all before it: whoever keeps it can tell whether they are still so."""
    return f"{entry.seq}:{entry.hash}"


class Journal:
    """The journal's file. Any process may append at any time; SQLite queues them."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.clock = clock

    def create(self) -> None:
        """Make the file, unless it is there."""
        with writing_in(self.path.parent), closing(_connect(self.path)) as connection:
            connection.executescript(sql("journal/schema"))

    def append(self, kind: str, actor_person: str, what: str, publication: int | None) -> str:
        """Add a row and give its hash.

        `actor_person` is a person id; neither it nor `what` may say more about a person.
        """
        with self._transaction() as connection:
            return self.append_within(connection, kind, actor_person, what, publication)

    def append_within(
        self,
        connection: sqlite3.Connection,
        kind: str,
        actor_person: str,
        what: str,
        publication: int | None = None,
    ) -> str:
        """The same within `changing`."""
        at = self.clock().isoformat()
        seq, previous = _last(connection)
        columns = (seq + 1, at, kind, actor_person, what, publication, previous)
        entry = Entry(*columns, _hash(*columns))
        connection.execute(sql("journal/append"), vars(entry))
        return entry.hash

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction on the tables beside the chain; a journal from before them gets them.

        Raises StoreDamaged, StoreUnwritable or StoreBusy; whatever is raised undoes all of it.
        """
        with writing_in(self.path.parent), self._open() as connection:
            connection.executescript(sql("journal/schema"))
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def looking(self, table: str) -> Iterator[sqlite3.Connection | None]:
        """A connection to read a table beside the chain by; None in a journal from before it."""
        with self._open() as connection:
            found = connection.execute(sql("journal/has_table"), {"name": table}).fetchone()[0]
            yield connection if found else None

    def first_hash(self) -> str | None:
        """The hash of the first row, which never changes; None before it. Raises StoreDamaged."""
        with self._open() as connection:
            row = connection.execute(sql("journal/first")).fetchone()
        return row[0] if row else None

    def continue_with(self, archived: tuple[Entry, ...]) -> None:
        """Add the rows of an archived journal that continue this one, as they are.

        An archive that does not begin with all of this journal adds nothing.
        """
        ours = self.entries()
        if archived[: len(ours)] != ours:
            return
        with self._transaction() as connection:
            for entry in archived[len(ours) :]:
                connection.execute(sql("journal/append"), vars(entry))

    def head(self) -> str:
        """What names the journal as it is now; empty before its first row. Raises StoreDamaged."""
        rows = self._read("journal/last_entry")
        return head_of(rows[0]) if rows else ""

    def entries(self) -> tuple[Entry, ...]:
        """Every row, oldest first. Raises StoreDamaged."""
        return self._read("journal/entries")

    def last_of_publications(self) -> Entry | None:
        """The last row about a publication on its way, in force or given up."""
        rows = self._read("journal/last_of_publications")
        return rows[0] if rows else None

    def breaks(self) -> tuple[int, ...]:
        """The rows (seq) where the chain does not hold: changed, or one before them is gone."""
        found = []
        expected, previous = 1, _FIRST
        for entry in self.entries():
            if (entry.seq, entry.prev_hash) != (expected, previous) or not entry.is_whole:
                found.append(entry.seq)
            expected, previous = entry.seq + 1, entry.hash
        return tuple(found)

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy, also while others append. Raises StoreDamaged."""
        with self._open() as connection, closing(_connect(target)) as copy:
            connection.backup(copy)

    def _read(self, statement: str) -> tuple[Entry, ...]:
        with self._open() as connection:
            return tuple(Entry(*row) for row in connection.execute(sql(statement)))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with (
            writing_in(self.path.parent),
            self._open() as connection,
            connection,  # commits, or rolls back
        ):
            connection.execute(sql("journal/begin"))
            yield connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            raise StoreDamaged("journal_damaged", file=self.path)
        with closing(_connect(self.path)) as connection:
            try:
                yield connection
            except sqlite3.OperationalError:  # the disk or the lock, not the content
                raise
            except sqlite3.DatabaseError as error:
                raise StoreDamaged("journal_damaged", file=self.path) from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=10)


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    row = connection.execute(sql("journal/last")).fetchone()
    return row or (0, _FIRST)
