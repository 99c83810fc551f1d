"""Who has signed in and out: rows of the chain, and until when a person's sessions are over."""

from tracker.errors import StoreMissing
from tracker.store.journal import Journal
from tracker.store.statements import sql


class SignIns:
    """What the journal knows of sign-ins. A person is an id."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def key(self) -> bytes:
        """What keeps person ids from being worked out by whoever knows the persons' numbers.

        The hash of the journal's first row: it is carried over by every backup, and shown nowhere.
        Raises StoreMissing before the first row, StoreDamaged.
        """
        first = self._journal.first_hash()
        if first is None:
            raise StoreMissing("store_empty", folder=self._journal.path.parent)
        return first.encode()

    def sign_in(self, person: str) -> None:
        """Write down that a person has signed in. Raises StoreUnwritable or StoreBusy."""
        self._journal.append("sign_in", person, "", None)

    def refused(self, person: str) -> None:
        """Write down that somebody was known by the provider, and has no role here."""
        self._journal.append("sign_in_refused", person, "", None)

    def sign_out(self, person: str, at: float) -> None:
        """End every session that a person began until `at`, in seconds of the epoch."""
        with self._journal.changing() as connection:
            connection.execute(sql("journal/sign_out"), {"person": person, "at": at})
            self._journal.append_within(connection, "sign_out", person, "")

    def signed_out(self, person: str) -> float | None:
        """When a person last signed out, in seconds of the epoch; None for never."""
        with self._journal.looking("signed_out") as connection:
            if connection is None:
                return None
            row = connection.execute(sql("journal/signed_out"), {"person": person}).fetchone()
        return float(row[0]) if row else None
