"""The body of a request: a file, written where it lies until it is a draft; or a little JSON."""

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from tracker.errors import Fault, TrackerError, UploadRefused
from tracker.service.receiving import MOST_RECEIVED
from tracker.web.api.asked import Received

FILE_NAME, KEY = "file-name", "idempotency-key"
_MOST_JSON = 64 * 1024
_MOST_NAME = 200
# As in an address, so of printable ASCII; no quote, slash or backslash, no space at either end.
NAME_PATTERN = r"^[!#-.0-\[\]-~]([ !#-.0-\[\]-~]*[!#-.0-\[\]-~])?$"
MOST_RAW_NAME = 6 * _MOST_NAME
KEY_PATTERN = r"^[!-~]{1,100}$"
_IN_PARTS = "multipart/"


def file_name_of(request: Request) -> str:
    """The name of the file that comes: in the header, written as in an address.

    Raises TrackerError for none, or one that is a path or cannot be shown.
    """
    raw = request.headers.get(FILE_NAME, "")
    name = unquote(raw).strip()
    sound = len(raw) <= MOST_RAW_NAME and re.fullmatch(NAME_PATTERN, raw)
    plain = 0 < len(name) <= _MOST_NAME and name.isprintable() and not set(name) & set('/\\"')
    if not (sound and plain) or name in (".", ".."):
        raise TrackerError("api_file_name", most=_MOST_NAME)
    return name


def key_of(request: Request) -> str:
    """The program's own key of the request; "" for none. Raises TrackerError for a bad one."""
    key = request.headers.get(KEY, "")
    if KEY in request.headers and not re.fullmatch(KEY_PATTERN, key):
        raise TrackerError("api_key_bad")
    return key


async def receive_file(request: Request, path: Path, name: str) -> Received:
    """Write the body to a file as it comes, no longer than the limit.

    Raises UploadRefused for a file over it, as soon as that is known; TrackerError for a form in
    parts; ClientDisconnect; OSError.
    """
    if request.headers.get("content-type", "").lower().startswith(_IN_PARTS):
        raise TrackerError("api_media_type", wanted="application/octet-stream")
    _refuse_over(_told_length(request))
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        async for part in request.stream():
            size += len(part)
            _refuse_over(size)
            digest.update(part)
            await run_in_threadpool(file.write, part)
    return Received(path, name, size, digest.hexdigest())


async def receive_json(request: Request) -> bytes:
    """A body of JSON. Raises TrackerError for another type, or more than it can be."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise TrackerError("api_media_type", wanted="application/json")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_JSON:
            raise TrackerError("api_body_large", most=_MOST_JSON // 1024)
    return bytes(body)


def _told_length(request: Request) -> int:
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _refuse_over(size: int) -> None:
    if size > MOST_RECEIVED:
        fault = Fault("file_too_large", {"size": size >> 20, "limit": MOST_RECEIVED >> 20})
        raise UploadRefused("file_too_large", (fault,))
