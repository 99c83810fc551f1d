"""An upload taken out of force: its series become what they would be without it."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from tracker.errors import Conflict, NotFound
from tracker.model.records import Upload, Withdrawal
from tracker.store.blobs import Blobs
from tracker.store.changes import Read, WithdrawUpload
from tracker.store.replay import replay_without, shares_indicators
from tracker.store.statements import sql

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Without:
    """What the series of an upload in force would hold without it.

    series    (indicator id, area id) of each that it has values of, by the ids in force
    values    OBSERVATIONS, upload_id and fictional, in the order (indicator, area, period), as the
              reader who asked may see them
    """

    upload: Upload
    series: tuple[tuple[str, str], ...]
    values: pa.Table


def withdraw(
    connection: Connection, change: WithdrawUpload, blobs: Blobs, number: int, based_on: int
) -> None:
    """Carry out a withdrawal as publication `number`.

    Values that the upload superseded come back whole, as the uploads that gave them say; values
    that later uploads gave stay, also those that only repeated what the withdrawn one said.
    Raises NotFound; Conflict when it is not in force, or its series moved after `based_on`.
    """
    upload = upload_in_force(connection, change.upload_id)
    series = _leave_out(connection, blobs, change.read, upload, number)
    _refuse_what_moved(connection, upload, based_on)
    _settle(connection, upload, number)
    made = Withdrawal(
        upload=upload.id,
        file_name=upload.file_name,
        reason=change.reason,
        withdrawn_by=change.withdrawn_by,
        withdrawn_at=change.withdrawn_at,
        publication=number,
        series=series,
    )
    connection.execute(
        sql("write/add_withdrawal"),
        {"publication": number, "upload_id": upload.id, "json": made.model_dump_json()},
    )


def take_out(connection: Connection, blobs: Blobs, read: Read, upload_id: str, number: int) -> None:
    """Bring back what was before an upload in force, and say nothing of it.

    Raises NotFound, Conflict when it is not in force, StoreDamaged.
    """
    upload = upload_in_force(connection, upload_id)
    _leave_out(connection, blobs, read, upload, number)
    _settle(connection, upload, number)


def _leave_out(
    connection: Connection, blobs: Blobs, read: Read, upload: Upload, number: int
) -> tuple[tuple[str, str], ...]:
    series = replay_without(connection, blobs, read, upload, until=number)
    connection.execute(sql("write/touch_left_out"))
    return series


def _settle(connection: Connection, upload: Upload, number: int) -> None:
    for statement in ("write/end_unwanted", "write/add_wanted"):
        connection.execute(sql(statement), {"publication": number})
    connection.execute(sql("write/end_upload"), {"id": upload.id, "publication": number})


def upload_in_force(connection: Connection, upload_id: str) -> Upload:
    """The upload of that id. Raises NotFound; Conflict for one that was taken out of force."""
    rows = connection.execute(sql("check/upload_in_force"), {"id": upload_id}).fetchall()
    if not rows:
        raise NotFound("upload_unknown", upload=upload_id)
    in_force, json = rows[0]
    upload = Upload.model_validate_json(json)
    if not in_force:
        raise Conflict("upload_not_in_force", file=upload.file_name)
    return upload


def _refuse_what_moved(connection: Connection, upload: Upload, based_on: int) -> None:
    moved = connection.execute(sql("check/series_moved"), {"based_on": based_on}).fetchall()
    if moved:
        raise Conflict("withdrawal_outdated", file=upload.file_name, based_on=based_on)
    # A later file that only repeats a value moves nothing, but its word stands when ours goes.
    since = connection.execute(sql("check/uploads_since"), {"based_on": based_on}).fetchall()
    for (json,) in since:
        other = Upload.model_validate_json(json)
        if other.id != upload.id and shares_indicators(upload, other):
            raise Conflict("withdrawal_outdated", file=upload.file_name, based_on=based_on)
