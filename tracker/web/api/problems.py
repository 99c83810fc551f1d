"""What is refused, as application/problem+json: code, cause and remedy in the asker's language."""

from http import HTTPStatus

from starlette.responses import Response

from tracker.errors import (
    AnswerNeeded,
    Conflict,
    DefinitionsInvalid,
    EntryRefused,
    Fault,
    NotAllowed,
    NotFound,
    ProgrammeNotFound,
    StoreBusy,
    StoreError,
    TrackerError,
    UploadRefused,
)
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording
from tracker.web.api import objects
from tracker.web.api.asked import as_json

MEDIA = "application/problem+json"
PRIVATE = "private, no-store"
_BUSY_SECONDS = 5

# By code where the error's class does not tell.
_BY_CODE = {
    "api_token_needed": 401,
    "api_token_invalid": 401,
    "api_no_such_path": 404,
    "api_method": 405,
    "api_draft_reading": 409,
    "api_draft_failed": 409,
    "api_draft_late": 409,
    "api_drafts_waiting": 409,
    "file_too_large": 413,
    "api_body_large": 413,
    "api_media_type": 415,
    "api_key_reused": 422,
    "api_too_often": 429,
    "entrance_host": 400,
    "no_definitions": 503,
}
_BY_CLASS: tuple[tuple[type[TrackerError], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (AnswerNeeded, 409),
    (Conflict, 409),
    (UploadRefused, 422),
    (EntryRefused, 422),
    (DefinitionsInvalid, 503),
    (StoreError, 503),
    (ProgrammeNotFound, 503),
    (TrackerError, 400),
)


def status_of(error: TrackerError) -> int:
    """The status that an error is answered with."""
    by_class = next(status for kind, status in _BY_CLASS if isinstance(error, kind))
    return _BY_CODE.get(error.code, by_class)


def problem(error: TrackerError, texts: Texts) -> Response:
    """The answer to what is refused."""
    status, wording = status_of(error), error_wording(error, texts)
    told = objects.Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=error.code,
        cause=wording.cause,
        remedy=wording.remedy,
        faults=[
            fault_told(fault, texts)
            for fault in getattr(error, "faults", ())
            if isinstance(error, UploadRefused | EntryRefused)
        ],
    )
    return Response(
        as_json(told), status, media_type=MEDIA, headers={"Cache-Control": PRIVATE, **_more(error)}
    )


def _more(error: TrackerError) -> dict[str, str]:
    """What the status asks for beside the body."""
    match status_of(error):
        case 401:
            return {"WWW-Authenticate": "Bearer"}
        case 405:
            return {"Allow": str(error.params["allowed"])}
        case 429:
            return {"Retry-After": str(error.params["seconds"])}
        case 503 if isinstance(error, StoreBusy):
            return {"Retry-After": str(_BUSY_SECONDS)}
        case _:
            return {}


def fault_told(fault: Fault, texts: Texts) -> objects.Fault:
    """A fault of a file, in words."""
    wording = fault_wording(fault, texts)
    return objects.Fault(
        code=fault.code,
        place=wording.place.removesuffix(":"),
        row=fault.row,
        column=fault.column,
        cell=fault.cell,
        cause=wording.cause,
        remedy=wording.remedy,
    )
