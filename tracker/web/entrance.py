"""Who is let in, from where, and to which pages: ASGI middlewares before everything else."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.errors import TrackerError
from tracker.service.access import Action, may
from tracker.texts.address import SHARED, Page
from tracker.web.site import Mode, actor_of_request, mode

_STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/", "/auth/", "/oauth2callback")
_UPLOADED = "/_stcore/upload_file"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_GIVEN = 60  # characters of an unknown path that are repeated


class LocalOnly:
    """In local mode only this computer is answered: whoever is let in has the owner's rights.

    `tracker serve` listens to no other, but `streamlit run` listens to all.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] in ("http", "websocket") and not _may_come(scope):
            await _turn_away(scope, receive, send)
            return
        await self.app(scope, receive, send)


class FromOurPages:
    """What changes something, and a page's own connection, may come from our own pages only.

    A browser says from where: by Origin, and by Sec-Fetch-Site. A program says neither, and has
    no cookies. Streamlit by itself trusts this computer's and its own outer addresses too, and
    asks a server elsewhere for the latter.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        changes = scope["type"] == "websocket" or scope.get("method") not in _READS
        if scope["type"] in ("http", "websocket") and changes and _from_elsewhere(scope):
            await _turn_away(scope, receive, send)
            return
        await self.app(scope, receive, send)


class UploadsByRole:
    """Streamlit takes a file from whoever has a page open; we ask first who it is.

    Whether the file may be used is asked again, by the use case.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before its body is read."""
        given = scope["type"] == "http" and scope["path"].startswith(_UPLOADED)
        if given and scope["method"] not in _READS:
            allowed = await run_in_threadpool(_may_upload, HTTPConnection(scope))
            if not allowed:
                await _turn_away(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _may_upload(request: HTTPConnection) -> bool:
    """Whether a page would offer the person to choose a file: values, or a list of actions."""
    if mode() is Mode.LOCAL:
        return True  # a name is given on the page, which is not known here
    try:
        actor = actor_of_request(request)
    except TrackerError:
        return False
    return may(actor, Action.UPLOAD) or may(actor, Action.PLAN)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse("403", status_code=403)(scope, receive, send)


def _from_elsewhere(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _may_come(scope: Scope) -> bool:
    return mode() is not Mode.LOCAL or from_here(scope)


def from_here(scope: Scope) -> bool:
    """Whether this computer itself asks."""
    if not scope.get("client"):
        return True  # a socket that is a file of this computer
    try:
        address = ipaddress.ip_address(scope["client"][0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


class KnownPages:
    """A page that does not exist leads to Läget, where the address is told to be wrong.

    Streamlit would show its first page without a word, or below a further «/» a blank one.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or lead it elsewhere."""
        if scope["type"] == "http" and (elsewhere := self._elsewhere(scope)):
            await elsewhere(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _elsewhere(self, scope: Scope) -> Response | None:
        request = Request(scope)
        path, query = request.url.path, request.url.query
        wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if not wants_page or path == "/" or path.startswith(_STREAMLIT):
            return None
        if any(route.matches(scope)[0] is Match.FULL for route in self.routes):
            return None
        name = path.strip("/")
        if name not in {*Page, SHARED}:
            return RedirectResponse("/?" + urlencode({name[:_GIVEN] or "/": ""}))
        if path == f"/{name}":
            return None
        return RedirectResponse(f"/{name}" + (f"?{query}" if query else ""))
