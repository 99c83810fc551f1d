"""Every operation of the API, in one table."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel
from starlette.responses import Response

from tracker.web.api import objects, reading, uploading
from tracker.web.api.asked import Asked
from tracker.web.api.parameters import Accept, Query, ReportQuery, SeriesQuery, VersionQuery

ROOT = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """What can be asked.

    answer    gives the answer; raises TrackerError
    gives     the object that is answered with `status`; None: nothing
    csv       it can be had as CSV as well
    by_token  only a program that may upload may ask; there is no such thing in open reading
    file      the body is a file
    body      the body is this, as JSON
    refuses   the statuses of its own refusals, beside those that all have
    """

    method: str
    path: str
    name: str
    summary: str
    answer: Callable[[Asked], Response]
    gives: type[BaseModel] | None
    query: type[Query] = Query
    status: int = 200
    csv: bool = False
    by_token: bool = False
    file: bool = False
    body: type[Accept] | None = None
    refuses: tuple[int, ...] = ()

    @property
    def repeatable(self) -> bool:
        """Whether a program may ask again by a key of its own."""
        return self.file or self.body is not None


OPERATIONS = (
    Operation(
        "GET",
        f"{ROOT}/report",
        "report",
        "The whole report: phases, conditions with their evidence, goals, series. CSV: the values.",
        reading.report,
        objects.ReportAnswer,
        query=ReportQuery,
        csv=True,
        refuses=(404,),
    ),
    Operation(
        "GET",
        f"{ROOT}/series",
        "series",
        "Series with values and verdicts: all, or those of an indicator or an area.",
        reading.series,
        objects.SeriesAnswer,
        query=SeriesQuery,
        csv=True,
        refuses=(404,),
    ),
    Operation(
        "GET",
        f"{ROOT}/definitions",
        "definitions",
        "What is measured, where and against what; the phases and their conditions.",
        reading.definitions,
        objects.DefinitionsAnswer,
        query=VersionQuery,
        csv=True,
        refuses=(404,),
    ),
    Operation(
        "GET",
        f"{ROOT}/publications",
        "publications",
        "Every data version, oldest first.",
        reading.publications,
        objects.VersionsAnswer,
        query=VersionQuery,
        csv=True,
        refuses=(404,),
    ),
    Operation(
        "POST",
        f"{ROOT}/upload",
        "upload",
        "Leave a file as a draft. Nothing is stored until the draft is accepted.",
        uploading.upload,
        objects.UploadAnswer,
        status=201,
        by_token=True,
        file=True,
        refuses=(409, 413, 415, 422),
    ),
    Operation(
        "GET",
        f"{ROOT}/drafts/{{draft}}",
        "draft",
        "How far a draft has been read, what it would change, its faults and questions.",
        uploading.draft,
        objects.DraftAnswer,
        by_token=True,
        refuses=(404,),
    ),
    Operation(
        "DELETE",
        f"{ROOT}/drafts/{{draft}}",
        "discard",
        "Drop a draft.",
        uploading.discard_draft,
        None,
        status=204,
        by_token=True,
        refuses=(404,),
    ),
    Operation(
        "POST",
        f"{ROOT}/drafts/{{draft}}/accept",
        "accept",
        "Make a data version of a draft, whole or not at all.",
        uploading.accept_draft,
        objects.AcceptAnswer,
        by_token=True,
        body=Accept,
        refuses=(404, 409, 413, 415, 422),
    ),
)
