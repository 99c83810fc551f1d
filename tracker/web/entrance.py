"""Who is let in, and to which pages: two ASGI middlewares before everything else."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.texts.address import Page
from tracker.web.site import open_read

_STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/")
_GIVEN = 60  # characters of an unknown path that are repeated


class LocalOnly:
    """In local mode only this computer is answered: whoever is let in has the owner's rights.

    `tracker serve` listens to no other, but `streamlit run` listens to all.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] in ("http", "websocket") and not open_read() and not _from_here(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("403", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _from_here(scope: Scope) -> bool:
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
        if name not in set(Page):
            return RedirectResponse("/?" + urlencode({name[:_GIVEN] or "/": ""}))
        if path == f"/{name}":
            return None
        return RedirectResponse(f"/{name}" + (f"?{query}" if query else ""))
