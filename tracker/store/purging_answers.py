"""Answers kept for programs that ask twice: those that tell of what was purged are forgotten."""

import json

from tracker.store.journal import Journal
from tracker.store.purging_found import Target, strings_in
from tracker.store.statements import sql

_TABLE = "idempotency"


def forget_answers(journal: Journal, target: Target) -> int:
    """Remove the kept answers that mention it, bytes and all; gives how many.

    Raises StoreUnwritable or StoreBusy.
    """
    with journal.looking(_TABLE) as connection:
        rows = connection.execute(sql("purge/answers")).fetchall() if connection else []
    telling = [(person, key) for person, key, answer in rows if _tells(answer, target)]
    if not telling:
        return 0
    with journal.changing() as connection:
        connection.execute(sql("purge/overwrite"))
        for person, key in telling:
            connection.execute(sql("purge/forget_answer"), {"person": person, "key": key})
    with journal.looking(_TABLE) as connection:
        if connection:
            connection.execute(sql("purge/empty_wal")).fetchall()
    return len(telling)


def _tells(answer: str, target: Target) -> bool:
    try:
        return target.mentioned(strings_in(json.loads(answer)))
    except ValueError:
        return True
