"""What a program that asks twice by the same key was answered the first time."""

from tracker.errors import Conflict
from tracker.service.programme import Site
from tracker.store import Answered, Idempotency


def answered_before(site: Site, person: str, key: str, sha256: str) -> str | None:
    """The answer to a key within the last day; None for one that is new.

    person   the id of who asks
    sha256   of all that is asked

    Raises Conflict where something else was asked by the same key.
    """
    found = Idempotency(site.store.journal).find(person, key, site.clock())
    return _same(found, sha256) if found else None


def keep_answer(
    site: Site, person: str, key: str, sha256: str, answer: str, *, kind: str, what: str
) -> str:
    """Keep an answer for a day; gives it, or the one that a quicker request by the key was given.

    kind, what   as the journal tells of it; written down without a key, that is "", as well

    Raises Conflict as above; StoreUnwritable or StoreBusy.
    """
    if not key:
        site.store.journal.append(kind, person, what, None)
        return answer
    given, now = Answered(sha256, answer), site.clock()
    kept = Idempotency(site.store.journal).keep(person, key, given, now, kind=kind, what=what)
    return _same(kept, sha256)


def _same(found: Answered, sha256: str) -> str:
    if found.sha256 != sha256:
        raise Conflict("api_key_reused")
    return found.answer
