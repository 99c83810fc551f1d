"""Our own routes, beside streamlit's: /halsa and the two static files."""

import hashlib
import os
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tracker.errors import TrackerError
from tracker.service.programme import find_programme, open_site
from tracker.texts.address import SHARED, Page
from tracker.texts.catalogue import Language, texts_in

_MOST_SECRET = 64  # characters; ours have 32
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


def _shared(request: Request) -> HTMLResponse:
    """The way to a frozen link: the same answer whatever is asked for, for nothing is looked up.

    Programs that show a preview of an address read this, and no more than the tracker's name.
    """
    given = quote(request.path_params["secret"][:_MOST_SECRET], safe="")
    return HTMLResponse(
        _way_to_link().replace("SECRET", given),
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"},
    )


@cache
def _way_to_link() -> str:
    name, said = (escape(texts_in(Language.SV)(key)) for key in ("app.name", "links.preview"))
    ways = "".join(
        f'<p lang="{language}"><a href="/{SHARED}?t=SECRET">'
        f"{escape(texts_in(language)('links.open'))}</a></p>"
        for language in Language
    )
    return (
        '<!doctype html><html lang="sv"><head><meta charset="utf-8">'
        f'<title>{name}</title><meta name="viewport" content="width=device-width">'
        '<meta name="robots" content="noindex, nofollow">'
        f'<meta property="og:title" content="{name}"><meta property="og:type" content="website">'
        f'<meta property="og:description" content="{said}">'
        f'<meta name="description" content="{said}">'
        f'<meta http-equiv="refresh" content="0; url=/{SHARED}?t=SECRET">'
        f"</head><body>{ways}</body></html>"
    )


ROUTES = [
    Route("/l/{secret:path}", _shared),
    Route(f"/{Page.STATUS}", _first_page),
    Route("/halsa", _health),
    Route("/faslaget/{digest}/{name}", _serve_static),
]
