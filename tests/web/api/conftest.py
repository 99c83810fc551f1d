"""Programs that ask a served programme, each by a token of its own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from tracker.model.access import Role
from tracker.model.records import Upload
from tracker.service.access import local_owner, reader_for
from tracker.service.login_secrets import CLIENT_SECRET, COOKIE_SECRET
from tracker.service.programme import ENVIRONMENT, Site, open_site
from tracker.service.tokens import new_token
from tracker.service.uploads import read_draft
from tracker.web.api import asking, uploading
from tracker.web.api.routes import ROUTES
from tracker.web.site import LOGIN, OPEN_READ

ROLES = {"läsare": Role.READER, "styrgrupp": Role.STEERING, "analytiker": Role.ANALYST,
         "ägare": Role.OWNER}  # fmt: skip
FILE = "indikator;område;period;värde\nlarm;torget;2025-01;17\n"
PROVENANCE = {"publisher": "Polisen", "title": "Larmlistan"}


@pytest.fixture(scope="session")
def client_class() -> Any:
    """Starlette's test client. Importing it warns that another package will take httpx's place."""
    import warnings

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Using `httpx` with")
        from starlette.testclient import TestClient
    return TestClient


@dataclass(frozen=True)
class Programs:
    """The served programme, and the programs that ask it."""

    site: Site
    app: Starlette
    client: Any

    def token(self, role: str = "ägare", *organisations: str, days: int = 30) -> str:
        """A token's secret."""
        _, secret = new_token(
            self.site,
            local_owner("Anna"),
            label=f"Prov {role}",
            role=ROLES[role],
            organisations=frozenset(organisations or ("polisen",)),
            expires_on=self.site.today + timedelta(days=days),
        )
        return secret

    def ask(self, method: str, path: str, token: str = "", **given: Any) -> Any:
        """The answer to a request."""
        headers = dict(given.pop("headers", {}))
        if token:
            headers["authorization"] = f"Bearer {token}"
        return self.client.request(method, f"/api/v1{path}", headers=headers, **given)

    def get(self, path: str, token: str = "", **given: Any) -> Any:
        """The answer to a GET."""
        return self.ask("GET", path, token, **given)

    def bring(self, token: str, data: str = FILE, name: str = "larm.csv", **headers: str) -> Any:
        """The answer to a file."""
        told = {"file-name": quote(name), **headers}
        return self.ask("POST", "/upload", token, content=data.encode(), headers=told)

    def draft(self, token: str, data: str = FILE) -> str:
        """The id of a draft that has been read."""
        made = self.bring(token, data)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def accept(self, token: str, draft: str, headers: Any = None, **given: Any) -> Any:
        """The answer to an acceptance of what is in force now."""
        told = {"based_on": self.site.store.current(), "provenance": PROVENANCE, **given}
        return self.ask("POST", f"/drafts/{draft}/accept", token, json=told, headers=headers or {})

    def uploads(self) -> tuple[Upload, ...]:
        """Every upload in force."""
        return self.site.store.at().uploads(reader_for(local_owner("Anna")))

    def rows(self, since: int) -> list[tuple[str, str, str]]:
        """What the journal was told since it had so many rows."""
        entries = self.site.store.journal.entries()[since:]
        return [(one.kind, one.person, one.what) for one in entries]


@pytest.fixture
def mode(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Turns the process to another mode."""

    def turned(name: str) -> None:
        monkeypatch.setenv(LOGIN, "1" if name == "login" else "0")
        monkeypatch.setenv(OPEN_READ, "1" if name == "open_read" else "0")

    monkeypatch.setenv(CLIENT_SECRET, "hemlig")
    monkeypatch.setenv(COOKIE_SECRET, "k" * 40)
    turned("login")
    return turned


@pytest.fixture
def programs(
    filled_site: Site,
    mode: Any,
    monkeypatch: pytest.MonkeyPatch,
    client_class: Any,
) -> Iterator[Programs]:
    """The small programme, filled and served with sign-in; drafts are read at once."""
    clock = filled_site.clock
    monkeypatch.setattr("tracker.web.site._site_at", lambda at: open_site(at, clock))
    monkeypatch.setenv(ENVIRONMENT, str(filled_site.folder))
    monkeypatch.setattr(uploading, "start_again", read_here)
    for limit in (asking.requests_a_minute, asking.files_a_minute):
        limit.cache_clear()
    app = Starlette(routes=ROUTES)
    with client_class(app, client=("203.0.113.9", 1)) as client:
        yield Programs(filled_site, app, client)


def read_here(site: Site, draft: str) -> None:
    """Read a draft in the test's own process, as the child does in its."""
    read_draft(site, draft, reader_for(local_owner("Anna")))


def _problem(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal, which says what to do and nothing that it should not."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "private, no-store"
    told = json.loads(answer.text)
    assert told["status"] == answer.status_code
    assert told["cause"]
    assert told["remedy"]
    assert "Traceback" not in answer.text
    return answer.status_code, told["code"]


@pytest.fixture
def problem() -> Callable[[Any], tuple[int, str]]:
    """Reads a refusal."""
    return _problem
