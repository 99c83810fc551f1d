"""Our own routes, beside streamlit's: /halsa and the two static files."""

import hashlib
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tracker.errors import TrackerError
from tracker.service.programme import find_programme, open_site
from tracker.texts.address import Page

_TYPES = {"faslaget.css": "text/css", "faslaget.js": "text/javascript"}


@cache
def _static(name: str) -> bytes:
    return (files("tracker.web") / "static" / name).read_bytes()


@cache
def static_url(name: str) -> str:
    """The address of a static file of ours; it changes with the content, so it is cached long."""
    return f"/faslaget/{hashlib.sha256(_static(name)).hexdigest()[:12]}/{name}"


def _serve_static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _TYPES:
        return Response(status_code=404)
    return Response(
        _static(name),
        media_type=_TYPES[name],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def _health(_request: Request) -> JSONResponse:
    """Whether the process can read its store, for whoever watches over it."""
    try:
        site = open_site(find_programme(None, os.environ, Path.cwd()))
        number = site.store.current()
    except TrackerError as error:
        return JSONResponse({"status": "fel", "code": error.code}, status_code=503)
    return JSONResponse({"status": "ok", "dataversion": number})


def _first_page(request: Request) -> Response:
    """Läget by its name: streamlit knows its first page by the root only."""
    query = request.url.query
    return RedirectResponse("/" + (f"?{query}" if query else ""), status_code=308)


ROUTES = [
    Route(f"/{Page.STATUS}", _first_page),
    Route("/halsa", _health),
    Route("/faslaget/{digest}/{name}", _serve_static),
]
