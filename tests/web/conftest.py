"""The shipped programme with its store filled once, and its pages as a reader gets them."""

import asyncio
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tracker.service.access import local_owner
from tracker.service.programme import ENVIRONMENT, Site, open_site
from tracker.service.setup import prepare
from tracker.web import MAIN
from tracker.web.options import options
from tracker.web.site import OPEN_READ

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
SHIPPED = Path(__file__).resolve().parents[2]
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # after the last day of the shipped data


def clock_of_filling() -> datetime:
    """When the shipped files were read in."""
    return MORNING


def clock_of_visits() -> datetime:
    """When somebody looks at the pages, and writes: later, so that uploads have an order."""
    return MORNING + timedelta(hours=1)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@dataclass(frozen=True)
class Shown:
    """A page after a run."""

    app: AppTest

    @property
    def html(self) -> str:
        return "\n".join(one.value for one in self.app.markdown)

    @property
    def text(self) -> str:
        """What can be read on it: without tags, white space made one."""
        boxes = (*self.app.error, *self.app.success, *self.app.info)
        return _plain(" ".join([self.html, *(box.value for box in boxes)]))

    @property
    def rows(self) -> list[list[str]]:
        """Every row of every table, cell by cell."""
        return [
            [_plain(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row)]
            for row in re.findall(r"<tr\b.*?</tr>", self.html)
        ]

    def row(self, begins: str) -> list[str]:
        """The first row whose first cell begins so."""
        return next(row for row in self.rows if row[0].startswith(begins))

    @property
    def titles(self) -> list[str]:
        return [unescape(found) for found in re.findall(r"<h1>(.*?)</h1>", self.html)]

    @property
    def links(self) -> list[str]:
        return [unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', self.html)]

    @property
    def charts(self) -> list[Any]:
        return [one.proto for one in self.app.get("vega_lite_chart")]

    def unfold(self, title: str | None = None) -> "Shown":
        """Open the forms under a title, or every form on the page, as a click on each does."""
        folded = [one.proto for one in self.app.expander if one.proto.id]
        chosen = [one for one in folded if title in (None, one.label)]
        assert chosen, f"no form is named so: {title}"
        for one in chosen:
            self.app.session_state[one.id.split("-", 2)[2]] = True
        self.app.run()
        return self

    @property
    def sent(self) -> str:
        """All that goes to the browser, also what no eye sees."""
        nodes = [*self.app.main, *self.app.sidebar]
        return "\n".join(str(node.proto) for node in nodes)


class Visitor:
    """Opens the pages of one programme."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def open(self, page: str = "", **params: str) -> Shown:
        app = AppTest.from_file(MAIN, default_timeout=30)
        # AppTest.switch_page knows pages that are files; ours are functions, known by their path.
        app._page_hash = calc_hash(page)
        for key, value in params.items():
            app.query_params[key] = value
        return Shown(app.run())

    def forms(self, page: str = "", **params: str) -> Shown:
        """Open a page, and every form on it."""
        return self.open(page, **params).unfold()


def bare_programme(folder: Path) -> Path:
    """The shipped definitions, without data or store."""
    folder.mkdir()
    for name in ("goals.yaml", "phases.yaml"):
        shutil.copy(SHIPPED / name, folder)
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped programme with its store filled. Shared: not to be written to."""
    folder = bare_programme(tmp_path_factory.mktemp("page") / "programme")
    shutil.copytree(SHIPPED / "data", folder / "data")
    prepare(open_site(folder, clock_of_filling), local_owner("Prov Person"), with_data=True)
    return folder


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Visitor]:
    """Makes a visitor of the programme in a folder; the clock stands still."""

    monkeypatch.setattr("tracker.web.site._site_at", lambda at: open_site(at, clock_of_visits))

    def made(folder: Path) -> Visitor:
        monkeypatch.setenv(ENVIRONMENT, str(folder))
        return Visitor(open_site(folder, clock_of_visits))

    return made


@pytest.fixture(autouse=True)
def _no_child_stands_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that a file may be brought to starts no process here."""
    monkeypatch.setattr("tracker.service.children.Children.expect", lambda self: None)


@pytest.fixture
def shipped(filled: Path, visit: Callable[[Path], Visitor]) -> Visitor:
    """The shipped programme, to look at."""
    return visit(filled)


@pytest.fixture
def own(filled: Path, visit: Callable[[Path], Visitor], tmp_path: Path) -> Visitor:
    """A copy of the shipped programme, to write to."""
    return visit(shutil.copytree(filled, tmp_path / "programme"))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A programme folder with definitions only."""
    return bare_programme(tmp_path / "bare")


@pytest.fixture
def open_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `serve --open-read`: for anyone, and nothing can be written."""
    monkeypatch.setenv(OPEN_READ, "1")


@dataclass(frozen=True)
class Answer:
    """What the server sends back."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Asks the server's own layers, with streamlit's own index page behind them."""
    given = options()
    behind = Route("/{page:path}", lambda _request: HTMLResponse(INDEX.read_bytes()))
    app = Starlette(routes=[*given["routes"], behind], middleware=given["middleware"])

    def asked(path: str, query: str = "", client: str = "127.0.0.1", **headers: str) -> Answer:
        sent: list[Any] = []
        told = {"host": "localhost"} | {k.replace("_", "-"): v for k, v in headers.items()}

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode()) for k, v in told.items()],
            "client": (client, 50_000),
        }
        asyncio.run(app(scope, receive, send))
        start, *rest = sent
        back = {k.decode().lower(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], back, b"".join(part.get("body", b"") for part in rest))

    return asked
