"""Signing in for real: a provider on this computer, its redirects, and what each role then sees."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tracker.model.access import Audience
from tracker.service.access import local_owner
from tracker.service.links import Wanted, make_link
from tracker.service.programme import open_site

OWNER = {"sub": "19800101-1234", "name": "Olle Ägare", "groups": ["fas-agare", "annat"]}
READER = {"sub": "lisa", "name": "Lisa Läsare", "groups": ["fas-lasare"]}
ANALYST = {"sub": "anna", "name": "Anna Analys", "groups": ["fas-analys"], "org": "polisen"}
STRANGER = {"sub": "sten", "name": "Sten Främling", "groups": []}
SETTINGS = """
store = "store"

[login]
issuer = "{issuer}"
client_id = "faslaget"
address = "{address}"
unknown = "nekas"
secrets_file = "{secrets}"

[[login.rules]]
claim = "groups"
value = "fas-agare"
role = "{highest}"

[[login.rules]]
claim = "groups"
value = "fas-lasare"
role = "läsare"

[[login.rules]]
claim = "groups"
value = "fas-analys"
role = "analytiker"

[[login.rules]]
claim = "org"
value = "polisen"
organisations = ["polisen"]
"""


@dataclass
class Provider:
    """A provider that can be stopped."""

    issuer: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@contextmanager
def provider_at(port: int, log: Path) -> Iterator[Provider]:
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce=true",
    ]
    for person in (OWNER, READER, ANALYST, STRANGER):
        command += ["--user-claims", json.dumps(person)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        issuer = f"http://127.0.0.1:{port}"
        _wait(f"{issuer}/.well-known/openid-configuration", process, log)
        yield Provider(issuer, process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=10)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"the provider did not start:\n{log.read_text(errors='replace')[-4000:]}")


@dataclass
class Served:
    """A server that people sign in at."""

    address: str
    folder: Path
    provider: Provider
    log: Path
    settings: dict[str, str]

    def mean(self, highest: str) -> None:
        """Say what role the owners' group has."""
        text = SETTINGS.format(**self.settings, highest=highest)
        (self.folder / "tracker.toml").write_text(text, "utf-8")

    def journal(self) -> list[tuple[str, str, str]]:
        rows = open_site(self.folder).store.journal.entries()
        return [(row.kind, row.person, row.what) for row in rows]


@pytest.fixture(scope="module")
def served(
    programme: Path,
    serving: Callable[..., Any],
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """`tracker serve --login`, on a copy of the shipped programme."""
    place = tmp_path_factory.mktemp("login")
    folder = place / "programme"
    shutil.copytree(programme, folder)
    secrets = place / "secrets.toml"
    secrets.write_text(f'client_secret = "prov"\ncookie_secret = "{"k" * 48}"\n')
    secrets.chmod(0o600)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with provider_at(free_port(), place / "provider.log") as provider:
        settings = {"issuer": provider.issuer, "address": address, "secrets": str(secrets)}
        made = Served(address, folder, provider, folder.with_name(f"server-{port}.log"), settings)
        made.mean("ägare")
        command = [sys.executable, "-m", "tracker.cli", "--programme", str(folder), "serve"]
        with serving([*command, "--login", "--port", str(port)], folder, port):
            yield made


class Person:
    """Somebody at a browser of her own."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page, self.served = page, served

    def at(self, path: str) -> Page:
        self.page.goto(self.served.address + path)
        return self.drawn()

    def drawn(self) -> Page:
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        return self.page

    def signs_in(self, who: dict[str, Any], path: str = "/") -> Page:
        self.at(path).get_by_role("link", name="Logga in").first.click()
        self.page.get_by_role("button", name=str(who["sub"]), exact=True).click()
        return self.page


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Callable[[], Person]]:
    """Opens a browser profile for each person."""
    opened = []

    def person() -> Person:
        context = browser.new_context(locale="sv-SE", viewport={"width": 1440, "height": 900})
        opened.append(context)
        return Person(context.new_page(), served)

    yield person
    for context in opened:
        context.close()


def uploads(page: Page) -> Any:
    return page.get_by_test_id("stSidebar").get_by_role("link", name="Ladda upp")


def test_roles_come_from_the_provider_and_go_with_the_mapping(person, served) -> None:
    anonymous, owner, reader = person(), person(), person()
    expect(uploads(anonymous.at("/"))).to_have_count(0)

    owner.signs_in(OWNER, "/faser?fas=1")
    owner.drawn()
    assert owner.page.url == f"{served.address}/faser?v=1&fas=1"
    expect(uploads(owner.page)).to_be_visible()
    expect(owner.page.get_by_text("Olle Ägare, ägare").first).to_be_visible()

    reader.signs_in(READER)
    reader.drawn()
    expect(reader.page.get_by_text("Lisa Läsare, läsare").first).to_be_visible()
    expect(uploads(reader.page)).to_have_count(0)
    expect(uploads(owner.at("/"))).to_be_visible()

    owner_id = next(who for kind, who, _ in served.journal() if kind == "sign_in")
    assert owner_id.startswith("p-")
    assert OWNER["sub"] not in str(served.journal())
    assert "Olle" not in str(served.journal())

    with owner.page.expect_download() as got:
        owner.page.evaluate("location.href = '/fil/laget.json'")
    assert got.value.suggested_filename.startswith("laget-v")
    assert ("export", owner_id, got.value.suggested_filename) in served.journal()

    served.mean("läsare")  # the page stays open: its next rerun is a reader's
    try:
        owner.page.get_by_test_id("stSidebar").get_by_role("link", name="Målområden").click()
        expect(owner.page.get_by_text("Olle Ägare, läsare").first).to_be_visible()
        expect(uploads(owner.page)).to_have_count(0)
    finally:
        served.mean("ägare")


def test_a_frozen_link_that_asks_for_sign_in_is_come_back_to(person, served) -> None:
    site = open_site(served.folder)
    wanted = Wanted("/faser?v=1&fas=1", None, None, Audience.INTERNAL, site.today)
    _, secret = make_link(site, local_owner("Lena Länk"), wanted)
    reader = person()
    page = reader.at(f"/l/{secret}")
    expect(page.get_by_text("Länken gäller inte.")).to_be_visible()
    reader.signs_in(READER, f"/delad?t={secret}")
    reader.drawn()
    assert reader.page.url == f"{served.address}/delad?t={secret}&lang=sv"
    expect(reader.page.get_by_text("Fryst vy:")).to_be_visible()
    expect(reader.page.get_by_text("Frusen av Lena Länk.")).to_be_visible()
    cookies = str(reader.page.context.cookies())
    assert secret not in cookies
    assert secret not in str(served.journal()) + served.log.read_text()


def test_signing_out_ends_every_window(person, served) -> None:
    owner = person()
    owner.signs_in(OWNER)
    owner.drawn()
    other = Person(owner.page.context.new_page(), served)
    expect(uploads(other.at("/"))).to_be_visible()
    stolen = {c["name"]: c["value"] for c in owner.page.context.cookies()}

    owner.page.get_by_role("link", name="Logga ut").first.click()
    owner.page.get_by_role("button").first.click()  # the provider asks too
    owner.drawn()
    expect(owner.page.get_by_role("link", name="Logga in").first).to_be_visible()
    other.page.get_by_test_id("stSidebar").get_by_role("link", name="Målområden").click()
    expect(other.page.get_by_role("link", name="Logga in").first).to_be_visible()
    expect(uploads(other.page)).to_have_count(0)

    cookie = "; ".join(f"{name}={value}" for name, value in stolen.items())
    asked = Request(f"{served.address}/fil/laget.json", headers={"Cookie": cookie})
    with urlopen(asked, timeout=20) as answer:
        assert json.load(answer)["audience"] == "öppen"


def test_a_cookie_keeps_no_subject_and_no_token_of_the_provider(person, served) -> None:
    owner = person()
    owner.signs_in(OWNER)
    owner.drawn()
    cookies = {c["name"]: c for c in owner.page.context.cookies()}
    assert "_streamlit_user_tokens" not in cookies
    kept = cookies["_streamlit_user"]
    assert kept["httpOnly"]
    assert kept["sameSite"] == "Lax"
    assert OWNER["sub"] not in str(cookies)


def test_who_has_no_role_is_told_so(person, served) -> None:
    stranger = person()
    page = stranger.signs_in(STRANGER)
    expect(page.get_by_text("du har ingen roll här")).to_be_visible()
    page.get_by_role("link", name="Till Läget").click()
    stranger.drawn()
    expect(page.get_by_role("link", name="Logga in").first).to_be_visible()
    assert "sign_in_refused" in [kind for kind, _, _ in served.journal()]


def test_without_the_provider_the_open_pages_work_and_the_sign_in_says_why(person, served) -> None:
    """Last: the provider does not come back."""
    served.provider.stop()
    reader = person()
    reader.at("/").get_by_role("link", name="Logga in").first.click()
    expect(reader.page.get_by_text("Inloggningstjänsten svarar inte.")).to_be_visible()
    reader.page.get_by_role("link", name="Till Läget").click()
    reader.drawn()

    assert open_site(served.folder).store.verify() == ()
    log = served.log.read_text()
    assert "GET /fil/laget.{kind} 200" in log
    for hidden in ("Olle", "19800101", "code=", "lang=", "till=", "provider=ey", "fas-agare"):
        assert hidden not in log
