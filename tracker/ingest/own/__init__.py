"""The tracker's own CSV form: container → encoding → dialect → frame → table → roles → values.

Every step works on Arrow columns of distinct strings, so that ten million rows are read in
seconds. Files of any other shape go through `containers`, `frames` and `meaning` instead.
"""

from tracker.ingest.own.form import read_own_form

__all__ = ["read_own_form"]
