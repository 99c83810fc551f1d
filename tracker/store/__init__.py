"""The record: immutable DuckDB files, one in force, and the journal of who did what.

The only package that speaks DuckDB and SQLite; every statement stands in sql/.
"""

from tracker.store.changes import (
    AcceptUpload,
    ApplyDefinitions,
    Change,
    DropExample,
    Read,
    RecordDecision,
    RecordEntries,
    WithdrawUpload,
    fingerprint,
)
from tracker.store.drafts import Draft, Drafts
from tracker.store.durable import writing_in
from tracker.store.idempotency import Answered, Idempotency
from tracker.store.journal import Entry, Journal
from tracker.store.links import Links
from tracker.store.lock import Wait, held_folder
from tracker.store.packed import PACKED, packing
from tracker.store.purging import Purging
from tracker.store.purging_found import Backup
from tracker.store.series import series_in
from tracker.store.signins import SignIns
from tracker.store.snapshot import Snapshot
from tracker.store.store import Store
from tracker.store.tokens import Tokens
from tracker.store.verification import Problem
from tracker.store.withdrawing import Without

__all__ = [
    "PACKED",
    "AcceptUpload",
    "Answered",
    "ApplyDefinitions",
    "Backup",
    "Change",
    "Draft",
    "Drafts",
    "DropExample",
    "Entry",
    "Idempotency",
    "Journal",
    "Links",
    "Problem",
    "Purging",
    "Read",
    "RecordDecision",
    "RecordEntries",
    "SignIns",
    "Snapshot",
    "Store",
    "Tokens",
    "Wait",
    "WithdrawUpload",
    "Without",
    "fingerprint",
    "held_folder",
    "packing",
    "series_in",
    "writing_in",
]
