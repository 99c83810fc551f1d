"""What our own routes and headers answer, and what becomes of streamlit's index page."""

import asyncio
import json
import re
import zlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tracker.service.programme import ENVIRONMENT
from tracker.web.compressed import CompressedFiles
from tracker.web.headers import PageHeaders
from tracker.web.routes import ROUTES

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def _index(_request: Request) -> Response:
    return HTMLResponse(INDEX.read_bytes())


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Asks our routes and headers, with streamlit's own index page behind them."""
    app = Starlette(
        routes=[*ROUTES, Route("/{page:path}", _index)],
        middleware=[Middleware(PageHeaders), Middleware(CompressedFiles)],
    )

    def asked(path: str, query: str = "", **headers: str) -> Answer:
        sent = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"prov")]
            + [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }
        asyncio.run(app(scope, receive, send))
        start, *rest = sent
        told = {k.decode().lower(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], told, b"".join(part.get("body", b"") for part in rest))

    return asked


@pytest.fixture
def programme(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programme that the process serves."""
    monkeypatch.setenv(ENVIRONMENT, str(filled))
    return filled


class TestHealth:
    def test_it_is_json_with_the_data_version(self, ask, programme) -> None:
        answer = ask("/halsa")
        newest = int((programme / "store" / "CURRENT").read_text().split(".")[0])
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/json"
        assert json.loads(answer.body) == {"status": "ok", "dataversion": newest}

    def test_without_a_store_it_is_not_well(self, ask, bare, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(bare))
        answer = ask("/halsa")
        assert answer.status == 503
        assert json.loads(answer.body) == {"status": "fel", "code": "store_missing"}

    def test_without_a_programme_it_is_not_well(self, ask, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
        assert json.loads(ask("/halsa").body)["code"] == "programme_not_found"

    def test_it_gives_no_path_of_the_machine(self, ask, bare, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(bare))
        assert str(bare).encode() not in ask("/halsa").body


def test_the_first_page_by_its_name_leads_to_the_root_with_its_question(ask) -> None:
    answer = ask("/laget", "v=1&data=3&lang=en")
    assert (answer.status, answer.headers["location"]) == (308, "/?v=1&data=3&lang=en")
    assert ask("/laget").headers["location"] == "/"


@pytest.mark.parametrize("path", ["/", "/malomraden", "/halsa", "/laget", "/faslaget/x/none.css"])
def test_every_answer_carries_the_security_headers(ask, programme, path) -> None:
    headers = ask(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


class TestIndexPage:
    @pytest.mark.parametrize(
        ("query", "language", "title"),
        [
            ("", "sv", "Fasläget"),
            ("lang=en", "en", "Fasläget"),
            ("lang=xx", "sv", "Fasläget"),
            ("lang=en%22%3E%3Cscript%3E", "sv", "Fasläget"),
        ],
    )
    def test_it_is_in_the_language_that_the_address_asks_for(
        self, ask, query, language, title
    ) -> None:
        html = ask("/malomraden", query).body.decode()
        assert f'<html lang="{language}"' in html
        assert re.findall("<title>(.*?)</title>", html) == [title]
        assert "%3Cscript" not in html

    def test_it_loads_our_style_and_script_by_the_hash_of_their_content(self, ask) -> None:
        html = ask("/").body.decode()
        for name, kind in (("faslaget.css", "text/css"), ("faslaget.js", "text/javascript")):
            [address] = re.findall(rf'(?:href|src)="(/faslaget/\w{{12}}/{name})"', html)
            answer = ask(address)
            assert answer.status == 200
            assert answer.headers["content-type"].startswith(kind)
            assert "immutable" in answer.headers["cache-control"]

    def test_its_length_is_that_of_what_is_sent(self, ask) -> None:
        answer = ask("/")
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert "etag" not in answer.headers

    def test_every_inline_script_of_streamlit_is_allowed_by_its_hash(self, ask) -> None:
        """A new streamlit with another inline script would lose it without a word."""
        answer = ask("/")
        inline = re.findall(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", answer.body, re.DOTALL)
        assert inline
        for script in inline:
            name = b64encode(sha256(script).digest()).decode()
            assert f"'sha256-{name}'" in answer.headers["content-security-policy"]


class TestStaticFiles:
    def some_script(self) -> str:
        path = next((INDEX.parent / "static" / "js").glob("*.js"))
        return f"/static/js/{path.name}"

    def test_they_travel_compressed(self, ask) -> None:
        address = self.some_script()
        answer = ask(address, accept_encoding="gzip, br")
        assert answer.headers["content-encoding"] == "gzip"
        plain = (INDEX.parent / address.lstrip("/")).read_bytes()
        assert zlib.decompress(answer.body, 31) == plain

    def test_who_cannot_read_that_gets_them_as_they_are(self, ask) -> None:
        assert "content-encoding" not in ask(self.some_script()).headers

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../index.html",
            "/static//etc/passwd",
            "/static/../../config.py",
            "/static/\0.js",
        ],
    )
    def test_nothing_outside_their_folder_is_given(self, ask, path) -> None:
        answer = ask(path, accept_encoding="gzip")
        assert "content-encoding" not in answer.headers

    def test_only_our_two_files_are_ours(self, ask) -> None:
        assert ask("/faslaget/x/routes.py").status == 404
