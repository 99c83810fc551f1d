"""An upload taken in: its values supersede those in force for the same keys."""

from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tracker.errors import Conflict, StoreError
from tracker.model.definitions import Definitions
from tracker.model.encoding import encoded, order_key, places
from tracker.model.observations import ENCODED_OBSERVATIONS
from tracker.store.changes import AcceptUpload
from tracker.store.statements import sql

Connection = duckdb.DuckDBPyConnection

_BATCH = 122_880  # rows: one row group of DuckDB's


def accept(
    connection: Connection,
    change: AcceptUpload,
    definitions: Definitions,
    number: int,
    based_on: int,
) -> None:
    """Carry out the change as publication `number`, by the definitions in force.

    Raises Conflict when a series that it touches has changed after `based_on`, StoreError when it
    does not fit the definitions.
    """
    upload = change.upload
    incoming = encoded(change.observations.select(ENCODED_OBSERVATIONS.names))
    series = _series(incoming)
    _refuse_undefined(series, definitions)
    if _found(connection, "check/upload_known", id=upload.id):
        raise Conflict("upload_known", upload=upload.id)
    connection.register("series", series)
    connection.execute(sql("write/touch_series"))
    connection.unregister("series")
    for indicator, area in _found(connection, "check/series_moved", based_on=based_on):
        raise Conflict("series_moved", indicator=str(indicator), area=str(area), based_on=based_on)
    if change.replaces_fictional:
        connection.execute(sql("write/end_fictional_of_touched"), {"publication": number})
    origin = {
        "upload_id": upload.id,
        "fictional": upload.provenance.fictional,
        "publication": number,
    }
    order = np.argsort(order_key(incoming), kind="stable")
    pa.default_memory_pool().release_unused()  # what reading the file left
    if _found(connection, "check/touched_in_force"):
        connection.register("incoming", incoming.take(pa.array(order)))
        if upload.complete:
            connection.execute(sql("write/end_absent"), {"publication": number})
        connection.execute(sql("write/supersede"), {"publication": number})
        connection.execute(sql("write/add_observations"), origin)
    else:  # nothing to hold them against: as they stream in
        connection.register("incoming", _in_order(incoming, order))
        connection.execute(sql("write/add_first_observations"), origin)
    connection.unregister("incoming")
    connection.execute(
        sql("write/add_upload"),
        {
            "id": upload.id,
            "sha256": upload.sha256,
            "fictional": upload.provenance.fictional,
            "json": upload.model_dump_json(),
            "publication": number,
        },
    )


def _series(incoming: pa.Table) -> pa.Table:
    """The different series of a table that is encoded: indicator_id, area_id."""
    indicator, indicators = places(incoming["indicator_id"])
    area, areas = places(incoming["area_id"])
    occurs = np.zeros((len(indicators), len(areas)), dtype=np.bool_)
    occurs[indicator, area] = True
    of, at = np.nonzero(occurs)
    columns = [pa.array(indicators, pa.string()).take(of), pa.array(areas, pa.string()).take(at)]
    return pa.table(columns, names=["indicator_id", "area_id"])


def _refuse_undefined(series: pa.Table, definitions: Definitions) -> None:
    for indicator in series["indicator_id"].unique().to_pylist():
        if indicator not in definitions.indicators:
            raise StoreError("indicator_undefined", indicator=indicator)
    for area in series["area_id"].unique().to_pylist():
        if area not in definitions.areas:
            raise StoreError("area_undefined", area=area)


def _found(connection: Connection, statement: str, **params: object) -> list[tuple[object, ...]]:
    return connection.execute(sql(statement), params).fetchall()


def _in_order(table: pa.Table, order: npt.NDArray[np.int64]) -> pa.RecordBatchReader:
    """The rows in another order, a batch at a time: sorted copies of all would fill the memory."""
    repeated = [_repeated(column) for column in table.columns]
    whole = [
        column.slice(0, 0) if same is not None else _whole(column)
        for column, same in zip(table.columns, repeated, strict=True)
    ]

    def batches() -> Iterator[pa.RecordBatch]:
        for start in range(0, len(order), _BATCH):
            rows = pa.array(order[start : start + _BATCH])
            chosen = [
                column.take(rows) if same is None else same.slice(0, len(rows))
                for column, same in zip(whole, repeated, strict=True)
            ]
            yield pa.record_batch(chosen, schema=table.schema)

    return pa.RecordBatchReader.from_batches(table.schema, batches())


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _repeated(column: pa.ChunkedArray) -> pa.Array | None:
    """A batch of what stands in every row, nothing or one text; None where the rows differ."""
    if column.null_count == len(column):
        return pa.nulls(_BATCH, column.type)
    if column.null_count or not pa.types.is_dictionary(column.type):
        return None
    codes = [pc.min_max(chunk.indices).values() for chunk in column.chunks]
    if len({code.as_py() for both in codes for code in both}) > 1:
        return None
    return column.chunk(0).take(pa.repeat(0, _BATCH))
