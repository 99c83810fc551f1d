"""Files → checked observations. Bytes in, a Reading out: what was read, and all that is wrong.

The steps are pure functions, one module each: container → encoding → dialect → frame → table →
roles → keys and numbers → observations → changes. Definitions and stored series are handed in.
"""

from tracker.ingest.changes import ChangedValue, Difference, SeriesDifference, difference
from tracker.ingest.codes import FaultCode
from tracker.ingest.handover import read_reading, write_reading
from tracker.ingest.limits import Limits
from tracker.ingest.own.form import read_own_form
from tracker.ingest.reading import Reading
from tracker.ingest.writing import escape_cell, own_form_template

__all__ = [
    "ChangedValue",
    "Difference",
    "FaultCode",
    "Limits",
    "Reading",
    "SeriesDifference",
    "difference",
    "escape_cell",
    "own_form_template",
    "read_own_form",
    "read_reading",
    "write_reading",
]
