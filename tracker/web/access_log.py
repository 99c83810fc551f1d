"""Our access log: method, the route's template, status and time. Never an address as it was asked.

An address tells what somebody looked at, and may hold a token; neither it, nor a query, a cookie,
a network address or a person is ever written.
"""

import logging
import time
from collections.abc import Sequence

from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.texts.address import Page

LOG = logging.getLogger("tracker.access")
_QUIET = ("/static/", "/faslaget/")  # what every page fetches
_PREFIXES = ("/_stcore/", "/media/", "/component/", "/auth/", "/oauth2callback")


class AccessLog:
    """ASGI middleware: one line for each request that is answered, and for each page opened."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write down how it went."""
        if scope["type"] not in ("http", "websocket") or scope["path"].startswith(_QUIET):
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close" and status == 500:
                status = 403
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            took = round((time.perf_counter() - began) * 1000)
            LOG.info("%s %s %d %d ms", _method(scope), self._template(scope), status, took)

    def _template(self, scope: Scope) -> str:
        path = scope["path"]
        for route in self.routes:
            if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE:
                return route.path
        if path == "/" or path.removeprefix("/") in set(Page):
            return str(path)
        return next((f"{one}…" for one in _PREFIXES if path.startswith(one)), "…")


def _method(scope: Scope) -> str:
    method = scope.get("method", "WS")
    return method if method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "WS") else "?"
