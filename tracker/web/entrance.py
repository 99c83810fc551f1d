"""Who is let in, from where, and to which pages: ASGI middlewares before everything else."""

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.errors import NotAllowed, TrackerError
from tracker.service.access import Action, may
from tracker.texts.address import SHARED, Page
from tracker.web.callers import from_elsewhere, from_here, host_asked
from tracker.web.site import Mode, actor_of_request, mode
from tracker.web.turned_away import turn_away

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
        shut = mode() is Mode.LOCAL and not from_here(scope)
        if scope["type"] in ("http", "websocket") and shut:
            await turn_away(scope, receive, send, NotAllowed("entrance_here_only"))
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
        if scope["type"] in ("http", "websocket") and changes and from_elsewhere(scope):
            await turn_away(scope, receive, send, NotAllowed("entrance_from_elsewhere"))
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
                await turn_away(scope, receive, send, NotAllowed("entrance_no_upload"))
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


class OurNames:
    """Only what asks by a name of ours is answered: a page elsewhere may point its own at us.

    names   host names without a port; None: every one
    """

    def __init__(self, app: ASGIApp, names: Collection[str] | None) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        asked = scope["type"] in ("http", "websocket")
        if asked and self.names is not None and host_asked(scope) not in self.names:
            await turn_away(scope, receive, send, TrackerError("entrance_host"))
            return
        await self.app(scope, receive, send)


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
