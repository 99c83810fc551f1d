"""A Reading through files, for the child process that reads and the parent that shows it.

Columns in which nothing stands are left out of the file.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc

from tracker.errors import Fault
from tracker.ingest.nothing import nulls
from tracker.ingest.reading import Reading
from tracker.model.observations import ENCODED_OBSERVATIONS

_FORMAT = 1
_JSON = "reading.json"
_ARROW = "observations.arrow"


def write_reading(reading: Reading, folder: Path) -> None:
    """Write `reading.json` and `observations.arrow` into an existing folder."""
    observations = reading.observations
    empty = [name for name in observations.column_names if _is_empty(observations[name])]
    observations = observations.drop_columns(empty)
    with (
        pa.OSFile(str(folder / _ARROW), "wb") as sink,
        pa.ipc.new_file(sink, observations.schema) as writer,
    ):
        writer.write_table(observations.combine_chunks())
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
        written = pa.ipc.open_file(source).read_all()
    length = written.num_rows
    columns = [
        written[f.name] if f.name in written.column_names else nulls(length, f.type)
        for f in ENCODED_OBSERVATIONS
    ]
    observations = pa.table(columns, schema=ENCODED_OBSERVATIONS)
    facts["header"] = tuple(facts["header"])
    facts["head"] = tuple(tuple(cells) for cells in facts["head"])
    facts["faults"] = tuple(Fault(**fault) for fault in facts["faults"])
    return Reading(observations=observations, **facts)


def _is_empty(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count == len(column))
