"""A Reading through files, for the child process that reads and the parent that shows it."""

import json
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc

from tracker.errors import Fault
from tracker.ingest.reading import Reading

_FORMAT = 1
_JSON = "reading.json"
_ARROW = "observations.arrow"


def write_reading(reading: Reading, folder: Path) -> None:
    """Write `reading.json` and `observations.arrow` into an existing folder."""
    observations = reading.observations
    with (
        pa.OSFile(str(folder / _ARROW), "wb") as sink,
        pa.ipc.new_file(sink, observations.schema) as writer,
    ):
        writer.write_table(observations)
    facts = {
        "format": _FORMAT,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "decimal_mark": reading.decimal_mark,
        "header": reading.header,
        "header_row": reading.header_row,
        "sample": reading.sample,
        "head": reading.head,
        "rows": reading.rows,
        "faults": [asdict(fault) for fault in reading.faults],
        "faults_total": reading.faults_total,
    }
    (folder / _JSON).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def read_reading(folder: Path) -> Reading:
    """Read back what `write_reading` wrote. The observations are mapped, not copied."""
    facts = json.loads((folder / _JSON).read_text(encoding="utf-8"))
    if facts.pop("format") != _FORMAT:
        raise ValueError(folder)
    with pa.memory_map(str(folder / _ARROW)) as source:
        observations = pa.ipc.open_file(source).read_all()
    facts["header"] = tuple(facts["header"])
    facts["head"] = tuple(tuple(cells) for cells in facts["head"])
    facts["faults"] = tuple(Fault(**fault) for fault in facts["faults"])
    return Reading(observations=observations, **facts)
