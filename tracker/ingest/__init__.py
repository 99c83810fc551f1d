"""Files → checked observations. Bytes in, a Reading out: what was read, and all that is wrong.

The steps are pure functions, one module each: container → encoding → dialect → frame → table →
roles → keys and numbers → observations → changes. Definitions and stored series are handed in.
"""

from tracker.ingest.afterwards import would_be
from tracker.ingest.changes import (
    AbsentValue,
    ChangedValue,
    Difference,
    SeriesDifference,
    difference,
    states_difference,
)
from tracker.ingest.codes import FaultCode
from tracker.ingest.handover import read_reading, write_reading
from tracker.ingest.limits import LARGE, Limits
from tracker.ingest.own.form import read_own_form
from tracker.ingest.reading import Reading
from tracker.ingest.templates import Template, own_form_template, template_csv
from tracker.ingest.writing import escape_cell

__all__ = [
    "LARGE",
    "AbsentValue",
    "ChangedValue",
    "Difference",
    "FaultCode",
    "Limits",
    "Reading",
    "SeriesDifference",
    "Template",
    "difference",
    "escape_cell",
    "own_form_template",
    "read_own_form",
    "read_reading",
    "states_difference",
    "template_csv",
    "would_be",
    "write_reading",
]
