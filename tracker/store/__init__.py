"""The record: immutable DuckDB files, one in force, and the journal of who did what.

The only package that speaks DuckDB and SQLite; every statement stands in sql/.
"""

from tracker.store.changes import (
    AcceptUpload,
    ApplyDefinitions,
    Change,
    DropExample,
    RecordDecision,
    RecordEntries,
    fingerprint,
)
from tracker.store.drafts import Draft, Drafts
from tracker.store.journal import Entry, Journal
from tracker.store.snapshot import Snapshot
from tracker.store.store import Store
from tracker.store.verification import Problem

__all__ = [
    "AcceptUpload",
    "ApplyDefinitions",
    "Change",
    "Draft",
    "Drafts",
    "DropExample",
    "Entry",
    "Journal",
    "Problem",
    "RecordDecision",
    "RecordEntries",
    "Snapshot",
    "Store",
    "fingerprint",
]
