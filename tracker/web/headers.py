"""Security headers on every answer; Swedish, our title and our style in streamlit's index page."""

import re
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.texts.address import SHARED, language_of
from tracker.texts.catalogue import texts_in
from tracker.web.routes import static_url
from tracker.web.signing import SIGN_IN

# Streamlit's index page holds one inline script, named by its hash for version 1.67; a version
# with another one loses that script, not the page.
_INLINE = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' 'wasm-unsafe-eval' {_INLINE}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-write=(self)",
}


# Where an address holds what opens a frozen link: it is told to nobody.
_SECRET_PATHS = ("/l/", f"/{SHARED}", SIGN_IN)
_ONLY_TLS = "max-age=31536000"  # a year


class PageHeaders:
    """ASGI middleware: headers on everything, and streamlit's index page made ours.

    https   the browser reaches us by TLS, also where a proxy before us ends it; cookies are then
            never sent without
    """

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        https = self.https or scope.get("scheme") == "https"
        await self.app(_uncompressed(scope), receive, _Answer(scope, send, https=https))


def _uncompressed(scope: Scope) -> Scope:
    """A request for a page, asked without compression: streamlit would compress before us."""
    headers = dict(scope["headers"])
    if b"text/html" not in headers.get(b"accept", b""):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


class _Answer:
    """Holds back an HTML body until it is whole, and lets everything else through."""

    def __init__(self, scope: Scope, send: Send, *, https: bool) -> None:
        self._scope, self._send, self._https = scope, send, https
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if self._scope["path"].startswith(_SECRET_PATHS):
                headers["Referrer-Policy"] = "no-referrer"
            if self._https:
                headers["Strict-Transport-Security"] = _ONLY_TLS
                headers.raw[:] = [_secure(name, value) for name, value in headers.raw]
            is_ours = self._scope["path"].startswith("/l/")
            if headers.get("content-type", "").startswith("text/html") and not is_ours:
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = self._ours(bytes(self._body))
            headers = MutableHeaders(scope=self._start)
            headers["content-length"] = str(len(body))
            if "etag" in headers:
                del headers["etag"]
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body}
            self._start = None
        await self._send(message)

    def _ours(self, html: bytes) -> bytes:
        query = parse_qs(self._scope.get("query_string", b"").decode("latin-1"))
        language = language_of({key: values[0] for key, values in query.items()})
        title = texts_in(language)("app.name").encode()
        html = html.replace(b'<html lang="en"', f'<html lang="{language.value}"'.encode(), 1)
        html = re.sub(rb"<title>.*?</title>", b"<title>" + title + b"</title>", html, count=1)
        ours = (
            f'<link rel="stylesheet" href="{static_url("faslaget.css")}">'
            f'<script src="{static_url("faslaget.js")}" defer></script></head>'
        )
        return html.replace(b"</head>", ours.encode(), 1)


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return name, value
    return name, value + b"; Secure"
