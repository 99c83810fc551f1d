"""Streamlit's static files, compressed once: 4.9 MB of scripts become 1.2 MB on the wire."""

import gzip
import mimetypes
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER = Path(streamlit.__file__).parent / "static" / "static"
_TEXT = {".js", ".css", ".json", ".svg", ".map", ".txt"}
_PREFIX = "/static/"
# The names carry a hash of the content, so a file never changes under its name.
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}


class CompressedFiles:
    """ASGI middleware: answers for streamlit's own files; a route may not take their path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a compressed file, or pass the request on."""
        if scope["type"] == "http" and (answer := _answer(scope)):
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _answer(scope: Scope) -> Response | None:
    request = Request(scope)
    name = request.url.path.removeprefix(_PREFIX)
    accepted = "gzip" in request.headers.get("accept-encoding", "")
    if request.method != "GET" or not accepted or name not in _files():
        return None
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_compressed(name), media_type=kind, headers=_HEADERS)


@cache
def _files() -> frozenset[str]:
    """The files that are compressed, by their paths below the folder; no other is opened."""
    return frozenset(
        path.relative_to(_FOLDER).as_posix()
        for path in _FOLDER.rglob("*")
        if path.suffix in _TEXT and path.is_file()
    )


@cache
def _compressed(name: str) -> bytes:
    """Kept in memory: about 1.2 MB when every file has been asked for."""
    return gzip.compress((_FOLDER / name).read_bytes(), compresslevel=6, mtime=0)
